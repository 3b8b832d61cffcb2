/** Alerts: what staff are told at once. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, uuid } from '#platform/endpoint'

export const alertKind = z.enum(['review', 'case', 'statement']).meta({
  id: 'AlertKind',
  description:
    'review: a payment waits for a person; case: there is a new case; statement: a payer says that a stopped payment was theirs.',
})

export const alert = z
  .strictObject({
    kind: alertKind,
    at: instant,
    payment: uuid.nullable(),
    amount: z.strictObject({ currency, minor: minorUnits }).nullable(),
    expectedLoss: minorUnits
      .nullable()
      .meta({ description: 'Amount times probability, in minor units of the amount’s currency.' }),
  })
  .meta({ id: 'Alert' })

export const alerts = endpoint({
  method: 'GET',
  path: '/v1/alerts',
  tag: 'Alerts',
  summary: 'What waits for staff, told at once',
  description:
    'Server-sent events; the event’s name is the alert’s kind. Whoever comes back with `last-event-id` is told what happened meanwhile, as far as seven days back.',
  events: alert,
  refusals: ['too-many-streams', 'too-busy'],
})

export type AlertKind = z.infer<typeof alertKind>
export type AlertView = z.infer<typeof alert>
