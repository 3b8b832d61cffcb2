/** A payment as it travels. */
import { z } from 'zod'
import { amount, instant, lineOfText, minorUnits, newUuid, uuid } from '#platform/endpoint'

export const accountNumber = z.string().regex(/^\d{12}$/, 'an account number of 12 digits')
/** The id of a payee that the payer has looked up by alias, phone or email, and confirmed. */
export const recipient = z.union([accountNumber, newUuid]).meta({
  id: 'Recipient',
  description: 'An account number, or the id of a payee check (POST /v1/payee-checks) of the last hour.',
})
export const note = lineOfText(0, 140)

export const paymentState = z
  .enum([
    'settled',
    'challenged',
    'waiting',
    'tried',
    'in_review',
    'blocked',
    'refused',
    'announced',
    'authorized',
    'returned',
    'cancelled',
    'expired',
  ])
  .meta({
    id: 'PaymentState',
    description:
      'settled: written in the book. challenged: waits for the payer’s proof, nothing moved. waiting: the money is on hold and goes by itself at waitsUntil. tried: one unit was sent and the rest is on hold until the payer confirms. in_review: the money is on hold and a person looks. blocked: nothing moved. refused: nothing moved, see refusal. announced: cash that waits for the teller (a withdrawal’s money is on hold). authorized: set aside for a merchant, who takes it wholly, in parts or not at all. returned: was on hold and the money was given back, or came back from abroad. cancelled: withdrawn by the payer. expired: not answered in time.',
  })

export const paymentKind = z
  .enum(['send', 'deposit', 'withdrawal', 'card', 'charge', 'capture', 'refund', 'dispute'])
  .meta({
    id: 'PaymentKind',
    description:
      'charge: what a payer lets a merchant take. capture: what the merchant took of it. refund: what they gave back. dispute: money that moved because a payer disputed it.',
  })

export const party = z
  .strictObject({
    product: uuid.nullable().meta({ description: 'The account, where it is the asker’s own or the asker is staff.' }),
    name: z.string(),
    ends: z.string().meta({ description: 'The last four digits of the account number.' }),
  })
  .meta({ id: 'Party' })

const reason = z
  .strictObject({ code: z.string(), sentence: z.string(), values: z.record(z.string(), z.string()) })
  .meta({ id: 'PaymentReason' })

export const payment = z
  .strictObject({
    id: uuid,
    kind: paymentKind,
    state: paymentState,
    from: party.nullable().meta({ description: 'Null for a cash deposit.' }),
    to: party.nullable().meta({ description: 'Null for a cash withdrawal.' }),
    amount,
    fee: minorUnits.meta({ description: 'What the payer pays the bank on top of it; told to the payer.' }),
    note: z.string(),
    slip: z
      .string()
      .nullable()
      .meta({ description: 'Six characters to show to the teller, while the payment is announced.' }),
    reasons: z.array(reason).meta({ description: 'Why it was challenged, reviewed or blocked; strongest first.' }),
    usual: minorUnits
      .nullable()
      .meta({ description: 'What the payer usually sends, where a verdict stopped the payment.' }),
    refusal: z.strictObject({ code: z.string(), detail: z.string() }).nullable(),
    message: z.string().nullable().meta({ description: 'What the bank tells the customer after a review.' }),
    askedThrough: z.string().nullable().meta({
      description: 'The third party that asked for it in the payer’s name; it moves only with the payer’s proof.',
    }),
    createdAt: instant,
    settledAt: instant.nullable(),
    expiresAt: instant
      .nullable()
      .meta({ description: 'Until when a challenge can be answered, or the rest of a tried payment be sent.' }),
    choices: z
      .array(z.enum(['wait', 'unit', 'proof']))
      .meta({ description: 'What the payer of a challenged payment can choose, the safest first.' }),
    waitsUntil: instant
      .nullable()
      .meta({ description: 'When a waiting payment goes by itself; while it is challenged, when it would.' }),
    unit: minorUnits
      .nullable()
      .meta({ description: 'What was sent first of it; while it is challenged, what would be.' }),
    saidItWasMe: instant.nullable().meta({ description: 'When the payer of a stopped payment said that it was them.' }),
    partOf: uuid.nullable().meta({ description: 'The payment whose first unit this one is.' }),
  })
  .meta({ id: 'Payment' })
