/** What fraud takes and answers, as it travels. */
import { z } from 'zod'
import { endpoint, instant, uuid } from '#platform/endpoint'

import { policy } from './wire/policies.ts'
import { ruleEffect } from './wire/rules.ts'

export * from './wire/alerts.ts'
export * from './wire/back-tests.ts'
export * from './wire/cases.ts'
export * from './wire/models.ts'
export * from './wire/policies.ts'
export * from './wire/policy-routes.ts'
export * from './wire/promotions.ts'
export * from './wire/proposals.ts'
export * from './wire/rules.ts'
export * from './wire/safety.ts'

export const verdict = z.enum(['allow', 'challenge', 'review', 'block']).meta({
  id: 'Verdict',
  description: 'allow: it moves; challenge: proof is asked; review: a person looks; block: it does not move.',
})

export const reason = z
  .strictObject({
    code: z.string().meta({ description: 'Stable, such as new-payee or unusual-amount.' }),
    sentence: z.string().meta({ description: 'For the customer, in English.' }),
    values: z
      .record(z.string(), z.string())
      .meta({ description: 'What the sentence is filled with, for other languages.' }),
  })
  .meta({ id: 'Reason', description: 'Strongest first.' })

export const contribution = z
  .strictObject({
    feature: z.string(),
    label: z.string(),
    value: z.string().meta({ description: 'The value as staff read it, such as "11.0 times".' }),
    logOdds: z.number().meta({ description: 'Above zero speaks against the payment, below zero for it.' }),
  })
  .meta({ id: 'Contribution' })

export const firedRule = z
  .strictObject({ number: z.string(), rule: uuid, name: z.string(), effect: ruleEffect })
  .meta({ id: 'FiredRule' })

export const decision = z
  .strictObject({
    payment: uuid,
    verdict,
    probability: z.number().meta({ description: 'Calibrated probability of fraud, 0 to 1.' }),
    score: z.number().meta({ description: 'Log-odds: base plus the sum of all contributions.' }),
    base: z.number(),
    contributions: z.array(contribution).meta({ description: 'Every feature, largest effect first.' }),
    reasons: z.array(reason),
    policy,
    ownVerdict: verdict.meta({ description: 'What model and policy alone said.' }),
    lossVerdict: verdict.meta({
      description:
        'What the expected loss, probability times amount, alone said under the policy; part of `ownVerdict`.',
    }),
    rules: z.array(firedRule).meta({ description: 'Rules of staff whose condition held.' }),
    exploredFrom: z
      .enum(['challenge', 'block'])
      .nullable()
      .meta({ description: 'The verdict it would have had; it was let through by chance, to learn from.' }),
    propensity: z.number().meta({ description: 'How probable the verdict was that it got.' }),
    model: z.string(),
    decidedAt: instant,
  })
  .meta({ id: 'Decision' })

export const labels = endpoint({
  method: 'POST',
  path: '/v1/fraud/labels',
  tag: 'Service clients',
  summary: 'Tell which payments turned out to be fraud',
  description: 'A label enters features from `knownAt` on, never before. The same label again changes nothing.',
  body: z.strictObject({
    labels: z
      .array(z.strictObject({ payment: uuid, isFraud: z.boolean(), knownAt: instant }))
      .min(1)
      .max(5000),
  }),
  answer: z.strictObject({ accepted: z.number().int(), unknown: z.number().int() }),
})

export const model = endpoint({
  method: 'GET',
  path: '/v1/fraud/model',
  tag: 'Staff',
  summary: 'The model in service: its card and the policy',
  answer: z.strictObject({
    version: z.string(),
    trainedOn: z.string(),
    trainedAt: instant,
    features: z.number().int(),
    trees: z.number().int(),
    metrics: z.record(z.string(), z.number()),
    policy,
  }),
})

export type Verdict = z.infer<typeof verdict>
export type Reason = z.infer<typeof reason>
export type Contribution = z.infer<typeof contribution>
export type Decision = z.infer<typeof decision>
export type FiredRule = z.infer<typeof firedRule>
