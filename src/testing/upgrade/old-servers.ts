/** The statements that earlier versions send to the book, kept as they were: a server of such a version may still be running. */
import { accountFlag, type NewAccount, type Transfer } from '#modules/ledger'
import type { Query } from '#platform/database'

export interface OldServer {
  createAccounts(db: Query, accounts: readonly NewAccount[], at: Date): Promise<void>
  /** Answers the book's codes, 0 for a transfer that stands. */
  createTransfers(db: Query, transfers: readonly Transfer[]): Promise<number[]>
  /** Ids of the transfers that an account's history shows, newest first. */
  history(db: Query, account: string): Promise<string[]>
  freeze(db: Query, account: string): Promise<void>
}

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
    return codes
  },
  history,
  freeze,
}

const second: OldServer = {
  createAccounts: async (db, accounts, at) => {
    await db.query(
      `select ledger.create_accounts($1::timestamptz, $2::uuid[], $3::integer[], $4::integer[], $5::integer[], $6::boolean[],
                                   $7::timestamptz[]) as codes`,
      [
        at,
        accounts.map((account) => account.id),
        accounts.map((account) => account.ledger),
        accounts.map((account) => account.code),
        accounts.map((account) => account.flags),
        accounts.map(() => false),
        accounts.map(() => null),
      ],
    )
  },
  createTransfers: async (db, transfers) => {
    const [{ codes }] = await db.query<{ codes: number[] | null }>(
      `select ledger.create_transfers(
  $1::timestamptz, $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::integer[], $7::integer[], $8::timestamptz[],
  $9::smallint[], $10::smallint[], $11::uuid[], $12::integer[], $13::date[]) as codes`,
      [
        null,
        ...idAndSides(transfers),
        bookedOf(transfers),
        kindsOf(transfers),
        null,
        refersTo(transfers),
        transfers.map((transfer) => ('timeoutSeconds' in transfer ? (transfer.timeoutSeconds ?? null) : null)),
        null,
      ],
    )
    return codes ?? transfers.map(() => 0)
  },
  history,
  freeze,
}

const servers: readonly (readonly [from: number, server: OldServer])[] = [
  [2, second],
  [1, first],
]

/** The server that was written for a version of the tables. */
export const serverOf = (version: number): OldServer => {
  const found = servers.find(([from]) => from <= version)
  if (!found) throw new Error(`no server is known for version ${version}`)
  return found[1]
}
