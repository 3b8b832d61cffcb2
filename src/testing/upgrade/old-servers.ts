/** The statements that earlier versions send to the book, kept as they were: a server of such a version may still be running. */
import { accountFlag, createLedger, type NewAccount, type Transfer } from '#modules/ledger'
import type { Database, Query } from '#platform/database'

export interface OldServer {
  createAccounts(db: Query, accounts: readonly NewAccount[], at: Date): Promise<void>
  /** Answers ok, exists, or whatever else it is. */
  createTransfers(db: Query, transfers: readonly Transfer[]): Promise<string[]>
  /** Ids of the transfers that an account's history shows, newest first. */
  history(db: Query, account: string): Promise<string[]>
  freeze(db: Query, account: string): Promise<void>
}

const names: Readonly<Record<number, string>> = { 0: 'ok', 46: 'exists' }
const kinds = { posted: 0, pending: 1, post: 2, void: 3, expire: 4, reverse: 5 } as const
const made = (transfers: readonly Transfer[]) =>
  transfers.map((transfer) => ('debit' in transfer ? transfer : undefined))
const idAndSides = (transfers: readonly Transfer[]) => [
  transfers.map((transfer) => transfer.id),
  made(transfers).map((transfer) => transfer?.debit ?? null),
  made(transfers).map((transfer) => transfer?.credit ?? null),
  transfers.map((transfer) => ('amount' in transfer ? (transfer.amount ?? null) : null)),
  made(transfers).map((transfer) => transfer?.ledger ?? null),
  made(transfers).map((transfer) => transfer?.code ?? null),
]
const kindsOf = (transfers: readonly Transfer[]) => transfers.map((transfer) => kinds[transfer.kind])
const refersTo = (transfers: readonly Transfer[]) =>
  transfers.map((transfer) =>
    'pending' in transfer ? transfer.pending : 'reverses' in transfer ? transfer.reverses : null,
  )
const bookedOf = (transfers: readonly Transfer[]) => transfers.map((transfer) => transfer.bookedAt)

const history = async (db: Query, account: string) => {
  const rows = await db.query<{ id: string }>(
    `select e.* from unnest($1::uuid[]) a(id) cross join lateral (
       (select seq, id, debit_account as account, credit_account as other, kind, code, pending_id, amount, debit_balance as balance,
               'out' as side, booked_at
          from ledger.transfer where debit_account = a.id and seq < $2 and kind in (0, 2) order by seq desc limit $3)
       union all
       (select seq, id, credit_account, debit_account, kind, code, pending_id, amount, credit_balance, 'in', booked_at
          from ledger.transfer where credit_account = a.id and seq < $2 and kind in (0, 2) order by seq desc limit $3)
     ) e order by e.seq desc fetch first $3 rows with ties`,
    [[account], 9_223_372_036_854_775_807n, 1000],
  )
  return rows.map((row) => row.id)
}

const freeze = async (db: Query, account: string) => {
  await db.query(
    `update ledger.account set flags = case when $2 then flags | ${accountFlag.frozen} else flags & ~${accountFlag.frozen} end
      where id = $1`,
    [account, true],
  )
}

const first: OldServer = {
  createAccounts: async (db, accounts, at) => {
    await db.query(
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
  },
  createTransfers: async (db, transfers) => {
    const [{ codes }] = await db.query<{ codes: number[] }>(
      `select ledger.create_transfers(
  $1::uuid[], $2::uuid[], $3::uuid[], $4::bigint[], $5::integer[], $6::integer[], $7::smallint[], $8::uuid[], $9::timestamptz[]) as codes`,
      [...idAndSides(transfers), kindsOf(transfers), refersTo(transfers), bookedOf(transfers)],
    )
    return codes.map((code) => names[code] ?? String(code))
  },
  history,
  freeze,
}

/** The book as it is written to now. When its statements change, what they were is kept above, under the version they began with. */
const presentOn = (db: Database): OldServer => {
  const ledger = createLedger(db, () => new Date())
  return {
    createAccounts: async (query, accounts, at) => {
      await ledger.createAccounts(query, accounts, at)
    },
    createTransfers: ledger.createTransfers,
    history: async (_, account) => (await ledger.entries([account], { limit: 1000 })).map((entry) => entry.transfer),
    freeze: (query, account) => ledger.setFrozen(query, account, true),
  }
}

/** The server that was written for a version of the tables, over a database. */
export const serverOf = (version: number, db: Database): OldServer => (version < 2 ? first : presentOn(db))
