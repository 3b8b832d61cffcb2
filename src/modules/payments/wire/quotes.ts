/** What sending money abroad costs, as it travels. */
import { z } from 'zod'
import { amount, currency, endpoint, instant, minorUnits, uuid } from '#platform/endpoint'
import { corridorId } from './corridors.ts'
import { calendarDay as day } from './reference-rates.ts'

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

export type Quote = z.infer<typeof quote>
