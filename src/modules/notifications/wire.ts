/** What notifications take and answer, as it travels. */
export * from './wire/inbox.ts'
export * from './wire/push.ts'
export * from './wire/settings.ts'
export * from './wire/webhooks.ts'
