/** "It was me": what payers say of payments that were stopped. Kept as they said it; whether the bank learns from it is another matter. */
import type { Query } from '#platform/database'
import { writeAlerts } from '../alerts/write.ts'

export interface Statement {
  readonly payment: string
  readonly person: string
  readonly at: Date
  /** Whether the session that says it is the one that asked for the payment; null where that is not known. */
  readonly isSameSession: boolean | null
}

/** Stores a statement and tells staff; the same once more changes nothing. Answers whether it is new. */
export const writeStatement = async (
  db: Query,
  { payment, person, at, isSameSession }: Statement,
): Promise<boolean> => {
  const rows = await db.query(
    `insert into fraud.statement (payment, person, says, at, is_same_session)
     select payment, $2, 'it-was-me', $3, $4 from fraud.decision where payment = $1 on conflict do nothing returning payment`,
    [payment, person, at, isSameSession],
  )
  if (rows.length === 0) return false
  await writeAlerts(db, [{ person: null, kind: 'statement', at, payment, money: null, expectedLoss: null }])
  return true
}

/** When the payers of these payments said that it was them. */
export const readStatements = async (db: Query, payments: readonly string[]): Promise<Map<string, Date>> => {
  if (payments.length === 0) return new Map()
  const rows = await db.query<{ payment: string; at: Date }>(
    'select payment, min(at) as at from fraud.statement where payment = any ($1::uuid[]) group by payment',
    [payments],
  )
  return new Map(rows.map(({ payment, at }) => [payment, at]))
}
