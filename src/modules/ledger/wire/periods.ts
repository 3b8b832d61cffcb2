/** Closed periods as they travel. */
import { z } from 'zod'
import { endpoint, instant, linesOfText, newUuid, next, page, uuid } from '#platform/endpoint'
import { secondSigningRefusals, signed, signingRefusals } from '#wire/identity'

const day = z.iso.date().meta({ description: 'A calendar day (UTC), as 2026-03-31.' })
const who = z.strictObject({ id: uuid, name: z.string() })
const reason = linesOfText(3, 500)

export const period = z
  .strictObject({
    through: day,
    kind: z.enum(['day', 'month']),
    closedAt: instant,
    closedBy: who,
    transfers: z
      .string()
      .regex(/^\d{1,19}$/)
      .nullable()
      .meta({
        description: 'How many transfers are booked up to the end of that day; null until they have been counted.',
      }),
    fingerprint: z
      .string()
      .nullable()
      .meta({ description: 'A number made of each of these transfers, which the proof compares.' }),
    reopenedAt: instant.nullable(),
  })
  .meta({ id: 'Period', description: 'A closing of the books: everything up to and including a day.' })

export const reopening = z
  .strictObject({
    id: uuid,
    through: day,
    reason: z.string(),
    askedAt: instant,
    askedBy: who,
    outcome: z.enum(['waiting', 'granted', 'denied', 'withdrawn']),
    endedAt: instant.nullable(),
    endedBy: who.nullable(),
    note: z.string(),
  })
  .meta({ id: 'Reopening', description: 'One person asks to open closed books again; another one grants it or not.' })

export const periods = endpoint({
  method: 'GET',
  path: '/v1/books/periods',
  tag: 'Books',
  summary: 'Through which day the books are closed, and the last closings, newest first',
  answer: z.strictObject({
    closedThrough: day.nullable().meta({ description: 'Nothing books into this day or one before it.' }),
    lastDayOver: day.meta({ description: 'Yesterday (UTC): the last day that can be closed.' }),
    items: z.array(period).meta({ description: 'At most the last 60 closings, reopened ones among them.' }),
    waiting: reopening.nullable().meta({ description: 'A request to reopen that waits for a second person.' }),
  }),
})

export const closePeriod = endpoint({
  method: 'PUT',
  path: '/v1/books/periods/{through}',
  tag: 'Books',
  summary: 'Close the books up to and including a day (2026-03-31), or up to the end of a month (2026-03)',
  description: 'The day must be over (UTC). What is closed already is answered as it is.',
  params: z.strictObject({
    through: z.union([day, z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a day (2026-03-31) or a month (2026-03)')]),
  }),
  answer: period,
  refusals: ['period-not-over', 'period-already-closed', 'books-busy'],
})

export const askReopening = endpoint({
  method: 'PUT',
  path: '/v1/books/reopenings/{id}',
  tag: 'Books',
  summary: 'Sign and ask to open the books again from one closing on; a second person has to sign it too',
  params: z.strictObject({ id: newUuid }),
  body: z.strictObject({
    through: day.meta({ description: 'The day of a closing; it and every later one are opened.' }),
    reason,
    proof: signed,
  }),
  answer: reopening,
  refusals: [...signingRefusals, 'no-such-period', 'reopening-waits', 'id-taken'],
})

export const decideReopening = endpoint({
  method: 'POST',
  path: '/v1/books/reopenings/{id}/decision',
  tag: 'Books',
  summary: 'Grant a reopening that somebody else asked for with a second signature, or deny it without one',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ decision: z.enum(['grant', 'deny']), note: reason, proof: signed }),
  answer: reopening,
  refusals: [...secondSigningRefusals, 'no-such-reopening', 'reopening-ended', 'no-such-period', 'books-busy'],
})

export const withdrawReopening = endpoint({
  method: 'POST',
  path: '/v1/books/reopenings/{id}/withdraw',
  tag: 'Books',
  summary: 'Withdraw one’s own request to reopen',
  params: z.strictObject({ id: uuid }),
  answer: reopening,
  refusals: ['no-such-reopening', 'reopening-ended', 'not-your-request'],
})

export const periodEvent = z
  .strictObject({
    at: instant,
    what: z.enum(['closed', 'reopening asked', 'reopening granted', 'reopening denied', 'reopening withdrawn']),
    through: day,
    person: who,
    reason: z.string(),
  })
  .meta({ id: 'PeriodEvent' })

export const periodEvents = endpoint({
  method: 'GET',
  path: '/v1/books/period-events',
  tag: 'Books',
  summary: 'Who closed and reopened the books, when and why, newest first',
  query: z.strictObject(page),
  answer: z.strictObject({ items: z.array(periodEvent), next }),
})

export type PeriodView = z.infer<typeof period>
export type ReopeningAsked = z.output<typeof askReopening.body>
export type ReopeningDecided = z.output<typeof decideReopening.body>
export type ReopeningView = z.infer<typeof reopening>
export type PeriodEvent = z.infer<typeof periodEvent>
