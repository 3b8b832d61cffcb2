/** Back-tests as they travel: what a rule or a policy would have done with the decisions of a period. */
import { z } from 'zod'
import { endpoint, instant, minorUnits, newUuid, uuid } from '#platform/endpoint'
import { currencyCodes } from '#platform/money'
import { person } from './models.ts'
import { kindPolicyBody } from './policies.ts'
import { paymentKindScored } from './proposals.ts'
import { condition, ruleEffect } from './rules.ts'

const money = z.strictObject({ currency: z.enum(currencyCodes), minor: minorUnits })
const moneys = z.array(money).meta({ description: 'One sum for each currency that is in it.' })
const count = z.number().int()

export const backTestSubject = z.union([
  z.strictObject({ condition, effect: ruleEffect }),
  z.strictObject({ kind: paymentKindScored, policy: kindPolicyBody }),
])

const outcomeOfTest = z
  .strictObject({
    allow: count,
    challenge: count,
    review: count,
    block: count,
    fraudsPassed: count,
    fraudsStopped: count,
    lost: moneys.meta({ description: 'Frauds that pass.' }),
    saved: moneys.meta({ description: 'Frauds that are challenged, reviewed or blocked.' }),
    genuineStopped: count.meta({ description: 'Payments that are stopped and of which no fraud is known.' }),
    held: moneys.meta({ description: 'The money of those.' }),
    expectedLoss: moneys.meta({ description: 'Probability times amount of what passes.' }),
    reviewsPerDay: z.number(),
    busiestDay: count.meta({ description: 'Reviews on the day that has most.' }),
  })
  .meta({ id: 'BackTestOutcome' })

export const backTestResult = z
  .strictObject({
    decisions: count,
    days: z.number(),
    isCut: z.boolean().meta({ description: 'True where the period holds more decisions than a back-test reads.' }),
    fired: count.meta({ description: 'Payments on which the condition holds; for a policy, all of its kind.' }),
    changed: count.meta({ description: 'Payments whose verdict would be another.' }),
    customers: count.meta({ description: 'Payers of payments that would be stopped anew and are no known fraud.' }),
    unlabeled: count.meta({ description: 'Of the changed, those of which nothing is known yet.' }),
    before: outcomeOfTest,
    after: outcomeOfTest,
    letThrough: z
      .number()
      .meta({ description: 'Challenges and blocks that exploration would let through, on average.' }),
    examples: z.array(
      z.strictObject({
        payment: uuid,
        at: instant,
        amount: money,
        before: z.string(),
        after: z.string(),
        isFraud: z.boolean().nullable(),
      }),
    ),
  })
  .meta({
    id: 'BackTestResult',
    description: 'Before: model and policy as they were, without rules. After: with the subject.',
  })

export const backTest = z
  .strictObject({
    id: uuid,
    askedBy: person,
    askedAt: instant,
    from: instant,
    to: instant,
    state: z.enum(['running', 'done', 'failed', 'cancelled']),
    read: count,
    total: count,
    result: backTestResult.nullable(),
  })
  .meta({ id: 'BackTest' })

export const startBackTest = endpoint({
  method: 'PUT',
  path: '/v1/fraud/back-tests/{id}',
  tag: 'Staff',
  summary: 'Try a rule or a policy on the decisions of a period; one runs at a time',
  description: 'Answers at once; ask for its state until it has ended. A period has at most 366 days.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ subject: backTestSubject, from: instant, to: instant }),
  answer: backTest,
  refusals: ['rule-not-understood', 'period-too-long', 'back-test-busy', 'id-taken'],
})

export const readBackTest = endpoint({
  method: 'GET',
  path: '/v1/fraud/back-tests/{id}',
  tag: 'Staff',
  summary: 'How far a back-test is, and what came of it',
  params: z.strictObject({ id: uuid }),
  answer: backTest,
  refusals: ['no-such-back-test'],
})

export const lastBackTest = endpoint({
  method: 'POST',
  path: '/v1/fraud/back-tests/last',
  tag: 'Staff',
  summary: 'The last back-test of the same words that has ended',
  body: z.strictObject({ subject: backTestSubject }),
  answer: z.strictObject({ backTest: backTest.nullable() }),
})

export const cancelBackTest = endpoint({
  method: 'POST',
  path: '/v1/fraud/back-tests/{id}/cancel',
  tag: 'Staff',
  summary: 'Stop a back-test that runs',
  params: z.strictObject({ id: uuid }),
  answer: backTest,
  refusals: ['no-such-back-test'],
})

export type BackTestSubject = z.infer<typeof backTestSubject>
export type BackTestResult = z.infer<typeof backTestResult>
export type BackTestOutcome = z.infer<typeof outcomeOfTest>
export type BackTestView = z.infer<typeof backTest>
