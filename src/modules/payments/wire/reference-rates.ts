/** What currencies were worth on a day, as it travels. */
import { z } from 'zod'
import { currency, endpoint, instant } from '#platform/endpoint'

export const calendarDay = z.iso.date().meta({ description: 'A calendar day, as 2026-03-31.' })

export const referenceRate = z
  .strictObject({
    currency,
    day: calendarDay,
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

const taken = z.strictObject({
  day: calendarDay,
  count: z.number().int().meta({ description: 'Rates that were new.' }),
})

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

export type ReferenceRateView = z.infer<typeof referenceRate>
