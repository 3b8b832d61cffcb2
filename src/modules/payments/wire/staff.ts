/** What staff see and decide. */
import { z } from 'zod'
import { amount, endpoint, instant, linesOfText, next, page, uuid } from '#platform/endpoint'
import { language, needsReason, secondSigningRefusals, signed } from '#wire/identity'
import { payment, paymentKind, paymentState } from './payment.ts'

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

export const wholeReview = z.strictObject({
  payment,
  customer: z.strictObject({ id: uuid, name: z.string(), language }),
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
      ownVerdict: z
        .enum(['allow', 'challenge', 'review', 'block'])
        .meta({ description: 'What model and policy alone said.' }),
      lossVerdict: z
        .enum(['allow', 'challenge', 'review', 'block'])
        .meta({ description: 'What the expected loss, probability times amount, alone said under the policy.' }),
      rules: z
        .array(
          z.strictObject({
            number: z.string(),
            rule: uuid,
            name: z.string(),
            effect: z.enum(['challenge', 'review', 'block']),
          }),
        )
        .meta({ description: 'Rules of staff whose condition held.' }),
      exploredFrom: z
        .enum(['challenge', 'block'])
        .nullable()
        .meta({ description: 'The verdict it would have had, had it not been let through to learn from.' }),
      propensity: z.number(),
      model: z.string(),
    })
    .nullable(),
  signing: z
    .strictObject({
      needsTwo: z.boolean().meta({ description: 'Whether two people decide it, by its amount.' }),
      case: uuid.nullable(),
      dueAt: instant.nullable().meta({ description: 'When somebody should have decided it.' }),
      signed: z.array(
        z.strictObject({
          who: z.strictObject({ id: uuid, name: z.string() }),
          at: instant,
          isOpen: z
            .boolean()
            .meta({ description: 'True while a second person is missing; the choice is then not told.' }),
          choice: z.enum(['release', 'return']).nullable(),
          note: z.string().nullable(),
        }),
      ),
    })
    .nullable()
    .meta({ description: 'Who decides it; null for a payment that was never in review.' }),
  payerPays: z
    .array(pastPayment)
    .meta({ description: 'What the payer paid in the last 90 days, newest first, at most ten.' }),
  payeeReceives: z
    .array(pastPayment)
    .meta({ description: 'What the payee received in the last 90 days, newest first, at most ten.' }),
  events: z.array(z.strictObject({ at: instant, who: z.string(), what: z.string(), note: z.string() })),
})

export const review = endpoint({
  method: 'GET',
  path: '/v1/reviews/{id}',
  tag: 'Staff',
  summary: 'One payment whole: the model’s decision, and what payer and payee did before',
  description: needsReason,
  params: z.strictObject({ id: uuid }),
  answer: wholeReview,
  refusals: ['reason-needed', 'no-such-payment'],
})

export const decideReview = endpoint({
  method: 'POST',
  path: '/v1/reviews/{id}',
  tag: 'Staff',
  summary: 'Release a payment in review, or return the money',
  description:
    'From an amount on that the policy sets, two people decide: the payment stays in review until a second one has made the same choice.',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({
    decision: z.enum(['release', 'return']),
    isFraud: z.boolean().optional().meta({
      description:
        'For one that is returned: false where it was no fraud. Otherwise what is returned is learned as fraud.',
    }),
    note: linesOfText(3, 1000).meta({ description: 'What you saw; for the file, the customer does not read it.' }),
    message: linesOfText(0, 500).optional().meta({ description: 'What the customer will read.' }),
    proof: signed,
  }),
  answer: payment,
  refusals: [...secondSigningRefusals, 'no-such-payment', 'not-in-review'],
})

export const staffPayments = endpoint({
  method: 'GET',
  path: '/v1/staff/payments',
  tag: 'Staff',
  summary: 'All payments, newest first',
  description: needsReason,
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
  refusals: ['reason-needed'],
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
