/** Payment limits as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant } from '#platform/endpoint'
import { proof, proofRefusals, stepUp } from '#wire/identity'

export const limitKind = z.enum(['send', 'withdrawal']).meta({ id: 'LimitKind' })

const most = z
  .string()
  .regex(/^(0|[1-9]\d{0,17})$/, 'whole minor units as digits')
  .nullable()
  .meta({ description: 'Minor units as digits; null is no limit, and 0 lets nothing pass.' })

const perMonth = most.meta({ description: 'For a calendar month in UTC.' })
const toNew = most.meta({
  description: 'For a day in UTC, to payees whom I paid for the first time less than a day before; of sending alone.',
})

const parts = { perPayment: most, perDay: most, perMonth, toNew }

/** What is left out stays as it is. */
const said = { perPayment: most, perDay: most, perMonth: perMonth.optional(), toNew: toNew.optional() }

export const limit = z
  .strictObject({
    kind: limitKind,
    currency,
    ...parts,
    raise: z
      .strictObject({ ...parts, holdsFrom: instant })
      .nullable()
      .meta({ description: 'What holds from then on, unless it is taken back before.' }),
  })
  .meta({
    id: 'PaymentLimit',
    description:
      'What a customer lets leave to others: for one payment, for a day and a month in UTC, and for a day to payees who are new. Payments between their own accounts, and cash that a teller hands out, are not limited.',
  })

export const limits = endpoint({
  method: 'GET',
  path: '/v1/limits',
  tag: 'Products',
  summary: 'My payment limits, by kind and currency; where none is set, nothing is limited',
  answer: z.strictObject({
    items: z.array(limit),
    raiseWaitsHours: z.number().int().meta({ description: 'After so many hours a raise holds.' }),
  }),
})

export const setLimit = endpoint({
  method: 'PUT',
  path: '/v1/limits/{kind}/{currency}',
  tag: 'Products',
  summary: 'Set a limit: what is lower holds at once, what is higher after the bank’s waiting time',
  params: z.strictObject({ kind: limitKind, currency }),
  description: 'What is raised takes proof; what is lowered takes none. A part that is left out stays as it is.',
  body: z.strictObject({ ...said, proof: proof.optional() }),
  answer: limit,
  refusals: ['limit-without-payee', 'deed-unproved', ...proofRefusals],
})

export const askToRaiseLimit = endpoint({
  method: 'POST',
  path: '/v1/limits/{kind}/{currency}/step-up',
  tag: 'Products',
  summary: 'Ask for what has to be signed before a limit is raised to just this',
  params: z.strictObject({ kind: limitKind, currency }),
  body: z.strictObject(said),
  answer: stepUp,
  status: 201,
  refusals: ['limit-without-payee', 'passkey-required', 'passkey-suspected', 'too-many-attempts'],
})

export const cancelRaise = endpoint({
  method: 'DELETE',
  path: '/v1/limits/{kind}/{currency}/raise',
  tag: 'Products',
  summary: 'Take back a raise that does not hold yet',
  params: z.strictObject({ kind: limitKind, currency }),
  answer: limit,
})

export type LimitKind = z.infer<typeof limitKind>
export type LimitAsked = Omit<z.output<typeof setLimit.body>, 'proof'>
export type PaymentLimit = z.infer<typeof limit>
