/** Merchants' charges as they travel. */
import { z } from 'zod'
import { amount, endpoint, instant, minorUnits, newUuid, next, page, uuid } from '#platform/endpoint'
import { note, payment, recipient } from './payment.ts'

const minor = amount.shape.minor

export const chargeState = z
  .enum(['open', 'paying', 'authorized', 'captured', 'voided', 'expired', 'withdrawn', 'declined', 'lapsed'])
  .meta({
    id: 'ChargeState',
    description:
      'open: waits for the payer. paying: the payer’s payment waits for proof or for a person. authorized: money is set aside, and may have been taken in part. captured: it is over and some was taken. voided, expired: let go, by the merchant or by time, and nothing was taken. withdrawn: by the merchant before anybody accepted. declined: by the payer. lapsed: nobody accepted in time.',
  })

const move = z.strictObject({
  id: uuid.meta({ description: 'Also the id of the payment that moved it.' }),
  kind: z.enum(['capture', 'refund']),
  minor: minorUnits,
  fee: minorUnits.nullable().meta({ description: 'What the bank took of it; told to the merchant.' }),
  at: instant,
})

export const charge = z
  .strictObject({
    id: uuid,
    side: z.enum(['merchant', 'payer']),
    who: z.string().nullable().meta({ description: 'The other one; null while nobody has accepted an open link.' }),
    amount,
    note: z.string(),
    state: chargeState,
    isSale: z.boolean().meta({ description: 'Taken wholly as soon as the payer accepts.' }),
    held: minorUnits.meta({ description: 'Still set aside.' }),
    captured: minorUnits,
    refunded: minorUnits,
    disputed: minorUnits.meta({ description: 'In open disputes, or given back by one.' }),
    createdAt: instant,
    acceptUntil: instant,
    captureUntil: instant.nullable().meta({ description: 'When what was not taken is let go.' }),
    holdDays: z.number().int(),
    product: uuid.nullable().meta({ description: 'The merchant’s account, told to the merchant.' }),
    payment: uuid.nullable().meta({ description: 'The payer’s payment that sets the money aside, told to the payer.' }),
    link: z
      .string()
      .nullable()
      .meta({ description: 'A path of the customer app for whoever is to pay; to the merchant, while it is open.' }),
    moves: z.array(move),
  })
  .meta({ id: 'Charge' })

export const putCharge = endpoint({
  method: 'PUT',
  path: '/v1/charges/{id}',
  tag: 'Charges',
  summary: 'Ask one payer to let me take an amount',
  description:
    'The id is the idempotency key. With a payer it is for that person; without one, for whoever is shown the signed link first.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    to: uuid.meta({ description: 'The account on which the money is to arrive; its currency is that of the charge.' }),
    minor,
    note: note.optional(),
    payer: recipient.optional(),
    isSale: z.boolean().optional().meta({ description: 'Takes all of it as soon as it is accepted.' }),
    acceptHours: z.number().int().min(1).max(720).optional().meta({ description: '24 where not given.' }),
    holdDays: z
      .number()
      .int()
      .min(1)
      .max(30)
      .optional()
      .meta({ description: 'How long it can be taken; 7 where not given.' }),
  }),
  answer: charge,
  refusals: [
    'charge-differs',
    'no-such-product',
    'no-such-account',
    'payee-check-over',
    'own-charge',
    'too-many-attempts',
  ],
})

export const charges = endpoint({
  method: 'GET',
  path: '/v1/charges',
  tag: 'Charges',
  summary: 'Charges that I take, or that I pay or am asked to pay; newest first',
  query: z.strictObject({ side: z.enum(['taken', 'paid']), ...page }),
  answer: z.strictObject({ items: z.array(charge), next }),
})

const signature = z
  .string()
  .regex(/^[\w-]{86}$/, 'the signature of the link')
  .meta({ examples: ['A'.repeat(86)] })
  .optional()
  .meta({ description: 'Of the link, for who is neither merchant nor the person that it is for.' })

const params = z.strictObject({ id: uuid })
const one = { params, answer: charge }

export const getCharge = endpoint({
  method: 'GET',
  path: '/v1/charges/{id}',
  tag: 'Charges',
  summary: 'One charge, by either side, or by who holds its link',
  ...one,
  query: z.strictObject({ signature }),
  refusals: ['no-such-charge'],
})

export const acceptCharge = endpoint({
  method: 'POST',
  path: '/v1/charges/{id}/authorization',
  tag: 'Charges',
  summary: 'Let the merchant take it: the money is set aside',
  description:
    'A payment of kind `charge`: scored, within your limits, paused where something stands out. A charge is accepted once; asked again by the same person, the answer is the payment that there is.',
  params,
  body: z.strictObject({ from: uuid, signature }),
  answer: payment,
  refusals: [
    'no-such-charge',
    'charge-over',
    'own-charge',
    'payment-differs',
    'no-such-account',
    'same-account',
    'currency-differs',
    'exceeds-available',
    'exceeds-limit',
    'account-frozen',
    'payments-halted',
  ],
})

export const declineCharge = endpoint({
  method: 'POST',
  path: '/v1/charges/{id}/decline',
  tag: 'Charges',
  summary: 'Do not pay a charge that is for me; the merchant is told',
  ...one,
  refusals: ['no-such-charge', 'charge-over'],
})

export const endCharge = endpoint({
  method: 'POST',
  path: '/v1/charges/{id}/void',
  tag: 'Charges',
  summary: 'Let the payer’s money go, or take back a charge that nobody has accepted',
  description: 'What was taken stays taken; what is still set aside is free again.',
  ...one,
  refusals: ['no-such-charge', 'charge-over', 'charge-changed'],
})

const moveParams = z.strictObject({ id: uuid, move: newUuid })
const moveRefusals = [
  'no-such-charge',
  'payment-differs',
  'charge-changed',
  'exceeds-available',
  'account-frozen',
] as const

export const captureCharge = endpoint({
  method: 'PUT',
  path: '/v1/charges/{id}/captures/{move}',
  tag: 'Charges',
  summary: 'Take the money that was set aside, or a part of it',
  description: 'What is left stays set aside, unless this is the last part. The id of the part is its idempotency key.',
  params: moveParams,
  body: z.strictObject({ minor, last: z.boolean().optional() }),
  answer: charge,
  refusals: [...moveRefusals, 'charge-not-authorized', 'exceeds-authorized'],
})

export const refundCharge = endpoint({
  method: 'PUT',
  path: '/v1/charges/{id}/refunds/{move}',
  tag: 'Charges',
  summary: 'Give back what was taken, or a part of it; never more than that',
  params: moveParams,
  body: z.strictObject({ minor, note: note.optional() }),
  answer: charge,
  refusals: [...moveRefusals, 'exceeds-captured', 'payments-halted'],
})

export type Charge = z.infer<typeof charge>
export type ChargeState = z.infer<typeof chargeState>
export type ChargeAsked = z.output<typeof putCharge.body>
