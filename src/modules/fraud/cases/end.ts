/** What ends a payment ends it in its case too; the last one closes the case. Within the transaction of the payment's step. */
import type { Query } from '#platform/database'
import type { Conclusion } from '../record.ts'

/** What an analyst, or two, decided about a payment in review. */
export interface ReviewEnding {
  readonly analyst: string
  readonly choice: 'release' | 'return'
  /** Null where nothing is to be learned from it. */
  readonly isFraud: boolean | null
  readonly note: string
  readonly at: Date
}

const endPayments = `
  with told as (
    select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::timestamptz[]) as given (payment, who, what, note, at)
  ), ended as (
    update fraud.case_payment set ended_at = told.at from told
    where case_payment.payment = told.payment and case_payment.ended_at is null
    returning case_payment.case_file, case_payment.payment, told.who, told.what, told.note, told.at
  ), written as (
    insert into fraud.case_entry (case_file, payment, who, what, note, at)
    select case_file, payment, who, what, note, at from ended
  )
  select distinct case_file, max(at) over (partition by case_file) as at from ended`

const close = `
  with closed as (
    update fraud.case_file set closed_at = given.at
    from unnest($1::uuid[], $2::timestamptz[]) as given (id, at)
    where case_file.id = given.id and closed_at is null
      and not exists (select from fraud.case_payment where case_payment.case_file = given.id and ended_at is null)
    returning case_file.id, given.at
  )
  insert into fraud.case_entry (case_file, at, what) select id, at, 'closed' from closed`

/** Closes those of these cases of which nothing waits any more. */
export const closeCases = async (
  tx: Query,
  cases: readonly { readonly id: string; readonly at: Date }[],
): Promise<void> => {
  if (cases.length > 0) await tx.query(close, [cases.map(({ id }) => id), cases.map(({ at }) => at)])
}

const whatOf = ({ review }: Conclusion) => {
  if (!review) return 'ended'
  return review.choice === 'release' ? 'released' : 'returned'
}

/** `at` is the time of conclusions that bring none of their own. */
export const endCasePayments = async (tx: Query, conclusions: readonly Conclusion[], at: Date): Promise<void> => {
  const ending = conclusions.filter(({ outcome, review }) => outcome !== 'open' || review)
  if (ending.length === 0) return
  const touched = await tx.query<{ case_file: string; at: Date }>(endPayments, [
    ending.map(({ payment }) => payment),
    ending.map(({ review }) => review?.analyst ?? null),
    ending.map(whatOf),
    ending.map(({ review }) => review?.note ?? ''),
    ending.map(({ review }) => review?.at ?? at),
  ])
  await closeCases(
    tx,
    touched.map((row) => ({ id: row.case_file, at: row.at })),
  )
}
