/** Alerts: what customers and staff are told at once. */
import { z } from 'zod'
import { currency, endpoint, instant, minorUnits, uuid } from '#platform/endpoint'

export const alertKind = z
  .enum([
    'challenged',
    'held',
    'stopped',
    'waiting',
    'gone',
    'released',
    'returned',
    'given-back',
    'expired',
    'received',
    'review',
    'case',
    'statement',
  ])
  .meta({
    id: 'AlertKind',
    description:
      'To a customer, of a payment of theirs. challenged: it waits for their choice. held: a person looks. stopped: it was blocked. waiting: they chose to wait. gone: its waiting time has ended and it went. released, returned: a person decided. given-back: it could not go after its time. expired: nobody answered in time. received: a payment code of theirs was paid. To staff, review: a payment waits for a person; case: there is a new case; statement: a payer says that a stopped payment was theirs.',
  })

export const alert = z
  .strictObject({
    kind: alertKind,
    at: instant,
    payment: uuid.nullable(),
    amount: z.strictObject({ currency, minor: minorUnits }).nullable(),
    expectedLoss: minorUnits
      .nullable()
      .meta({ description: 'For staff: amount times probability, in minor units of the amount’s currency.' }),
  })
  .meta({ id: 'Alert' })

export const alerts = endpoint({
  method: 'GET',
  path: '/v1/alerts',
  tag: 'Alerts',
  summary: 'What happens to my payments, or waits for staff, told at once',
  description:
    'Server-sent events; the event’s name is the alert’s kind. Whoever comes back with `last-event-id` is told what happened meanwhile, as far as seven days back.',
  events: alert,
  refusals: ['too-many-streams', 'too-busy'],
})

export type AlertKind = z.infer<typeof alertKind>
export type AlertView = z.infer<typeof alert>
