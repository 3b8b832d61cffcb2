/** Look-ups of products, with their balance from the book where it is asked for. */
import type { Ledger } from '#modules/ledger'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { ProductRow } from './tables.ts'
import type { Product } from './wire.ts'

const columns = 'id, owner, kind, currency, name, number, opened_at'

/** One answer for "not yours" and "not there". */
export const noSuchProduct = () => new Refusal('no-such-product', 404, 'You have no such account.')

export const findByOwner = (db: Query, owner: string): Promise<ProductRow[]> =>
  db.query(`select ${columns} from products.product where owner = $1 order by opened_at, id`, [owner])

export const findByIds = (db: Query, ids: readonly string[]): Promise<ProductRow[]> =>
  db.query(`select ${columns} from products.product where id = any ($1::uuid[])`, [ids])

export const findByNumbers = (db: Query, numbers: readonly string[]): Promise<ProductRow[]> =>
  db.query(`select ${columns} from products.product where number = any ($1::text[])`, [numbers])

/** The owner's own product. Throws no-such-product. */
export const findOwn = async (db: Query, owner: string, id: string): Promise<ProductRow> => {
  const [row] = await db.query<ProductRow>(`select ${columns} from products.product where id = $1 and owner = $2`, [
    id,
    owner,
  ])
  if (!row) throw noSuchProduct()
  return row
}

/** Products as they travel, each with what its account in the book says. */
export const withBalances = async (ledger: Ledger, rows: readonly ProductRow[]): Promise<Product[]> => {
  const balances = await ledger.balances(rows.map((row) => row.id))
  return rows.map((row) => {
    const account = balances.get(row.id)
    if (!account) throw new Error(`the product ${row.id} has no account in the book`)
    return {
      id: row.id,
      owner: row.owner,
      kind: row.kind,
      currency: row.currency,
      name: row.name,
      number: row.number,
      isFrozen: account.isFrozen,
      balance: account.balance.toString(),
      onHold: account.onHold.toString(),
      available: account.available.toString(),
      openedAt: row.opened_at.toISOString(),
    }
  })
}
