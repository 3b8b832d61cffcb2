/** "It was me": what payers say of payments that were stopped. Kept as they said it; an analyst finds out whether it is so. */
import type { Database, Query } from '#platform/database'
import { sendAlerts } from '../alerts/write.ts'
import type { AttemptKind } from '../attempt.ts'
import { openCases } from '../cases/open.ts'
import type { InForce } from '../in-force.ts'

export interface Statement {
  readonly payment: string
  readonly person: string
  readonly at: Date
  /** Whether the session that says it is the one that asked for the payment; null where that is not known. */
  readonly isSameSession: boolean | null
}

interface Stopped {
  readonly payer: string
  readonly payee: string | null
  readonly kind: AttemptKind
}

const insert = `
  with said as (
    insert into fraud.statement (payment, person, says, at, is_same_session)
    select payment, $2, 'it-was-me', $3, $4 from fraud.decision where payment = $1 and verdict = 'block'
    on conflict do nothing returning payment
  )
  select payer, payee, kind from said join fraud.decision using (payment)`

/**
 * Stores a statement about a stopped payment, tells staff and opens a case of it, or joins one; the same once more changes nothing.
 * Answers whether it is new.
 */
export const writeStatement = (db: Database, inForce: InForce, statement: Statement): Promise<boolean> =>
  db.transaction(async (tx) => {
    const { payment, person, at, isSameSession } = statement
    const [stopped] = await tx.query<Stopped>(insert, [payment, person, at, isSameSession])
    if (!stopped) return false
    const { payer, payee, kind } = stopped
    const { answerMinutes } = inForce.policyOf(kind).policy
    await openCases(tx, 'statement', [{ payment, payer, payee, at, answerMinutes }])
    sendAlerts(tx, [{ kind: 'statement', at, payment, money: null, expectedLoss: null }])
    return true
  })

/** When the payers of these payments said that it was them. */
export const readStatements = async (db: Query, payments: readonly string[]): Promise<Map<string, Date>> => {
  if (payments.length === 0) return new Map()
  const rows = await db.query<{ payment: string; at: Date }>(
    'select payment, min(at) as at from fraud.statement where payment = any ($1::uuid[]) group by payment',
    [payments],
  )
  return new Map(rows.map(({ payment, at }) => [payment, at]))
}
