/** The inbox: what a person was told, read or not, and told at once. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, next, page } from '#platform/endpoint'
import { largestMinor } from '#platform/money'

export const notificationKind = z
  .enum([
    'arrived',
    'challenged',
    'held',
    'stopped',
    'waiting',
    'gone',
    'released',
    'returned',
    'given-back',
    'expired',
    'arrived-abroad',
    'sent-back',
    'request-received',
    'request-reminded',
    'request-paid',
    'request-declined',
    'request-expired',
    'order-sent',
    'order-failed',
    'order-paused',
    'order-ended',
    'charge-received',
    'charge-authorized',
    'charge-declined',
    'charge-captured',
    'charge-ended',
    'dispute-opened',
    'dispute-answered',
    'dispute-credited',
    'dispute-decided',
    'password-changed',
    'phone-changed',
    'device-new',
    'passkey-added',
    'passkey-removed',
    'app-added',
    'app-removed',
    'pin-set',
    'recovery-codes-made',
    'recovery-code-used',
    'device-bound',
    'device-revoked',
    'webhook-off',
    'locker-consent',
    'locker-denied',
    'locker-locked',
    'locker-opened',
  ])
  .meta({
    id: 'NotificationKind',
    description:
      'arrived: money came in. arrived-abroad: from another country. sent-back: the bank abroad sent a payment of mine back. Of a payment of mine: challenged (it waits for my choice), held (a person looks), stopped, waiting, gone (its waiting time ended and it went), released and returned (a person decided), given-back (it could not go after its time), expired. request-…: of requests for money; order-…: of standing orders; charge-…: of what a merchant takes; dispute-…: of a charge that its payer disputes; webhook-off: to staff, an endpoint was switched off. locker-…: of a safe-deposit box (consent is asked for; somebody was not let in; three wrong secrets; it was opened). The others tell of my ways in.',
  })

const place = z
  .string()
  .regex(/^[1-9]\d{0,18}$/, 'an id of a notification')
  .refine((digits) => !/^\d{19}$/.test(digits) || BigInt(digits) <= largestMinor, 'an id of a notification')

export const noteWarning = z
  .strictObject({
    code: z.string(),
    severity: z.enum(['notice', 'caution', 'danger']),
    subject: z.string(),
    sentence: z.strictObject({ en: z.string(), hi: z.string() }),
  })
  .meta({ id: 'NoteWarning', description: 'The gravest of what stands out in what a stranger wrote, and what to do.' })

export const notification = z
  .strictObject({
    id: place,
    kind: notificationKind,
    at: instant,
    amount: z.strictObject({ currency, minor: minorUnits }).nullable(),
    other: z.string().nullable().meta({ description: 'The name of whoever it is about.' }),
    note: z.string().nullable().meta({ description: 'What they wrote.' }),
    warning: noteWarning.nullable(),
    link: z.string().nullable().meta({ description: 'The page of the customer app that it leads to.' }),
    readAt: instant.nullable(),
  })
  .meta({ id: 'Notification', description: 'Kind and values; the words are the client’s.' })

/** Unread ones are counted up to here. */
export const mostCounted = 100

export const notifications = endpoint({
  method: 'GET',
  path: '/v1/notifications',
  tag: 'Notifications',
  summary: 'What I was told, newest first, and how many I have not read',
  query: z.strictObject(page),
  answer: z.strictObject({
    items: z.array(notification),
    next,
    unread: z
      .number()
      .int()
      .meta({ description: `${mostCounted} stands for as many or more.` }),
  }),
})

export const readNotification = endpoint({
  method: 'PUT',
  path: '/v1/notifications/{id}/read',
  tag: 'Notifications',
  summary: 'I have read one',
  params: z.strictObject({ id: place }),
  refusals: ['no-such-notification'],
})

export const unreadNotification = endpoint({
  method: 'DELETE',
  path: '/v1/notifications/{id}/read',
  tag: 'Notifications',
  summary: 'Keep one as unread',
  params: z.strictObject({ id: place }),
  refusals: ['no-such-notification'],
})

export const readNotifications = endpoint({
  method: 'POST',
  path: '/v1/notifications/read',
  tag: 'Notifications',
  summary: 'I have read all up to one',
  body: z.strictObject({ upTo: place }),
})

export const notificationStream = endpoint({
  method: 'GET',
  path: '/v1/notifications/stream',
  tag: 'Notifications',
  summary: 'What I am told, at once',
  description:
    'Server-sent events of the name `notification`. Whoever comes back with `last-event-id` is told what came meanwhile.',
  events: notification,
  refusals: ['too-many-streams', 'too-busy'],
})

export type NotificationKind = z.infer<typeof notificationKind>
export type NotificationView = z.infer<typeof notification>
export type NoteWarning = z.infer<typeof noteWarning>
