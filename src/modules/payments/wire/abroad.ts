/** Payments to other countries, as they travel: corridors, rates, quotes, and what becomes of them. */
import { z } from 'zod'
import {
  amount,
  currency,
  endpoint,
  instant,
  lineOfText,
  linesOfText,
  minorUnits,
  nameOfThing,
  newUuid,
  uuid,
} from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'
import { note, payment } from './payment.ts'

const day = z.iso.date().meta({ description: 'A calendar day, as 2026-03-31.' })
const country = z
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

export const referenceRate = z
  .strictObject({
    currency,
    day,
    perEuro: z.string().meta({ description: 'Units of the currency for one euro, as published.' }),
    source: z.string(),
    at: instant.meta({ description: 'When it was taken in.' }),
  })
  .meta({ id: 'ReferenceRate' })

export const referenceRates = endpoint({
  method: 'GET',
  path: '/v1/reference-rates',
  tag: 'Payments abroad',
  summary: 'Reference rates of the last thirty days, newest first',
  answer: z.strictObject({
    items: z.array(referenceRate),
    from: z.string().nullable().meta({ description: 'Where they are fetched.' }),
  }),
})

const taken = z.strictObject({ day, count: z.number().int().meta({ description: 'Rates that were new.' }) })

export const putReferenceRates = endpoint({
  method: 'PUT',
  path: '/v1/reference-rates',
  tag: 'Payments abroad',
  summary: 'Bring a day of reference rates (the European Central Bank’s eurofxref-daily.xml)',
  description: 'At most 256 KiB. A day that is known keeps its rates, and a leap of more than a quarter is refused.',
  takesFiles: ['application/xml', 'text/xml'],
  answer: taken,
  refusals: ['rates-broken', 'rates-differ', 'rates-leap'],
})

export const fetchReferenceRates = endpoint({
  method: 'POST',
  path: '/v1/reference-rates/fetches',
  tag: 'Payments abroad',
  summary: 'Fetch the reference rates now from where the bank is told to',
  answer: z.strictObject({ taken: taken.nullable().meta({ description: 'Null where no source is set.' }) }),
  refusals: ['rates-not-fetched', 'rates-broken', 'rates-differ', 'rates-leap'],
})

const fraction = z.string().regex(/^\d{1,40}$/)

export const quote = z
  .strictObject({
    quote: z.string().meta({ description: 'The whole quote, sealed; it is sent back as it is.' }),
    id: uuid,
    corridor: corridorId,
    from: uuid.meta({ description: 'The account that pays.' }),
    exchanged: amount.meta({ description: 'What is exchanged, in the payer’s currency.' }),
    fee: z.strictObject({ currency, minor: minorUnits }),
    total: amount.meta({ description: 'What leaves the account: exchanged and fee.' }),
    arrives: amount,
    rate: z.strictObject({ text: z.string(), numerator: fraction, denominator: fraction }).meta({
      description: 'Whole units that arrive for one whole unit of the payer’s currency: exactly, and to six digits.',
    }),
    reference: z
      .strictObject({ text: z.string(), day, source: z.string() })
      .nullable()
      .meta({ description: 'The rate without spread, its day and its source; null where nothing is exchanged.' }),
    spread: z
      .strictObject({ basisPoints: z.number().int(), costs: z.strictObject({ currency, minor: minorUnits }) })
      .meta({ description: 'What the difference between both rates costs, in the currency that arrives.' }),
    leaves: day,
    arrivesOn: day,
    madeAt: instant,
    expiresAt: instant.meta({ description: 'After that it is refused; ask for another one.' }),
  })
  .meta({ id: 'Quote' })

