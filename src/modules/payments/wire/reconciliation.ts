/** Statements of the correspondent bank held against our books, as they travel. */
import { z } from 'zod'
import { currency, endpoint, instant, linesOfText, minorUnits, newUuid, uuid } from '#platform/endpoint'

const day = z.iso.date()
const who = z.strictObject({ id: uuid, name: z.string() })

export const reconciliation = z
  .strictObject({
    id: uuid,
    source: z.enum(['csv', 'camt.053']),
    currency,
    firstDay: day,
    lastDay: day,
    lines: z.number().int(),
    matched: z.number().int().meta({ description: 'Lines for which something of ours was found.' }),
    open: z.number().int().meta({ description: 'Breaks of this statement that nobody has ended.' }),
    byRule: z
      .record(z.string(), z.number().int())
      .meta({ description: 'Matches by the rule that found them: reference, exact, window, tolerance, many.' }),
    tolerance: minorUnits,
    windowDays: z.number().int(),
    broughtBy: who,
    at: instant,
  })
  .meta({ id: 'Reconciliation' })

export const reconciliations = endpoint({
  method: 'GET',
  path: '/v1/reconciliations',
  tag: 'Reconciliation',
  summary: 'Statements that were held against our books, newest first',
  answer: z.strictObject({ items: z.array(reconciliation) }),
})

export const putReconciliation = endpoint({
  method: 'PUT',
  path: '/v1/reconciliations/{id}',
  tag: 'Reconciliation',
  summary: 'Bring a statement of the correspondent bank (CSV or camt.053.001.08)',
  description:
    'At most 16 MiB and 20,000 lines. CSV has a head with date, amount (with a sign; what came in is above zero), reference and description. Lines are matched by reference, amount and day, amount within the window, amount within the tolerance, and one to many; what is left is a break. The same statement again is answered as before.',
  params: z.strictObject({ id: newUuid }),
  query: z.strictObject({
    currency,
    tolerance: z
      .string()
      .regex(/^\d{1,9}$/, 'minor units')
      .optional()
      .meta({ description: 'Minor units by which a line may differ; 0 where it is not said.' }),
    window: z
      .string()
      .regex(/^([0-9]|[12][0-9]|30)$/, 'days, 0 to 30')
      .optional()
      .meta({ description: 'Days that may lie between both sides; 3 where it is not said.' }),
  }),
  takesFiles: ['text/csv', 'application/xml', 'text/xml'],
  answer: reconciliation,
  refusals: ['statement-broken', 'file-sums-differ', 'file-too-long'],
})

export const breakView = z
  .strictObject({
    id: uuid,
    side: z
      .enum(['theirs', 'ours'])
      .meta({ description: 'theirs: their statement has it alone. ours: our book has it alone.' }),
    currency,
    day,
    minor: minorUnits.meta({ description: 'Above zero for what came in there.' }),
    reference: z.string(),
    detail: z.string(),
    ageDays: z.number().int(),
    age: z
      .enum(['fresh', 'week', 'month', 'old'])
      .meta({ description: 'fresh: up to 2 days. week: up to 7. month: up to 30.' }),
    openedAt: instant,
    ending: z.enum(['matched', 'explained']).nullable(),
    endedBy: who.nullable(),
    endedAt: instant.nullable(),
    note: z.string(),
  })
  .meta({ id: 'Break' })

export const breaks = endpoint({
  method: 'GET',
  path: '/v1/breaks',
  tag: 'Reconciliation',
  summary: 'What stands on one side alone: open breaks, the oldest first, or those that ended last',
  query: z.strictObject({ state: z.enum(['open', 'ended']).optional() }),
  answer: z.strictObject({ items: z.array(breakView) }),
})

export const explainBreak = endpoint({
  method: 'POST',
  path: '/v1/breaks/{id}/explanation',
  tag: 'Reconciliation',
  summary: 'Say why something stands on one side alone; the break ends',
  params: z.strictObject({ id: uuid }),
  body: z.strictObject({ note: linesOfText(3, 500) }),
  answer: breakView,
  refusals: ['no-such-break', 'break-ended'],
})

export type ReconciliationView = z.infer<typeof reconciliation>
export type BreakView = z.infer<typeof breakView>
