/** Corridors and changes of them, as they travel: where money can be sent, and by which rules. */
import { z } from 'zod'
import { currency, endpoint, instant, linesOfText, minorUnits, newUuid, uuid } from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'

export const country = z
  .string()
  .regex(/^[A-Z]{2}$/, 'a country of two capital letters')
  .meta({ description: 'ISO 3166-1.' })
export const corridorId = z
  .string()
  .regex(/^[A-Z]{2}-[A-Z]{3}$/, 'a country and a currency, such as DE-EUR')
  .meta({ examples: ['DE-EUR'] })
  .meta({ description: 'Country and currency, such as DE-EUR.' })

export const purposes = ['family', 'education', 'travel', 'medical', 'goods', 'services', 'rent', 'gift'] as const
export const purpose = z.enum(purposes).meta({ id: 'Purpose', description: 'What money is sent abroad for.' })

const points = z.number().int().min(0).max(2000).meta({ description: 'Hundredths of a percent.' })

export const corridorRules = z
  .strictObject({
    isOpen: z.boolean().meta({ description: 'Whether new quotes are given.' }),
    from: z.array(currency).min(1).max(6).meta({ description: 'Currencies that may be paid with.' }),
    least: minorUnits.meta({ description: 'Of what arrives, in its currency.' }),
    most: minorUnits.meta({ description: 'Of what arrives, in its currency.' }),
    spreadBasisPoints: points.meta({
      description: 'By how much the customer’s rate is below the reference rate, in hundredths of a percent.',
    }),
    feeCurrency: currency.optional().meta({
      description:
        'What the fixed fee and the highest one are in; another currency of the payer is converted at the reference rate. The payer’s, where left out.',
    }),
    feeFixed: minorUnits.meta({ description: 'In the currency of the fee.' }),
    feeBasisPoints: points.meta({
      description: 'Of what is exchanged, in hundredths of a percent; halves of a minor unit to the even one.',
    }),
    feeMost: minorUnits
      .nullable()
      .meta({ description: 'No fee of the corridor is higher; in the currency of the fee.' }),
    purposes: z
      .array(purpose)
      .max(purposes.length)
      .meta({ description: 'The payer has to name one of these; none where empty.' }),
    account: z.enum(['iban', 'bank-and-account']).meta({ description: 'How the payee is addressed.' }),
    cutOff: z
      .string()
      .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day such as 15:30')
      .meta({ examples: ['15:30'] })
      .meta({ description: 'Until then, by the clock of the currency’s home, it leaves on the same business day.' }),
    days: z
      .number()
      .int()
      .min(0)
      .max(10)
      .meta({ description: 'Business days of the currency from leaving to arriving.' }),
    ratesGoodForDays: z.number().int().min(1).max(14).meta({ description: 'No quote from an older reference rate.' }),
  })
  .meta({ id: 'CorridorRules' })

export const corridor = z
  .strictObject({
    id: corridorId,
    country,
    currency,
    version: z.number().int(),
    rules: corridorRules,
    changedAt: instant,
  })
  .meta({ id: 'Corridor' })

export const corridors = endpoint({
  method: 'GET',
  path: '/v1/corridors',
  tag: 'Payments abroad',
  summary: 'Where money can be sent, and by which rules',
  answer: z.strictObject({ items: z.array(corridor) }),
})

const who = z.strictObject({ id: uuid, name: z.string() })
const reason = linesOfText(3, 500)

export const corridorChange = z
  .strictObject({
    id: uuid,
    corridor: corridorId,
    currency: currency.meta({ description: 'What the least and the most that arrives are in.' }),
    rules: corridorRules,
    reason: z.string(),
    askedBy: who,
    askedAt: instant,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn']),
    endedBy: who.nullable(),
    endedAt: instant.nullable(),
    note: z.string(),
  })
  .meta({ id: 'CorridorChange' })

export const corridorChanges = endpoint({
  method: 'GET',
  path: '/v1/corridor-changes',
  tag: 'Payments abroad',
  summary: 'Changes of corridors: what waits, then the last ones',
  answer: z.strictObject({ items: z.array(corridorChange) }),
})

export const askCorridorChange = endpoint({
  method: 'PUT',
  path: '/v1/corridor-changes/{id}',
  tag: 'Payments abroad',
  summary: 'Sign and ask to open or change a corridor; a second person has to sign it too',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({ corridor: corridorId, rules: corridorRules, reason, proof: signed }),
  answer: corridorChange,
  refusals: [...signingRefusals, 'corridor-unfit', 'change-waits', 'id-taken'],
})

export const decideCorridorChange = endpoint({
  method: 'POST',
  path: '/v1/corridor-changes/{id}/decision',
  tag: 'Payments abroad',
  summary: 'Grant a change that somebody else asked for with a second signature, or deny it without one',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: reason, proof: signed }),
  answer: corridorChange,
  refusals: [...secondSigningRefusals, 'no-such-change', 'change-ended'],
})

export const withdrawCorridorChange = endpoint({
  method: 'POST',
  path: '/v1/corridor-changes/{id}/withdrawal',
  tag: 'Payments abroad',
  summary: 'Withdraw a change that I asked for',
  params: z.strictObject({ id: uuid }),
  answer: corridorChange,
  refusals: ['no-such-change', 'change-ended', 'not-your-request'],
})

export type CorridorRules = z.output<typeof corridorRules>
export type CorridorView = z.infer<typeof corridor>
export type CorridorChangeView = z.infer<typeof corridorChange>
