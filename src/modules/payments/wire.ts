/** What payments take and answer, as it travels. */
import { z } from 'zod'
import { amount, currency, endpoint, instant, minorUnits, newUuid, next, page, uuid } from '#platform/endpoint'

const accountNumber = z.string().regex(/^\d{12}$/, 'an account number of 12 digits')
const note = z
  .string()
  .max(140)
  .regex(/^[^\p{Cc}]*$/u, 'no control characters')

export const paymentState = z
  .enum(['settled', 'challenged', 'in_review', 'blocked', 'refused', 'announced', 'returned', 'cancelled', 'expired'])
  .meta({
    id: 'PaymentState',
    description:
      'settled: written in the book. challenged: waits for the payer’s proof, nothing moved. in_review: the money is on hold and a person looks. blocked: nothing moved. refused: nothing moved, see refusal. announced: cash that waits for the teller (a withdrawal’s money is on hold). returned: was in review and the money was given back. cancelled: withdrawn by the payer. expired: not answered in time.',
  })

export const paymentKind = z.enum(['send', 'deposit', 'withdrawal', 'card']).meta({ id: 'PaymentKind' })

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
    createdAt: instant,
    settledAt: instant.nullable(),
    expiresAt: instant.nullable().meta({ description: 'Until when a challenge can be answered.' }),
  })
  .meta({ id: 'Payment' })

export const order = z
  .discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('send'), from: uuid, to: accountNumber, amount, note: note.optional() }),
    z.strictObject({ kind: z.literal('deposit'), to: accountNumber, amount, note: note.optional() }),
    z.strictObject({ kind: z.literal('withdrawal'), from: uuid, amount, note: note.optional() }),
  ])
  .meta({
    id: 'Order',
    description:
      'send: to another account of this bank. deposit and withdrawal: cash; a customer announces it and shows the slip, a teller settles it at once.',
  })

export const putPayment = endpoint({
  method: 'PUT',
  path: '/v1/payments/{id}',
  tag: 'Payments',
  summary: 'Pay',
  description:
    'The id is the idempotency key: however often it is sent, the answer is the payment’s present state. Another content under the same id is a 409; a refused id stays refused.',
  params: z.strictObject({ id: newUuid }),
  body: order,
  answer: payment,
  refusals: [
    'payment-differs',
    'no-such-account',
    'same-account',
    'currency-differs',
    'exceeds-available',
    'account-frozen',
    'too-busy',
  ],
})

const one = { params: z.strictObject({ id: uuid }), answer: payment }

export const getPayment = endpoint({
  method: 'GET',
  path: '/v1/payments/{id}',
  tag: 'Payments',
  summary: 'A payment’s present state',
  ...one,
  refusals: ['no-such-payment'],
})

export const answerChallenge = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/challenge',
  tag: 'Payments',
  summary: 'Answer a challenge: the password again, and the payment goes on',
  body: z.strictObject({ password: z.string().min(1).max(128) }),
  ...one,
  refusals: [
    'no-such-payment',
    'not-challenged',
    'wrong-credentials',
    'too-many-attempts',
    'exceeds-available',
    'account-frozen',
  ],
})

export const cancelPayment = endpoint({
  method: 'POST',
  path: '/v1/payments/{id}/cancel',
  tag: 'Payments',
  summary: 'Do not send: withdraws a payment that is challenged or announced',
  ...one,
  refusals: ['no-such-payment', 'cannot-cancel'],
})

export const payee = z
  .strictObject({
    number: accountNumber,
    name: z.string(),
    currency,
    timesPaid: z.number().int(),
    lastPaidAt: instant.nullable(),
    isOwn: z.boolean(),
  })
  .meta({ id: 'Payee' })

export const getPayee = endpoint({
  method: 'GET',
  path: '/v1/payees/{number}',
  tag: 'Payments',
  summary: 'Whose account number is this, and have I paid it before',
  params: z.strictObject({ number: accountNumber }),
  answer: payee,
  refusals: ['no-such-account', 'too-many-attempts'],
})

export const payees = endpoint({
  method: 'GET',
  path: '/v1/payees',
  tag: 'Payments',
  summary: 'Whom I have paid, latest first, and what I usually send',
  answer: z.strictObject({
    items: z.array(payee),
    usual: z
      .array(z.strictObject({ currency, minor: minorUnits }))
      .meta({ description: 'The median of my sent payments of the last 90 days, by currency.' }),
  }),
})

export const activityItem = z
  .strictObject({
    transfer: uuid,
    payment: uuid.nullable(),
    product: uuid,
    kind: z.enum(['send', 'deposit', 'withdrawal', 'card', 'opening']),
    side: z.enum(['in', 'out']),
    who: z.string().nullable().meta({ description: 'The other party; null for cash and opening balances.' }),
    note: z.string(),
    currency,
    amount: minorUnits,
    balance: minorUnits.meta({ description: 'The account’s balance after this entry.' }),
    bookedAt: instant,
  })
  .meta({ id: 'ActivityItem' })

export const activity = endpoint({
  method: 'GET',
  path: '/v1/activity',
  tag: 'Payments',
  summary: 'What happened on my accounts, newest first, and what still waits',
  query: z.strictObject({ product: uuid.optional(), ...page }),
  answer: z.strictObject({
    waiting: z
      .array(payment)
      .meta({ description: 'Payments that are challenged, in review or announced; on the first page only.' }),
    items: z.array(activityItem),
    next,
  }),
  refusals: ['no-such-product'],
})

