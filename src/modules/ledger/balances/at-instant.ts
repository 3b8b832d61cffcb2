/** What an account had at an instant (docs/ledger.md, "Balances at an instant"). Amounts are minor units. */
import type { Query } from '#platform/database'

export interface Counters {
  readonly debitsPending: bigint
  readonly debitsPosted: bigint
  readonly creditsPending: bigint
  readonly creditsPosted: bigint
}

/** The four counters after a transfer. `position` is the cursor of a page. */
export interface HistoryEntry extends Counters {
  readonly position: bigint
  readonly transfer: string
  readonly bookedAt: Date
}

const largestPage = 1000
const beyond = 9_223_372_036_854_775_807n

// Sums of bigint are numeric in PostgreSQL, and numeric arrives as text.
const balanceOf = async (db: Query, text: string, account: string, when: Date | string): Promise<bigint> => {
  const [{ balance }] = await db.query<{ balance: string }>(text, [account, when])
  return BigInt(balance)
}

/** Credits less debits of everything booked by the instant `at`; zero for an account that is not there. */
export const balanceAt = (db: Query, account: string, at: Date): Promise<bigint> =>
  balanceOf(db, 'select ledger.balance_at($1::uuid, $2::timestamptz) as balance', account, at)

/** The same of everything whose value date has come by the end of `day` (a calendar date such as 2026-03-31, UTC). */
export const balanceOn = (db: Query, account: string, day: string): Promise<bigint> =>
  balanceOf(db, 'select ledger.balance_on($1::uuid, $2::date) as balance', account, day)

/** The four counters of an account with the flag `history` after everything booked by the instant. */
export const countersAt = async (db: Query, account: string, at: Date): Promise<Counters> => {
  const [row] = await db.query<Record<string, string>>('select * from ledger.counters_at($1::uuid, $2::timestamptz)', [
    account,
    at,
  ])
  return {
    debitsPending: BigInt(row.debits_pending),
    debitsPosted: BigInt(row.debits_posted),
    creditsPending: BigInt(row.credits_pending),
    creditsPosted: BigInt(row.credits_posted),
  }
}

/** The history of an account with that flag, newest first. Throws a RangeError for a limit outside 1 to 1,000. */
export const history = async (
  db: Query,
  account: string,
  page: { before?: bigint; limit: number },
): Promise<HistoryEntry[]> => {
  if (!Number.isInteger(page.limit) || page.limit < 1 || page.limit > largestPage)
    throw new RangeError(`a page holds 1 to ${largestPage} entries`)
  const rows = await db.query<{
    position: bigint
    transfer: string
    booked_at: Date
    debits_pending: bigint
    debits_posted: bigint
    credits_pending: bigint
    credits_posted: bigint
  }>(
    `select position, transfer, booked_at, debits_pending, debits_posted, credits_pending, credits_posted
       from ledger.balance_history where account = $1 and position < $2 order by position desc limit $3`,
    [account, page.before ?? beyond, page.limit],
  )
  return rows.map((row) => ({
    position: row.position,
    transfer: row.transfer,
    bookedAt: row.booked_at,
    debitsPending: row.debits_pending,
    debitsPosted: row.debits_posted,
    creditsPending: row.credits_pending,
    creditsPosted: row.credits_posted,
  }))
}
