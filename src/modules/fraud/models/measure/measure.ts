/** Measures the champion once a day: drift of the last day and of past weeks, figures where labels are complete. */
import { createTable } from '#learning/table'
import type { Database, Query } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import { featureCount, featureNames } from '../../features/catalog.ts'
import type { FraudModel } from '../../model.ts'
import { labelDelayDays, type Span } from '../training/windows.ts'
import { type Drift, leastPayments, measureDrift, readSeen } from './drift.ts'
import { measureAges, measureInService } from './in-service.ts'
import { type Bins, referenceOf } from './reference.ts'

const weekMs = 7 * dayMs
/** Weeks of drift that are kept up; the page shows as many. */
export const weeksShown = 12
/** A model without bins of its own is held against the first weeks of the bank's own payments. */
const firstWeeks = 4

interface MeasurementRow {
  readonly model: string
  readonly span: 'day' | 'week' | 'complete'
  readonly within: Span
  readonly payments: number
  readonly psi?: Drift | null
  readonly figures?: unknown
  readonly ages?: unknown
}

const jsonOf = (value: unknown) => (value === undefined || value === null ? null : JSON.stringify(value))

const keep = (db: Query, { within, ...row }: MeasurementRow, at: Date) =>
  db.query(
    `insert into fraud.measurement (model, span, from_at, to_at, payments, psi, figures, ages, measured_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
     on conflict (model, span, to_at) do update set payments = excluded.payments, psi = excluded.psi,
       figures = excluded.figures, ages = excluded.ages, measured_at = excluded.measured_at`,
    [
      row.model,
      row.span,
      new Date(within.fromMs),
      new Date(within.toMs),
      row.payments,
      jsonOf(row.psi),
      jsonOf(row.figures),
      jsonOf(row.ages),
      at,
    ],
  )

/** First and last payment of the history. */
const edgesOf = async (db: Query): Promise<Span | null> => {
  const [edges] = await db.query<{ first: number; last: number }>(
    `select
       (select extract(epoch from booked_at) * 1000 from fraud.decision order by fraud.decision.seq limit 1)::float8 as first,
       (select extract(epoch from booked_at) * 1000 from fraud.decision order by fraud.decision.seq desc limit 1)::float8 as last`,
  )
  return edges.first === null ? null : { fromMs: edges.first, toMs: edges.last }
}

const readOwnReference = async (db: Query, version: string): Promise<readonly Bins[] | null> => {
  const [row] = await db.query<{ reference: Bins[] | null }>('select reference from fraud.model where version = $1', [
    version,
  ])
  return row?.reference ?? null
}

/** Bins of the first weeks, features alone: what the model scored then may not be known. */
const makeReference = async (db: Database, version: string, firstMs: number): Promise<readonly Bins[] | null> => {
  const parts: Float32Array[] = []
  await readSeen(db, { fromMs: firstMs, toMs: firstMs + firstWeeks * weekMs }, version, (features) => {
    const row = new Float32Array(featureCount).fill(Number.NaN)
    row.set(features.subarray(0, featureCount))
    parts.push(row)
  })
  if (parts.length < leastPayments) return null
  const values = new Float32Array(parts.length * featureCount)
  for (const [index, part] of parts.entries()) values.set(part, index * featureCount)
  const weights = new Float32Array(parts.length).fill(1)
  const bins = referenceOf(createTable(featureNames, values), new Float64Array(parts.length), weights)
  return bins.slice(0, featureCount)
}

/** Whole weeks from Monday to Monday (UTC) up to an instant, newest first. */
export const weeksUpTo = (toMs: number, count: number): Span[] => {
  // 1970 began on a Thursday.
  const monday = Math.floor((toMs - 4 * dayMs) / weekMs) * weekMs + 4 * dayMs
  return Array.from({ length: count }, (_, back) => ({
    fromMs: monday - (back + 1) * weekMs,
    toMs: monday - back * weekMs,
  }))
}

const knownWeeks = async (db: Query, model: string): Promise<ReadonlySet<number>> => {
  const rows = await db.query<{ to_at: Date }>(
    `select to_at from fraud.measurement where model = $1 and fraud.measurement.span = 'week'`,
    [model],
  )
  return new Set(rows.map(({ to_at }) => to_at.getTime()))
}

const measureDrifts = async (db: Database, version: string, edges: Span, at: Date): Promise<void> => {
  const reference = (await readOwnReference(db, version)) ?? (await makeReference(db, version, edges.fromMs))
  if (!reference) return
  const known = await knownWeeks(db, version)
  const weeks = weeksUpTo(edges.toMs, weeksShown).filter(({ toMs }) => toMs > edges.fromMs && !known.has(toMs))
  const lastDay = { fromMs: edges.toMs - dayMs, toMs: edges.toMs + 1 }
  for (const within of [lastDay, ...weeks]) {
    const { payments, drift } = await measureDrift(db, reference, version, within)
    const span = within === lastDay ? 'day' : 'week'
    await keep(db, { model: version, span, within, payments, psi: drift }, at)
  }
}

const measuredWeeks = 8

const measureFigures = async (db: Database, { version, policy }: FraudModel, edges: Span, at: Date): Promise<void> => {
  const toMs = edges.toMs - labelDelayDays * dayMs
  const within = { fromMs: toMs - measuredWeeks * weekMs, toMs }
  const { payments, figures } = await measureInService(db, version, policy, within, at)
  const ages = await measureAges(db, version, policy, edges.toMs + 1, at)
  await keep(db, { model: version, span: 'complete', within, payments, figures, ages }, at)
}

/** Measures a model now; the same day again replaces what was measured. */
export const measureModel = async (db: Database, clock: Clock, model: FraudModel): Promise<void> => {
  const edges = await edgesOf(db)
  if (!edges) return
  await measureDrifts(db, model.version, edges, clock())
  await measureFigures(db, model, edges, clock())
}

/** True for one caller of all processes, once a day. */
export const takeDay = async (db: Query, at: Date): Promise<boolean> => {
  const taken = await db.query(
    `insert into fraud.measuring (next_at) values ($1::timestamptz + interval '1 day')
     on conflict (is_only) do update set next_at = excluded.next_at where measuring.next_at <= $1 returning next_at`,
    [at],
  )
  return taken.length > 0
}