// For staff.

export const reviewItem = z
  .strictObject({
    payment,
    customer: z.strictObject({ id: uuid, name: z.string() }),
    probability: z.number(),
    waitingSince: instant,
  })
  .meta({ id: 'ReviewItem' })

export const reviews = endpoint({
  method: 'GET',
  path: '/v1/reviews',
  tag: 'Staff',
  summary: 'Payments in review, most money at risk (amount times probability) first',
  answer: z.strictObject({ items: z.array(reviewItem) }),
})

export const pastPayment = z
  .strictObject({
    id: uuid,
    at: instant,
    name: z.string(),
    amount,
    state: paymentState,
    probability: z.number().nullable(),
  })
  .meta({ id: 'PastPayment' })

export const review = endpoint({
  method: 'GET',
  path: '/v1/reviews/{id}',
  tag: 'Staff',
  summary: 'One payment whole: the model’s decision, and what payer and payee did before',
  params: z.strictObject({ id: uuid }),
  answer: z.strictObject({
    payment,
    customer: z.strictObject({ id: uuid, name: z.string() }),
    decision: z
      .strictObject({
        verdict: z.enum(['allow', 'challenge', 'review', 'block']),
        probability: z.number(),
        score: z.number(),
        base: z.number(),
        contributions: z.array(
          z.strictObject({ feature: z.string(), label: z.string(), value: z.string(), logOdds: z.number() }),
        ),
        policy: z.strictObject({ challenge: z.number(), review: z.number(), block: z.number() }),
        model: z.string(),
      })
      .nullable(),
    payerPays: z
      .array(pastPayment)
      .meta({ description: 'What the payer paid in the last 90 days, newest first, at most ten.' }),
    payeeReceives: z
      .array(pastPayment)
      .meta({ description: 'What the payee received in the last 90 days, newest first, at most ten.' }),
    events: z.array(z.strictObject({ at: instant, who: z.string(), what: z.string(), note: z.string() })),
  }),
  refusals: ['no-such-payment'],
})

export const decideReview = endpoint({
  method: 'POST',
  path: '/v1/reviews/{id}',
  tag: 'Staff',
  summary: 'Release a payment in review, or return the money',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({
    decision: z.enum(['release', 'return']),
    note: z
      .string()
      .min(3)
      .max(1000)
      .meta({ description: 'What you saw; for the file, the customer does not read it.' }),
    message: z.string().max(500).optional().meta({ description: 'What the customer will read.' }),
  }),
  answer: payment,
  refusals: ['no-such-payment', 'not-in-review'],
})

export const staffPayments = endpoint({
  method: 'GET',
  path: '/v1/staff/payments',
  tag: 'Staff',
  summary: 'All payments, newest first',
  query: z.strictObject({
    state: paymentState.optional(),
    kind: paymentKind.optional(),
    customer: uuid.optional(),
    ...page,
  }),
  answer: z.strictObject({
    items: z.array(z.strictObject({ payment, probability: z.number().nullable() })),
    next,
  }),
})

export const slips = endpoint({
  method: 'GET',
  path: '/v1/counter/slips',
  tag: 'Staff',
  summary: 'Cash that customers announced, oldest first; found by its slip',
  query: z.strictObject({
    slip: z
      .string()
      .regex(/^[A-Z0-9]{6}$/)
      .optional(),
  }),
  answer: z.strictObject({ items: z.array(payment) }),
})

export const settleSlip = endpoint({
  method: 'POST',
  path: '/v1/counter/slips/{id}',
  tag: 'Staff',
  summary: 'The cash was counted: writes the deposit or the withdrawal into the book',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ slip: z.string().regex(/^[A-Z0-9]{6}$/) }),
  answer: payment,
  refusals: ['no-such-payment', 'not-announced', 'wrong-slip', 'account-frozen'],
})

// For service clients.

export const cardPayment = z
  .strictObject({ id: newUuid, from: uuid, to: uuid, amount, at: instant.meta({ description: 'Booking time.' }) })
  .meta({ id: 'CardPayment', description: 'A card payment between two accounts that were imported.' })

export const cardResult = z
  .strictObject({
    id: uuid,
    state: paymentState.nullable(),
    verdict: z.enum(['allow', 'challenge', 'review', 'block']).nullable(),
    probability: z.number().nullable(),
    refusal: z.string().nullable().meta({ description: 'The code of a refusal.' }),
    isRepeat: z.boolean().meta({ description: 'True where the id was known already; nothing happened again.' }),
  })
  .meta({ id: 'CardResult' })

export const putCardPayments = endpoint({
  method: 'PUT',
  path: '/v1/card-payments',
  tag: 'Service clients',
  summary: 'Card payments in a batch, in the order of their time; one result each',
  body: z.strictObject({ payments: z.array(cardPayment).min(1).max(1000) }),
  answer: z.strictObject({ results: z.array(cardResult) }),
})

export type Order = z.infer<typeof order>
export type PaymentState = z.infer<typeof paymentState>
export type PaymentKind = z.infer<typeof paymentKind>
export type PaymentView = z.infer<typeof payment>
export type Party = z.infer<typeof party>
export type Payee = z.infer<typeof payee>
export type ActivityItem = z.infer<typeof activityItem>
export type ReviewItem = z.infer<typeof reviewItem>
export type CardPayment = z.infer<typeof cardPayment>
export type CardResult = z.infer<typeof cardResult>
export type PastPayment = z.infer<typeof pastPayment>
