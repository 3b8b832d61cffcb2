/** A customer's ways in, as staff see and close them. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, uuid } from '#platform/endpoint'
import { needsReason } from './reading.ts'
import { session } from './sessions.ts'

const why = linesOfText(3, 500).meta({
  description: 'Why. It is kept sealed, with who did it; the customer does not read it.',
})

export const intervention = z
  .strictObject({
    what: z.enum(['locked', 'let-in', 'signed-out']),
    reason: z
      .string()
      .nullable()
      .meta({ description: 'Null where somebody altered the row, so that it does not open.' }),
    by: z.strictObject({ id: uuid, name: z.string() }),
    at: instant,
  })
  .meta({ id: 'Intervention' })

export const accessOfCustomer = z
  .strictObject({
    isLocked: z.boolean(),
    sessions: z
      .array(session.pick({ startedAt: true, seenAt: true, enteredWith: true, userAgent: true }))
      .meta({ description: 'Where the customer is signed in now.' }),
    interventions: z.array(intervention).meta({ description: 'The last fifty, newest first.' }),
  })
  .meta({ id: 'CustomerAccess' })

const one = { params: z.strictObject({ id: uuid }), answer: accessOfCustomer }

export const customerAccess = endpoint({
  method: 'GET',
  path: '/v1/customers/{id}/access',
  tag: 'Staff',
  summary: 'Where a customer is signed in, and who locked or signed them out',
  description: needsReason,
  ...one,
  refusals: ['no-such-customer', 'reason-needed'],
})

export const lockCustomer = endpoint({
  method: 'POST',
  path: '/v1/customers/{id}/lock',
  tag: 'Staff',
  summary: 'Lock a customer’s ways in at once, or let them in again',
  description:
    'Every session ends, nobody signs in, and no token works until they are let in again. Their money stays as it is; accounts are frozen by themselves. The customer is told on every channel.',
  ...one,
  body: z.strictObject({ isLocked: z.boolean(), reason: why }),
  refusals: ['no-such-customer'],
})

export const signOutCustomer = endpoint({
  method: 'POST',
  path: '/v1/customers/{id}/sign-out',
  tag: 'Staff',
  summary: 'Sign a customer out on every device',
  description: 'They can sign in again at once. The customer is told on every channel.',
  ...one,
  body: z.strictObject({ reason: why }),
  refusals: ['no-such-customer'],
})

export type Intervention = z.infer<typeof intervention>
export type CustomerAccess = z.infer<typeof accessOfCustomer>
