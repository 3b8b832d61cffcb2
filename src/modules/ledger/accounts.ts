/** Accounts of the book: made, looked up, frozen. */
import assert from 'node:assert/strict'
import type { Query, Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { sqlArray } from '#platform/sql-array'
import { shareBook } from './book-lock.ts'
import { largestBatch } from './create-transfers.ts'
import { type AccountResult, accountResultOf } from './results.ts'
import type { AccountRow } from './tables.ts'

/** What an account is made of. A customer's account may not be overdrawn: its debits must not exceed its credits. */
export interface NewAccount {
  readonly id: string
  readonly ledger: number
  readonly code: number
  /** The sum of some of `accountFlag`. */
  readonly flags: number
  /** In one chain with the next account of the batch: all or none. */
  readonly isLinked?: boolean
  /** When it was made, of an account with the flag `imported`. */
  readonly importedAt?: Date
}

export const accountFlag = {
  debitsMustNotExceedCredits: 1,
  creditsMustNotExceedDebits: 2,
  frozen: 4,
  closed: 8,
  history: 16,
  imported: 32,
} as const

/** An account as a customer's money sees it, in minor units. `available` is the balance less what holds set aside. */
export interface Balance {
  readonly balance: bigint
  readonly onHold: bigint
  readonly available: bigint
  readonly isFrozen: boolean
}

/** Makes up to 8,190 accounts at the instant `at` and answers one result each, in order (docs/ledger.md). */
export const createAccounts = async (
  tx: Query,
  accounts: readonly NewAccount[],
  at: Date,
): Promise<AccountResult[]> => {
  if (accounts.length === 0) return []
  if (accounts.length > largestBatch) throw new RangeError(`a batch holds at most ${largestBatch} accounts`)
  const [{ codes }] = await tx.query<{ codes: number[] }>(
    `select ledger.create_accounts($1::timestamptz, $2::uuid[], $3::integer[], $4::integer[], $5::integer[], $6::boolean[],
                                   $7::timestamptz[]) as codes`,
    [
      at,
      sqlArray.uuids(accounts.map((account) => account.id)),
      sqlArray.integers(accounts.map((account) => account.ledger)),
      sqlArray.integers(accounts.map((account) => account.code)),
      sqlArray.integers(accounts.map((account) => account.flags)),
      sqlArray.booleans(accounts.map((account) => account.isLinked ?? false)),
      sqlArray.instants(accounts.map((account) => account.importedAt)),
    ],
  )
  return codes.map(accountResultOf)
}

const toBalance = (row: AccountRow): Balance => {
  const balance = row.credits_posted - row.debits_posted
  return {
    balance,
    onHold: row.debits_pending,
    available: balance - row.debits_pending,
    isFrozen: (row.flags & accountFlag.frozen) !== 0,
  }
}

/** Balances by account id; an id that is not there is not in the answer. */
export const balances = async (db: Query, ids: readonly string[]): Promise<Map<string, Balance>> => {
  const rows = await db.query<AccountRow>(
    `select id, ledger, code, flags, debits_pending, debits_posted, credits_pending, credits_posted
       from ledger.account where id = any ($1::uuid[])`,
    [ids],
  )
  return new Map(rows.map((row) => [row.id, toBalance(row)]))
}

/** Sets or clears a flag while no large batch is being booked: such a batch would find that a row has changed, and have to come again. */
const setFlag = async (tx: Query, id: string, flag: number, isSet: boolean): Promise<void> => {
  await tx.query(
    `with book as materialized (select pg_advisory_xact_lock_shared(ledger.book_lock()))
     update ledger.account set flags = case when $3 then flags | $2 else flags & ~$2::integer end from book where id = $1`,
    [id, flag, isSet],
  )
}

/** Freezes an account or ends its freeze. A frozen account takes part in no new transfer; a hold on it can be released. */
export const setFrozen = (tx: Query, id: string, isFrozen: boolean): Promise<void> =>
  setFlag(tx, id, accountFlag.frozen, isFrozen)

/**
 * Closes an account: it takes part in nothing any more. Its row is locked first, so a transfer is in the book before it or refused
 * after it. Throws account-not-empty or account-has-holds; one that is closed already stays so.
 */
export const closeAccount = async (tx: Tx, id: string): Promise<void> => {
  await shareBook(tx)
  const [row] = await tx.query<AccountRow>(
    `select id, ledger, code, flags, debits_pending, debits_posted, credits_pending, credits_posted
       from ledger.account where id = $1 for no key update`,
    [id],
  )
  assert(row, `there is no account ${id}`)
  if (row.debits_pending > 0n || row.credits_pending > 0n)
    throw new Refusal(
      'account-has-holds',
      422,
      'There are holds on the account. It can be closed when they have ended.',
    )
  if (row.debits_posted !== row.credits_posted)
    throw new Refusal('account-not-empty', 422, 'The account is not empty. Bring its balance to zero first.')
  await setFlag(tx, id, accountFlag.closed, true)
}

/** Opens a closed account again; one that is open stays so. */
export const reopenAccount = (tx: Query, id: string): Promise<void> => setFlag(tx, id, accountFlag.closed, false)
