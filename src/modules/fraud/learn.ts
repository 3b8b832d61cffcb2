/** What turned out to be fraud, from whoever finds out. */
import type { Database } from '#platform/database'
import type { FraudState } from './features/state.ts'
import { movementIn, movementLine } from './stored-movement.ts'
import type { ReportRow } from './tables.ts'

export interface Label {
  readonly payment: string
  readonly isFraud: boolean
  /** From when on features may use it. */
  readonly knownAt: Date
}

export interface Learned {
  /** Labels of payments that were decided here, new or not. */
  readonly accepted: number
  readonly unknown: number
}

/** A label that is there already in the same words is not answered, so that it is not counted twice. */
const store = `
  with told as (
    select distinct on (payment) payment, is_fraud, known_at
    from unnest($1::uuid[], $2::boolean[], $3::timestamptz[]) as given (payment, is_fraud, known_at)
    order by payment, known_at desc
  ), known as (
    select told.*, ${movementLine('decision')}
    from told join fraud.decision using (payment) order by payment
  ), before as (
    select label.payment, label.is_fraud, label.known_at from fraud.label join known using (payment)
  ), written as (
    insert into fraud.label as label (payment, is_fraud, known_at) select payment, is_fraud, known_at from known
    on conflict (payment) do update set is_fraud = excluded.is_fraud, known_at = excluded.known_at
      where label.is_fraud <> excluded.is_fraud
    returning payment
  )
  select known.line, known.is_fraud, written.payment is not null as is_new,
    coalesce(before.is_fraud, false) as was_fraud,
    (extract(epoch from before.known_at) * 1000)::float8 as was_known_ms,
    (extract(epoch from known.known_at) * 1000)::float8 as known_ms
  from known left join written using (payment) left join before using (payment)`

interface StoredRow extends ReportRow {
  readonly is_fraud: boolean
  readonly was_fraud: boolean
  readonly is_new: boolean
  readonly was_known_ms: number | null
}

/** Stores labels and tells the memory. A label sent again changes nothing; one that says the contrary replaces the first. */
export const learn = async (db: Database, state: FraudState, labels: readonly Label[]): Promise<Learned> => {
  const rows = await db.query<StoredRow>(store, [
    labels.map(({ payment }) => payment),
    labels.map(({ isFraud }) => isFraud),
    labels.map(({ knownAt }) => knownAt.toISOString()),
  ])
  for (const row of rows) {
    if (!row.is_new) continue
    const movement = movementIn(row.line)
    if (row.was_fraud && row.was_known_ms !== null) state.retract(movement, row.was_known_ms)
    if (row.is_fraud) state.report(movement, row.known_ms)
  }
  return { accepted: rows.length, unknown: new Set(labels.map(({ payment }) => payment)).size - rows.length }
}
