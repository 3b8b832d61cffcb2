/** History: what was written on an account, with the balance after each entry. */
import type { Query } from '#platform/database'
import type { EntryRow } from './tables.ts'

/** One side of a transfer as an account sees it. `seq` is its place in the book and the cursor of a page. */
export interface Entry {
  readonly seq: bigint
  readonly transfer: string
  /** The pending transfer that this one posted, or null. */
  readonly pending: string | null
  /** The transfer that this one undid, or null. */
  readonly reverses: string | null
  readonly account: string
  readonly other: string
  readonly code: number
  readonly side: 'in' | 'out'
  readonly amount: bigint
  readonly balance: bigint
  readonly bookedAt: Date
}

/** A row as the house speaks of it, with the balance that is to be told after it. */
export const toEntry = (row: EntryRow, balance: bigint): Entry => ({
  seq: row.seq,
  transfer: row.id,
  pending: row.pending_id,
  reverses: row.reverses,
  account: row.account,
  other: row.other,
  code: row.code,
  side: row.side,
  amount: row.amount,
  balance,
  bookedAt: row.booked_at,
})

const lastPage = 9_223_372_036_854_775_807n

/** Entries of the given accounts, newest first, `limit` of them (one more where both sides of the last are asked for), before a cursor. Holds are no entries until posted. */
export const entries = async (
  db: Query,
  accounts: readonly string[],
  page: { before?: bigint; limit: number },
): Promise<Entry[]> => {
  const rows = await db.query<EntryRow>(
    `select e.* from unnest($1::uuid[]) a(id) cross join lateral (
       (select seq, id, debit_account as account, credit_account as other, code, pending_id, reverses, amount, debit_balance as balance,
               'out' as side, booked_at
          from ledger.transfer where debit_account = a.id and seq < $2 and seq >> 18 <= $2::bigint >> 18 and kind in (0, 2, 5)
         order by seq >> 18 desc, seq desc limit $3)
       union all
       (select seq, id, credit_account, debit_account, code, pending_id, reverses, amount, credit_balance, 'in', booked_at
          from ledger.transfer where credit_account = a.id and seq < $2 and seq >> 18 <= $2::bigint >> 18 and kind in (0, 2, 5)
         order by seq >> 18 desc, seq desc limit $3)
     ) e order by e.seq desc fetch first $3 rows with ties`,
    [accounts, page.before ?? lastPage, page.limit],
  )
  return rows.map((row) => toEntry(row, row.balance))
}

/**
 * Money in and out of an account by calendar month (UTC) since an instant, oldest first; months without any are left out. All of
 * it stands beyond the marker of the instant, what is late too.
 */
export const monthly = (
  db: Query,
  account: string,
  since: Date,
): Promise<{ month: string; side: 'in' | 'out'; total: string }[]> =>
  db.query(
    `with marker as materialized (select seq, seq >> 18 as chapter from ledger.marker_at($1, $2::timestamptz - interval '1 microsecond'))
     select to_char(booked_at at time zone 'UTC', 'YYYY-MM') as month, side, sum(amount)::text as total from (
       select t.booked_at, amount, 'out' as side from marker m join ledger.transfer t
           on t.debit_account = $1 and t.seq > m.seq and t.seq >> 18 >= m.chapter and kind in (0, 2, 5) and t.booked_at >= $2
       union all
       select t.booked_at, amount, 'in' from marker m join ledger.transfer t
           on t.credit_account = $1 and t.seq > m.seq and t.seq >> 18 >= m.chapter and kind in (0, 2, 5) and t.booked_at >= $2
     ) moved group by 1, 2 order by 1`,
    [account, since],
  )
