/** Transfers as leaves of the audit log, rebuilt from their rows: what `ledger.content_of` said when they were written. */
import canonicalize from 'canonicalize'
import type { RowLeaf } from '#modules/audit'
import type { Database, Query } from '#platform/database'

interface LeafRow {
  seq: bigint
  id: string
  debit_account: string
  credit_account: string
  amount: bigint
  ledger: number
  code: number
  kind: number
  flags: number
  pending_id: string | null
  reverses: string | null
  timeout: number | null
  booked_at: Date
  value_day: string | null
}

const columns = `seq, id, debit_account, credit_account, amount, ledger, code, kind, flags, pending_id, reverses, timeout, booked_at,
  to_char(value_date, 'YYYY-MM-DD') as value_day`

const contentOf = (row: LeafRow): string =>
  canonicalize({
    type: 'transfer',
    id: row.id,
    place: row.seq.toString(),
    kind: row.kind,
    debit: row.debit_account,
    credit: row.credit_account,
    amount: row.amount.toString(),
    ledger: row.ledger,
    code: row.code,
    bookedAt: row.booked_at.getTime(),
    ...(row.flags === 0 ? {} : { flags: row.flags }),
    ...(row.pending_id && { pending: row.pending_id }),
    ...(row.reverses && { reverses: row.reverses }),
    ...(row.timeout && { timeout: row.timeout }),
    ...(row.value_day && { valueDate: row.value_day }),
  }) ?? ''

const leafOf = (row: LeafRow): RowLeaf => ({ ref: row.seq, content: contentOf(row) })

/** The leaf of a transfer; undefined where the book has none of this id. */
export const findLeafRow = async (db: Query, id: string): Promise<RowLeaf | undefined> => {
  const [row] = await db.query<LeafRow>(`select ${columns} from ledger.transfer where id = $1`, [id])
  return row && leafOf(row)
}

/** Those from one place of the book to another, both included. */
export const leafRowsBetween = async (db: Query, first: bigint, last: bigint): Promise<RowLeaf[]> => {
  const rows = await db.query<LeafRow>(`select ${columns} from ledger.transfer where seq between $1 and $2`, [
    first,
    last,
  ])
  return rows.map(leafOf)
}

/** All of them in the order of their places, so many at a time. */
export async function* streamLeafRows(db: Database, rowsAtOnce: number): AsyncGenerator<RowLeaf[]> {
  for await (const rows of db.stream<LeafRow>(`select ${columns} from ledger.transfer order by seq`, [], rowsAtOnce))
    yield rows.map(leafOf)
}
