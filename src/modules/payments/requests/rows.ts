/** Requests as their tables keep them. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { StoredState } from '../tables.ts'

export interface BillRow {
  readonly id: string
  readonly requester: string
  readonly product: string
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly note: string
  readonly asked: string
  readonly created_at: Date
  readonly expires_at: Date
}

export interface NewRequest {
  readonly id: string
  readonly bill: string
  readonly requester: string
  readonly payer: string
  readonly minor: bigint
  readonly shown: string
  readonly is_hidden: boolean
}

/** A request with its bill, and what became of its payment. */
export interface RequestRow extends NewRequest {
  readonly seq: bigint
  readonly declined_at: Date | null
  readonly cancelled_at: Date | null
  readonly reminders: number
  readonly reminded_at: Date | null
  readonly tries: number
  readonly payment: string | null
  readonly product: string
  readonly currency: CurrencyCode
  readonly note: string
  readonly created_at: Date
  readonly expires_at: Date
  readonly people: bigint
  readonly payment_state: StoredState | null
}

const selected = `
  select request.*, bill.product, bill.currency, bill.note, bill.created_at, bill.expires_at, payment.state as payment_state,
    (select count(*) from payments.request other where other.bill = request.bill) as people
  from payments.request join payments.bill on bill.id = request.bill
  left join payments.payment on payment.id = request.payment`

/** What a payer sees: nothing of those whom they have blocked. */
const seenByPayer = `not request.is_hidden and not exists
  (select from payments.requester_block b where b.blocker = request.payer and b.blocked = request.requester)`

export const findBill = async (db: Query, id: string): Promise<BillRow | undefined> => {
  const [row] = await db.query<BillRow>('select * from payments.bill where id = $1', [id])
  return row
}

export const findOfBill = (db: Query, bill: string): Promise<RequestRow[]> =>
  db.query(`${selected} where request.bill = $1 order by request.seq`, [bill])

/** One request, of whoever may see it. */
export const findRequest = async (db: Query, person: string, id: string): Promise<RequestRow | undefined> => {
  const [row] = await db.query<RequestRow>(
    `${selected} where request.id = $2 and (request.requester = $1 or (request.payer = $1 and ${seenByPayer}))`,
    [person, id],
  )
  return row
}

/** The same, and nobody else changes it before the transaction ends. */
export const lockRequest = async (tx: Tx, person: string, id: string): Promise<RequestRow | undefined> => {
  await tx.query('select from payments.request where id = $1 for update', [id])
  return findRequest(tx, person, id)
}

export interface Asked {
  readonly person: string
  readonly side: 'to-me' | 'by-me'
  readonly before: bigint | undefined
  readonly limit: number
}

export const findRequests = (db: Query, { person, side, before, limit }: Asked): Promise<RequestRow[]> =>
  db.query(
    `${selected} where ${side === 'by-me' ? 'request.requester = $1' : `request.payer = $1 and ${seenByPayer}`}
      and ($2::bigint is null or request.seq < $2) order by request.seq desc limit $3`,
    [person, before ?? null, limit],
  )

/** Answers whether the bill is new. */
export const writeBill = async (tx: Tx, bill: BillRow): Promise<boolean> => {
  const rows = await tx.query(
    `insert into payments.bill (id, requester, product, currency, minor, note, asked, created_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning id`,
    [
      bill.id,
      bill.requester,
      bill.product,
      bill.currency,
      bill.minor,
      bill.note,
      bill.asked,
      bill.created_at,
      bill.expires_at,
    ],
  )
  return rows.length > 0
}

export const writeRequests = async (tx: Tx, rows: readonly NewRequest[]): Promise<void> => {
  await tx.query(
    `insert into payments.request (id, bill, requester, payer, minor, shown, is_hidden)
     select * from unnest($1::uuid[], $2::uuid[], $3::uuid[], $4::uuid[], $5::bigint[], $6::text[], $7::boolean[])`,
    [
      rows.map(({ id }) => id),
      rows.map(({ bill }) => bill),
      rows.map(({ requester }) => requester),
      rows.map(({ payer }) => payer),
      rows.map(({ minor }) => minor),
      rows.map(({ shown }) => shown),
      rows.map((row) => row.is_hidden),
    ],
  )
}

/** Of these people those who have blocked the requester. */
export const findBlockers = async (db: Query, requester: string, payers: readonly string[]): Promise<Set<string>> => {
  const rows = await db.query<{ blocker: string }>(
    'select blocker from payments.requester_block where blocked = $1 and blocker = any ($2::uuid[])',
    [requester, payers],
  )
  return new Set(rows.map(({ blocker }) => blocker))
}

export interface BlockRow {
  readonly id: string
  readonly blocked: string
  readonly blocked_at: Date
}

export const findBlocks = (db: Query, blocker: string): Promise<BlockRow[]> =>
  db.query('select * from payments.requester_block where blocker = $1 order by blocked_at desc, id', [blocker])

export const writeBlock = async (db: Query, blocker: string, { id, blocked, blocked_at }: BlockRow): Promise<void> => {
  await db.query(
    `insert into payments.requester_block (id, blocker, blocked, blocked_at) values ($1, $2, $3, $4)
     on conflict (blocker, blocked) do nothing`,
    [id, blocker, blocked, blocked_at],
  )
}

export const removeBlock = async (db: Query, blocker: string, id: string): Promise<void> => {
  await db.query('delete from payments.requester_block where blocker = $1 and id = $2', [blocker, id])
}
