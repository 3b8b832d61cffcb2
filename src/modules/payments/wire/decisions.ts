/** Decisions as staff look them up, and one of them whole. */
import { z } from 'zod'
import { amount, endpoint, instant, minorUnits, next, page, uuid } from '#platform/endpoint'
import { currencyCodes } from '#platform/money'
import { needsReason } from '#wire/identity'
import { payment } from './payment.ts'
import { wholeReview } from './staff.ts'

const verdict = z.enum(['allow', 'challenge', 'review', 'block'])
const outcome = z.enum(['open', 'settled', 'stopped'])
const choice = z.enum(['wait', 'unit', 'proof', 'stop'])
const ending = z.enum(['settled', 'cancelled', 'expired', 'refused', 'returned'])
const digits = z.string().regex(/^(0|[1-9]\d{0,17})$/, 'whole minor units as digits')
const day = z.iso.date().meta({ description: 'A day in UTC, both ends included.' })

export const decisionFilter = z.strictObject({
  payment: uuid.optional(),
  customer: uuid.optional().meta({ description: 'Whose account pays or is paid.' }),
  number: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .meta({ description: 'The account number that pays or is paid.' }),
  payee: z
    .string()
    .regex(/^\d{12}$/)
    .optional()
    .meta({ description: 'The account number that is paid.' }),
  verdict: verdict.optional(),
  kind: z.enum(['send', 'withdrawal', 'card']).optional(),
  from: day.optional(),
  to: day.optional(),
  least: digits.optional(),
  most: digits.optional(),
  currency: z.enum(currencyCodes).optional(),
  outcome: outcome.optional(),
  label: z.enum(['fraud', 'genuine', 'none']).optional(),
  choice: choice.optional().meta({ description: 'What the payer of a challenged payment chose.' }),
  model: z.string().max(200).optional(),
  rule: uuid.optional().meta({ description: 'A rule of staff that fired.' }),
  ...page,
})

const pause = z.strictObject({
  choice: choice.nullable(),
  chosenAt: instant.nullable(),
  ending: ending.nullable(),
  endedAt: instant.nullable(),
})

export const foundDecision = z
  .strictObject({
    payment,
    verdict,
    probability: z.number().nullable(),
    model: z.string(),
    outcome,
    isFraud: z.boolean().nullable().meta({ description: 'What became known; null where nothing did.' }),
    choice: choice.nullable(),
  })
  .meta({ id: 'FoundDecision' })

export const decisions = endpoint({
  method: 'GET',
  path: '/v1/decisions',
  tag: 'Staff',
  summary: 'Decisions about payments, newest first, by what they were about and what became of them',
  query: decisionFilter,
  answer: z.strictObject({ items: z.array(foundDecision), next }),
})

export const graphNode = z
  .strictObject({
    id: z.string(),
    role: z.enum(['payer', 'payee', 'account', 'device']),
    name: z.string(),
    detail: z.string().meta({ description: 'The end of the account number, or of the device’s name.' }),
    customer: uuid.nullable(),
  })
  .meta({ id: 'GraphNode' })

export const graphLink = z
  .strictObject({
    from: z.string(),
    to: z.string(),
    what: z.enum(['paid', 'used']),
    payments: z.number().int(),
    frauds: z.number().int(),
  })
  .meta({ id: 'GraphLink' })

export const oneDecision = endpoint({
  method: 'GET',
  path: '/v1/decisions/{id}',
  tag: 'Staff',
  summary: 'One decision whole: why, what would have changed it, what became of it, and who is around it',
  description: needsReason,
  params: z.strictObject({ id: uuid }),
  answer: wholeReview.extend({
    outcome: outcome.nullable(),
    counterfactual: z
      .strictObject({
        passesBelow: minorUnits.nullable(),
        passesLaterDays: z.number().int().nullable(),
      })
      .nullable()
      .meta({
        description:
          'What would have let it pass, found by trying when it was decided: up to which amount, and how many days later, all else equal. Null for an allowed payment.',
      }),
    pause: pause.nullable(),
    label: z.strictObject({ isFraud: z.boolean(), knownAt: instant }).nullable(),
    statements: z.array(
      z.strictObject({
        who: z.string(),
        at: instant,
        isSameSession: z.boolean().nullable(),
      }),
    ),
    graph: z.strictObject({ nodes: z.array(graphNode), links: z.array(graphLink) }).meta({
      description: 'Accounts and a device that share payments with it, in the 90 days before; at most twelve.',
    }),
  }),
  refusals: ['reason-needed', 'no-such-payment'],
})

export const passedUpTo = endpoint({
  method: 'GET',
  path: '/v1/decisions/{id}/passed-up-to',
  tag: 'Staff',
  summary: 'Up to which amount a payment that passed would have passed, found by trying now',
  params: z.strictObject({ id: uuid }),
  answer: z
    .strictObject({
      amount,
      above: verdict.exclude(['allow']).nullable().meta({
        description: 'What would have become of a larger amount; null where all that were tried would have passed.',
      }),
    })
    .meta({
      description:
        'By the model, policy and rules that decided it. What depends on the amount follows what the bank knows now; the rest is as it was stored. Amounts are tried up to what the account could spend, where that is known, else to a thousand times its own.',
    }),
  refusals: ['no-such-payment', 'no-counterfactual'],
})
