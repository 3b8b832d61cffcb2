/** Accounts of the book: made, looked up, frozen. */
import type { Query } from '#platform/database'
import type { AccountRow } from './tables.ts'

/** What an account is made of. A customer's account may not be overdrawn: its debits must not exceed its credits. */
export interface NewAccount {
  readonly id: string
  readonly ledger: number
  readonly code: number
  readonly flags: number
}

export const accountFlag = { debitsMustNotExceedCredits: 1, creditsMustNotExceedDebits: 2, frozen: 4 } as const

/** An account as a customer's money sees it, in minor units. `available` is the balance less what holds set aside. */
export interface Balance {
  readonly balance: bigint
  readonly onHold: bigint
  readonly available: bigint
  readonly isFrozen: boolean
}

/** Makes accounts; an id that exists already is left as it is. */
export const createAccounts = async (tx: Query, accounts: readonly NewAccount[], at: Date): Promise<void> => {
  await tx.query(
    `insert into ledger.account (id, ledger, code, flags, created_at)
     select *, $5::timestamptz from unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[]) on conflict (id) do nothing`,
    [
      accounts.map((account) => account.id),
      accounts.map((account) => account.ledger),
      accounts.map((account) => account.code),
      accounts.map((account) => account.flags),
      at,
    ],
  )
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

/** Freezes an account or ends its freeze. A frozen account takes part in no new transfer; a hold on it can be released. */
export const setFrozen = async (tx: Query, id: string, isFrozen: boolean): Promise<void> => {
  await tx.query(
    `update ledger.account set flags = case when $2 then flags | ${accountFlag.frozen} else flags & ~${accountFlag.frozen} end
      where id = $1`,
    [id, isFrozen],
  )
}
