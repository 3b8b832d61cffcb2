/** What turned out to be fraud, from whoever finds out. */
import type { Database } from '#platform/database'
import type { Memory } from './memory/memory.ts'

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

/** A label that is there already in the same words changes nothing. The log is told in the words of the attempt. */
const store = `
  with told as (
    select distinct on (payment) payment, is_fraud, known_at
    from unnest($1::uuid[], $2::boolean[], $3::timestamptz[]) as given (payment, is_fraud, known_at)
    order by payment, known_at desc
  ), known as (
    select told.* from told join fraud.decision using (payment) order by payment
  ), before as (
    select label.payment, label.is_fraud, label.known_at from fraud.label join known using (payment)
  ), written as (
    insert into fraud.label as label (payment, is_fraud, known_at) select payment, is_fraud, known_at from known
    on conflict (payment) do update set is_fraud = excluded.is_fraud, known_at = excluded.known_at
      where label.is_fraud <> excluded.is_fraud
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

/** Stores labels and tells the memory. A label sent again changes nothing; one that says the contrary replaces the first. */
export const learn = async (db: Database, memory: Memory, labels: readonly Label[]): Promise<Learned> => {
  const [{ accepted, changes }] = await db.query<{ accepted: number; changes: number }>(store, [
    labels.map(({ payment }) => payment),
    labels.map(({ isFraud }) => isFraud),
    labels.map(({ knownAt }) => knownAt.toISOString()),
  ])
  if (changes > 0) await memory.follow()
  return { accepted, unknown: new Set(labels.map(({ payment }) => payment)).size - accepted }
}
