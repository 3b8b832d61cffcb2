/** Policies as they travel. */
import { z } from 'zod'
import { currencyCodes } from '#platform/money'

const probability = z.number().gt(0).lte(1)

export const policy = z
  .strictObject({ challenge: z.number(), review: z.number(), block: z.number() })
  .meta({ id: 'Policy', description: 'Probabilities from which on a payment is challenged, reviewed, blocked.' })

const fromZero = z.string().regex(/^(0|[1-9]\d{0,18})$/, 'whole minor units as digits, not below zero')

const limits = z
  .strictObject(
    Object.fromEntries(currencyCodes.map((code) => [code, fromZero])) as Record<
      (typeof currencyCodes)[number],
      typeof fromZero
    >,
  )
  .meta({ id: 'LimitsByCurrency', description: 'Minor units of each currency, as digits.' })

export const kindPolicyBody = z
  .strictObject({
    thresholds: z
      .strictObject({ challenge: probability, review: probability, block: probability })
      .refine(
        ({ challenge, review, block }) => challenge <= review && review <= block,
        'rising from challenge to block',
      )
      .meta({ description: 'Rising probabilities from which on a payment is challenged, reviewed, blocked.' }),
    losses: z.strictObject({ challenge: limits, review: limits }).optional().meta({
      description:
        'Expected losses, probability times amount, from which on a payment is challenged or reviewed however small its probability is; 0 is never. Left out, all are 0.',
    }),
    unscored: limits,
    exploration: z.strictObject({
      share: z
        .number()
        .min(0)
        .max(0.1)
        .refine((share) => share === 0 || share >= 0.001, 'none, or at least 0.001')
        .meta({
          examples: [0.01],
          description:
            'Of challenges and blocks below the amount, the share let through to learn from: 0, or 0.001 to 0.1.',
        }),
      below: limits,
    }),
    answerMinutes: z.number().int().min(1).max(10_080),
    secondPersonFrom: limits,
  })
  .meta({ id: 'KindPolicy', description: 'What staff set for a kind of payment.' })

export type Policy = z.infer<typeof policy>
export type KindPolicyBody = z.infer<typeof kindPolicyBody>
