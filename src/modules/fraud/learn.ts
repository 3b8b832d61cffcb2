/** What turned out to be fraud, from whoever finds out. */
import type { Query } from '#platform/database'
import type { Memory } from './memory/memory.ts'

export interface Label {
  readonly payment: string
  readonly isFraud: boolean
  /** From when on features may use it. */
  readonly knownAt: Date
  /** An import where omitted. */
  readonly source?: LabelSource
  /** The person who says so. */
  readonly toldBy?: string
}

/** An analyst who decided a review, a program that imports labels, or the customer. */
export type LabelSource = 'analyst' | 'import' | 'customer'

export interface Learned {
  /** Labels of payments that were decided here, new or not. */
  readonly accepted: number
  readonly unknown: number
}

/** A label that is there already in the same words changes nothing. The log is told in the words of the attempt. */
const store = `
  with told as (
    select distinct on (payment) payment, is_fraud, known_at, source, told_by
    from unnest($1::uuid[], $2::boolean[], $3::timestamptz[], $4::text[], $5::uuid[])
      as given (payment, is_fraud, known_at, source, told_by)
    order by payment, known_at desc
  ), known as (
    select told.* from told join fraud.decision using (payment) order by payment
  ), before as (
    select label.payment, label.is_fraud, label.known_at from fraud.label join known using (payment)
  ), written as (
    insert into fraud.label as label (payment, is_fraud, known_at, source, told_by)
      select payment, is_fraud, known_at, source, told_by from known
    on conflict (payment) do update set is_fraud = excluded.is_fraud, known_at = excluded.known_at,
        source = excluded.source, told_by = excluded.told_by
      where label.is_fraud <> excluded.is_fraud
        -- A customer who says that all is well does not outweigh the bank.
        and not (excluded.source = 'customer' and not excluded.is_fraud and label.source <> 'customer')
    returning payment, is_fraud, known_at
  ), changed as (
    select 'reported' as what, payment, known_at from written where is_fraud
    union all
    select 'retracted', before.payment, before.known_at from before join written using (payment) where before.is_fraud
  ), logged as (
    insert into fraud.change (what, payment, body)
    select changed.what, payment, json_build_object('movement', attempt.body -> 'movement',
      'knownMs', (extract(epoch from changed.known_at) * 1000)::bigint)
    from changed join fraud.change as attempt using (payment) where attempt.what = 'attempt'
    returning seq
  )
  select (select count(*) from known)::int as accepted, (select count(*) from logged)::int as changes`

/** Stores labels and tells the log; those of payments that were not decided here are left out. */
export const storeLabels = async (query: Query, labels: readonly Label[]) => {
  const [stored] = await query.query<{ accepted: number; changes: number }>(store, [
    labels.map(({ payment }) => payment),
    labels.map(({ isFraud }) => isFraud),
    labels.map(({ knownAt }) => knownAt.toISOString()),
    labels.map(({ source }) => source ?? 'import'),
    labels.map(({ toldBy }) => toldBy ?? null),
  ])
  return stored
}

/** Stores labels and tells the memory. A label sent again changes nothing; one that says the contrary replaces the first. */
export const learn = async (db: Query, memory: Memory, labels: readonly Label[]): Promise<Learned> => {
  const { accepted, changes } = await storeLabels(db, labels)
  if (changes > 0) await memory.follow()
  return { accepted, unknown: new Set(labels.map(({ payment }) => payment)).size - accepted }
}
