/** Freezes an account, or ends its freeze; who did it and why is kept. */
import type { Ledger } from '#modules/ledger'
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import { findByIds, noSuchProduct } from './find.ts'
import type { ProductRow } from './tables.ts'

export interface Freeze {
  readonly product: string
  readonly isFrozen: boolean
  readonly note: string
  readonly staff: string
}

/** Takes effect for every payment that is decided after it. Throws no-such-product. */
export const createFreeze =
  (db: Database, ledger: Ledger, clock: Clock) =>
  async (freeze: Freeze): Promise<ProductRow> =>
    db.transaction(async (tx) => {
      const [row] = await findByIds(tx, [freeze.product])
      if (!row) throw noSuchProduct()
      await ledger.setFrozen(tx, freeze.product, freeze.isFrozen)
      await tx.query('insert into products.freeze (product, is_frozen, staff, note, at) values ($1, $2, $3, $4, $5)', [
        freeze.product,
        freeze.isFrozen,
        freeze.staff,
        freeze.note,
        clock(),
      ])
      return row
    })
