/** Accounts and transfers of the book by their ids, whole. */
import type { Query } from '#platform/database'
import type { AccountRow } from '../tables.ts'
import { kindNumber, type TransferKind } from '../transfer.ts'

/** An account as the book has it: counters in minor units, `flags` the sum of some of `accountFlag`. */
export interface LedgerAccount {
  readonly id: string
  readonly ledger: number
  readonly code: number
  readonly flags: number
  readonly debitsPending: bigint
  readonly debitsPosted: bigint
  readonly creditsPending: bigint
  readonly creditsPosted: bigint
  readonly createdAt: Date
}

/** How a pending transfer ended, or the reversal of a posted one. */
export interface TransferEnd {
  readonly id: string
  readonly kind: 'post' | 'void' | 'expire' | 'reverse'
  readonly amount: bigint
  readonly bookedAt: Date
}

/** A row of the book. `flags` is the sum of some of `transferFlag`; balances are those of both accounts after it. */
export interface LedgerTransfer {
  readonly seq: bigint
  readonly id: string
  readonly kind: TransferKind
  readonly flags: number
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly ledger: number
  readonly code: number
  /** The pending transfer that it ended, or the posted one that it reverses. */
  readonly refersTo: string | null
  /** Of a pending one: when it is released by itself. */
  readonly expiresAt: Date | null
  readonly bookedAt: Date
  /** A calendar date: the booking date (UTC) unless another was given. */
  readonly valueDate: string
  readonly isLate: boolean
  readonly debitBalance: bigint
  readonly creditBalance: bigint
  /** What ended it, or reversed it; null while nothing has. */
  readonly endedBy: TransferEnd | null
}

interface TransferRow {
  seq: bigint
  id: string
  kind: number
  flags: number
  debit_account: string
  credit_account: string
  amount: bigint
  ledger: number
  code: number
  refers_to: string | null
  expires_at: Date | null
  booked_at: Date
  value_date: string
  is_late: boolean
  debit_balance: bigint
  credit_balance: bigint
  end_id: string | null
  end_kind: number | null
  end_amount: bigint | null
  end_booked_at: Date | null
}

/** Ids in one look-up. */
const largestLookup = 1000

const checkLookup = (ids: readonly string[]) => {
  if (ids.length > largestLookup) throw new RangeError(`a look-up takes at most ${largestLookup} ids`)
}

/** Accounts by id, in the order of the ids; an id that is not there is not in the answer. At most 1,000. */
export const findAccounts = async (db: Query, ids: readonly string[]): Promise<LedgerAccount[]> => {
  checkLookup(ids)
  const rows = await db.query<AccountRow & { created_at: Date }>(
    `select a.id, ledger, code, flags, debits_pending, debits_posted, credits_pending, credits_posted, created_at
       from unnest($1::uuid[]) with ordinality u(id, i) join ledger.account a on a.id = u.id order by u.i`,
    [ids],
  )
  return rows.map((row) => ({
    id: row.id,
    ledger: row.ledger,
    code: row.code,
    flags: row.flags,
    debitsPending: row.debits_pending,
    debitsPosted: row.debits_posted,
    creditsPending: row.credits_pending,
    creditsPosted: row.credits_posted,
    createdAt: row.created_at,
  }))
}

const kinds = new Map(Object.entries(kindNumber).map(([kind, number]) => [number, kind as TransferKind]))

const kindOf = (number: number): TransferKind => {
  const kind = kinds.get(number)
  if (!kind) throw new Error(`the book has a transfer of the unknown kind ${number}`)
  return kind
}

/** Columns of the row `t` and of what ended it. */
export const transferColumns = `t.seq, t.id, t.kind, t.flags, t.debit_account, t.credit_account, t.amount, t.ledger, t.code,
  coalesce(t.pending_id, t.reverses) as refers_to, t.booked_at + t.timeout * interval '1 second' as expires_at, t.booked_at,
  coalesce(t.value_date, (t.booked_at at time zone 'UTC')::date)::text as value_date, t.is_late, t.debit_balance, t.credit_balance,
  e.id as end_id, e.kind as end_kind, e.amount as end_amount, e.booked_at as end_booked_at`

/** What ended the pending transfer `t`, or reversed the posted one. */
export const joinedEnd = `left join lateral (
    select id, kind, amount, booked_at from ledger.transfer where t.kind = 1 and pending_id = t.id
    union all
    select id, kind, amount, booked_at from ledger.transfer where t.kind in (0, 2) and reverses = t.id) e on true`

const toEnd = (row: TransferRow): TransferEnd | null =>
  row.end_id === null || row.end_kind === null || row.end_amount === null || row.end_booked_at === null
    ? null
    : {
        id: row.end_id,
        kind: kindOf(row.end_kind) as TransferEnd['kind'],
        amount: row.end_amount,
        bookedAt: row.end_booked_at,
      }

const toTransfer = (row: TransferRow): LedgerTransfer => ({
  seq: row.seq,
  id: row.id,
  kind: kindOf(row.kind),
  flags: row.flags,
  debit: row.debit_account,
  credit: row.credit_account,
  amount: row.amount,
  ledger: row.ledger,
  code: row.code,
  refersTo: row.refers_to,
  expiresAt: row.expires_at,
  bookedAt: row.booked_at,
  valueDate: row.value_date,
  isLate: row.is_late,
  debitBalance: row.debit_balance,
  creditBalance: row.credit_balance,
  endedBy: toEnd(row),
})

/** Runs a statement whose columns are `transferColumns`. */
export const queryTransfers = async (db: Query, text: string, values: readonly unknown[]): Promise<LedgerTransfer[]> =>
  (await db.query<TransferRow>(text, values)).map(toTransfer)

/** Transfers by id, in the order of the ids; an id that is not there is not in the answer. At most 1,000. */
export const findTransfers = async (db: Query, ids: readonly string[]): Promise<LedgerTransfer[]> => {
  checkLookup(ids)
  return queryTransfers(
    db,
    `select ${transferColumns} from unnest($1::uuid[]) with ordinality u(wanted, i)
       join ledger.transfer t on t.id = u.wanted ${joinedEnd} order by u.i`,
    [ids],
  )
}
