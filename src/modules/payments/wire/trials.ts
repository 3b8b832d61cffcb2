/** Predictions by hand: a payment that nobody makes, scored and explained. */
import { z } from 'zod'
import { amount, endpoint, minorUnits, uuid } from '#platform/endpoint'

/** Features that may be given in place of what the bank computes; there are fewer. */
const mostOverrides = 200
/** A feature's value is held in 32 bits; nothing that is measured comes near. */
const largestValue = 1e12

const verdict = z.enum(['allow', 'challenge', 'review', 'block'])

const account = z
  .string()
  .regex(
    /^(\d{12}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
    'an account number of twelve digits, or an account’s id',
  )

export const trial = endpoint({
  method: 'POST',
  path: '/v1/fraud/trials',
  tag: 'Staff',
  summary: 'What would be decided of a payment that nobody makes, and why; nothing is stored',
  description:
    'Scored by the model, the policy and the rules in force, on a copy of what the bank knows now. No device, network or place is known of it.',
  body: z.strictObject({
    kind: z.enum(['send', 'withdrawal', 'card']),
    amount: amount.refine(({ minor }) => Number(minor) <= Number.MAX_SAFE_INTEGER, {
      path: ['minor'],
      message: `at most ${Number.MAX_SAFE_INTEGER}`,
    }),
    payer: account.optional().meta({ description: 'Left out: an account of which nothing is known.' }),
    payee: account.optional().meta({ description: 'Left out: an account of which nothing is known. Cash has none.' }),
    overrides: z
      .record(z.string().max(100), z.number().min(-largestValue).max(largestValue).nullable())
      .refine((given) => Object.keys(given).length <= mostOverrides, `at most ${mostOverrides} features`)
      .optional()
      .meta({ description: 'Values by the names of features, in place of what is computed; null: not known.' }),
  }),
  answer: z.strictObject({
    verdict,
    ownVerdict: verdict.meta({ description: 'What model and policy alone said.' }),
    lossVerdict: verdict.meta({ description: 'What the expected loss, probability times amount, alone said.' }),
    probability: z.number(),
    score: z.number().meta({ description: 'Log-odds: base plus the sum of all contributions.' }),
    base: z.number(),
    contributions: z
      .array(z.strictObject({ feature: z.string(), label: z.string(), value: z.string(), logOdds: z.number() }))
      .meta({ description: 'Every feature, largest effect first.' }),
    reasons: z
      .array(z.strictObject({ code: z.string(), sentence: z.string(), values: z.record(z.string(), z.string()) }))
      .meta({ description: 'What the customer would be told, strongest first; empty where it would pass.' }),
    rules: z.array(
      z.strictObject({
        number: z.string(),
        rule: uuid,
        name: z.string(),
        effect: z.enum(['challenge', 'review', 'block']),
      }),
    ),
    policy: z.strictObject({ challenge: z.number(), review: z.number(), block: z.number() }),
    model: z.string(),
    computed: z
      .array(
        z.strictObject({
          feature: z.string(),
          label: z.string(),
          value: z.string(),
          unit: z.enum(['times', 'count', 'days', 'share', 'deviations', 'kilometers', 'yes or no']),
          number: z.number().nullable(),
        }),
      )
      .meta({ description: 'Every feature as the bank computes it, whatever was put in its place.' }),
    counterfactual: z
      .strictObject({ passesBelow: minorUnits.nullable(), passesLaterDays: z.number().int().nullable() })
      .nullable()
      .meta({ description: 'What would let it pass, found by trying; null where it would pass.' }),
  }),
  refusals: [
    'no-such-payer',
    'no-such-payee',
    'same-account',
    'currency-differs',
    'cash-has-no-payee',
    'no-such-feature',
  ],
})