export const askQuote = endpoint({
  method: 'POST',
  path: '/v1/quotes',
  tag: 'Payments abroad',
  summary: 'What sending money abroad costs now; the quote holds for 30 seconds, for one payment',
  body: z.strictObject({
    from: uuid,
    corridor: corridorId,
    side: z
      .enum(['pays', 'gets'])
      .meta({ description: 'pays: the minor units are what is exchanged. gets: they are what arrives.' }),
    minor: amount.shape.minor,
  }),
  answer: quote,
  refusals: [
    'no-such-account',
    'no-such-corridor',
    'corridor-closed',
    'currency-not-offered',
    'rate-missing',
    'rate-stale',
    'amount-out-of-corridor',
    'exceeds-book',
  ],
})

const foreignAccount = lineOfText(4, 50)

export const abroad = z
  .strictObject({
    direction: z.enum(['out', 'in']),
    state: z.enum(['asked', 'ready', 'sent', 'accepted', 'returned', 'off', 'arrived']).meta({
      description:
        'asked: the payment has not settled. ready: leaves with the next message. sent: the bank abroad has it. accepted: it has arrived there. returned: sent back, with the reason. off: the payment never went. arrived: it came to us.',
    }),
    country,
    name: z.string(),
    account: z.string(),
    bank: z.string().nullable(),
    purpose: z.string().nullable(),
    exchanged: amount,
    fee: z.strictObject({ currency, minor: minorUnits }),
    arrives: amount,
    rate: z.string().nullable(),
    reference: z.strictObject({ text: z.string(), day, source: z.string() }).nullable(),
    leaves: day,
    arrivesOn: day,
    reason: z.string().nullable(),
  })
  .meta({ id: 'Abroad' })

export const paymentAbroad = z.strictObject({ payment, abroad }).meta({ id: 'PaymentAbroad' })

export const sendAbroad = endpoint({
  method: 'PUT',
  path: '/v1/payments-abroad/{id}',
  tag: 'Payments abroad',
  summary: 'Send money abroad by a quote',
  description:
    'The id is the idempotency key and the payment’s id, as with PUT /v1/payments/{id}; the payment is scored, challenged and limited like any other. A quote that was used in time keeps its rate until the payment has ended.',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    quote: z.string().min(1).max(4000),
    name: nameOfThing(140),
    account: foreignAccount.meta({ description: 'An IBAN or account number; spaces are left out.' }),
    bank: z
      .string()
      .regex(/^[A-Za-z0-9]{8}([A-Za-z0-9]{3})?$/, 'a BIC of 8 or 11 characters')
      .meta({ examples: ['DEUTDEFF'] })
      .optional(),
    purpose: purpose.optional(),
    note: note.optional(),
  }),
  answer: paymentAbroad,
  refusals: [
    'quote-altered',
    'quote-expired',
    'quote-used',
    'no-such-account',
    'no-such-corridor',
    'corridor-closed',
    'purpose-needed',
    'account-malformed',
    'bank-malformed',
    'payment-differs',
    'exceeds-available',
    'exceeds-limit',
    'account-frozen',
    'payments-halted',
    'too-busy',
  ],
})

export const onePaymentAbroad = endpoint({
  method: 'GET',
  path: '/v1/payments-abroad/{id}',
  tag: 'Payments abroad',
  summary: 'What became of money that I sent abroad, or that came to me from there',
  params: z.strictObject({ id: uuid }),
  answer: paymentAbroad,
  refusals: ['no-such-payment'],
})

export const paymentsAbroad = endpoint({
  method: 'GET',
  path: '/v1/payments-abroad',
  tag: 'Payments abroad',
  summary: 'My last fifty payments to and from other countries',
  answer: z.strictObject({ items: z.array(paymentAbroad) }),
})

export type CorridorRules = z.output<typeof corridorRules>
export type CorridorView = z.infer<typeof corridor>
export type CorridorChangeView = z.infer<typeof corridorChange>
export type Quote = z.infer<typeof quote>
export type AbroadView = z.infer<typeof abroad>
export type PaymentAbroadView = z.infer<typeof paymentAbroad>
export type SendAbroadAsked = z.output<typeof sendAbroad.body>
export type ReferenceRateView = z.infer<typeof referenceRate>
