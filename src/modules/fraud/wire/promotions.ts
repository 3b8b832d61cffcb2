/** Champion against challenger, promotion and rollback, as they travel. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, newUuid, uuid } from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'

const person = z.strictObject({ id: uuid, name: z.string() })
const reason = linesOfText(3, 500)
const version = z.string().min(1).max(200)

const pairedFigure = z
  .strictObject({ champion: z.number(), challenger: z.number(), low: z.number(), high: z.number() })
  .meta({ id: 'PairedFigure', description: 'low and high: where the difference lies in 95 of 100 resamples.' })

export const comparison = z
  .strictObject({
    champion: z.string(),
    challenger: z.string(),
    comparedAt: instant,
    from: instant,
    to: instant,
    payments: z.number().int().meta({ description: 'Payments of this time that both scored when they were made.' }),
    frauds: z.number().int(),
    leastFrauds: z.number().int().meta({ description: 'With fewer nothing is promoted.' }),
    defrauded: z
      .number()
      .int()
      .optional()
      .meta({ description: 'Payers of these frauds. Not said in a comparison of an earlier version.' }),
    leastDefrauded: z.number().int().optional().meta({ description: 'With fewer nothing is promoted.' }),
    averagePrecision: pairedFigure.nullable().meta({ description: 'Null while there are no frauds to compare on.' }),
    recallAtOnePercent: pairedFigure.nullable(),
    isWon: z
      .boolean()
      .meta({ description: 'Enough frauds of enough payers, and both differences above zero beyond chance.' }),
  })
  .meta({
    id: 'ModelComparison',
    description: 'A paired bootstrap on payments whose labels are complete; payers are drawn, with all their payments.',
  })

export const promotion = z
  .strictObject({
    id: uuid,
    model: z.string(),
    champion: z.string(),
    reason: z.string(),
    comparison,
    askedBy: person,
    askedAt: instant,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn']),
    endedBy: person.nullable(),
    endedAt: instant.nullable(),
    note: z.string(),
  })
  .meta({ id: 'Promotion', description: 'One person asks that a challenger decide; another one grants it or not.' })

export const compareModel = endpoint({
  method: 'POST',
  path: '/v1/fraud/model-comparisons',
  tag: 'Models',
  summary: 'Compare a challenger with the champion on the last weeks whose labels are complete',
  body: z.strictObject({ model: version }),
  answer: comparison,
  refusals: ['no-such-model', 'not-a-challenger'],
})

export const askPromotion = endpoint({
  method: 'PUT',
  path: '/v1/fraud/promotions/{id}',
  tag: 'Models',
  summary: 'Ask that a challenger decide from now on; it must have won, and a second person has to grant it',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ model: version, reason, proof: signed }),
  answer: promotion,
  refusals: [
    ...signingRefusals,
    'no-such-model',
    'not-a-challenger',
    'model-damaged',
    'promotion-not-won',
    'promotion-waits',
    'id-taken',
  ],
})

export const decidePromotion = endpoint({
  method: 'POST',
  path: '/v1/fraud/promotions/{id}/decision',
  tag: 'Models',
  summary: 'Grant or deny a promotion that somebody else asked for',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: reason, proof: signed }),
  answer: promotion,
  refusals: [
    ...secondSigningRefusals,
    'no-such-promotion',
    'promotion-ended',
    'promotion-outdated',
    'not-a-challenger',
    'model-damaged',
  ],
})

export const withdrawPromotion = endpoint({
  method: 'POST',
  path: '/v1/fraud/promotions/{id}/withdrawal',
  tag: 'Models',
  summary: 'Take back a promotion that one asked for',
  params: z.strictObject({ id: uuid }),
  answer: promotion,
  refusals: ['no-such-promotion', 'promotion-ended', 'not-your-request'],
})

export const rollBack = endpoint({
  method: 'POST',
  path: '/v1/fraud/model-rollbacks',
  tag: 'Models',
  summary: 'Bring back the former champion at once; one person is enough',
  body: z.strictObject({ model: version.meta({ description: 'The champion that is rolled back.' }), reason }),
  answer: z.strictObject({ champion: z.string() }),
  refusals: ['champion-changed', 'no-former-champion', 'model-damaged'],
})

export const retireModel = endpoint({
  method: 'POST',
  path: '/v1/fraud/model-retirements',
  tag: 'Models',
  summary: 'Put a challenger away for good',
  body: z.strictObject({ model: version, reason }),
  refusals: ['no-such-model', 'not-a-challenger', 'promotion-waits'],
})

export type Comparison = z.infer<typeof comparison>
export type PromotionView = z.infer<typeof promotion>
