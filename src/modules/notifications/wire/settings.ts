/** On which channels somebody wants to be told of what, and when not. */
import { z } from 'zod'
import { endpoint } from '#platform/endpoint'

export const topic = z.enum(['money', 'payments', 'requests', 'security']).meta({
  id: 'Topic',
  description:
    'money: money came in; payments: what becomes of payments; requests: requests for money and standing orders; security: my ways in.',
})

export const channel = z.enum(['mail', 'sms', 'push']).meta({ id: 'Channel' })

const channels = z.strictObject({ mail: z.boolean(), sms: z.boolean(), push: z.boolean() })

const timeOfDay = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day, such as 22:30')
  .meta({ description: 'Hours and minutes, such as 22:30.' })

const isZone = (zone: string): boolean => {
  try {
    return /^[A-Za-z]/.test(zone) && new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone !== ''
  } catch {
    return false
  }
}

const quiet = z
  .strictObject({
    from: timeOfDay,
    to: timeOfDay,
    zone: z
      .string()
      .min(1)
      .max(60)
      .refine(isZone, 'a time zone, such as Asia/Kolkata')
      .meta({ description: 'A zone of the IANA database, such as Asia/Kolkata.' }),
  })
  .refine(({ from, to }) => from !== to, 'two different times')
  .meta({
    id: 'QuietHours',
    description:
      'Mail, text messages and push wait until these hours are over, unless they are urgent. From and to differ; from 22:00 to 07:00 goes over midnight.',
  })

const settings = z
  .strictObject({
    money: channels,
    payments: channels,
    requests: channels,
    security: channels.meta({ description: 'Mail and text messages about my ways in cannot be turned off.' }),
    quiet: quiet.nullable(),
  })
  .meta({ id: 'NotificationSettings', description: 'The inbox has everything, whatever stands here.' })

export const notificationSettings = endpoint({
  method: 'GET',
  path: '/v1/notifications/settings',
  tag: 'Notifications',
  summary: 'On which channels I am told of what, and when not',
  answer: settings,
})

export const setNotificationSettings = endpoint({
  method: 'PUT',
  path: '/v1/notifications/settings',
  tag: 'Notifications',
  summary: 'Say on which channels I want to be told of what, and when not',
  body: settings,
  answer: settings,
})

export type Topic = z.infer<typeof topic>
export type NotificationChannel = z.infer<typeof channel>
export type NotificationSettings = z.infer<typeof settings>
export type QuietHours = z.infer<typeof quiet>
