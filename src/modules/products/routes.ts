/** Paths of products. */
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { Database } from '#platform/database'
import { type Caller, type Http, reaches } from '#platform/http'
import type { Clock } from '#platform/time'
import { findByOwner, findOwn, noSuchProduct, withBalances } from './find.ts'
import type { Freeze } from './freeze.ts'
import { lastMonths } from './months.ts'
import type { NewProduct } from './open.ts'
import type { ProductRow } from './tables.ts'
import * as wire from './wire.ts'

export interface ProductUses {
  readonly open: (product: NewProduct) => Promise<ProductRow>
  readonly importParties: (parties: readonly wire.ImportedParty[]) => Promise<{ opened: number; known: number }>
  readonly freeze: (freeze: Freeze) => Promise<ProductRow>
}

const importBodyLimitBytes = 1024 * 1024
const entriesOnPage = 25

interface Needs {
  readonly db: Database
  readonly ledger: Ledger
  readonly clock: Clock
  readonly readings: Identity['readings']
}

/** The caller's own product, if whoever acts for them may reach it. Throws no-such-product. */
const findReached = (db: Database, caller: Caller, id: string): Promise<ProductRow> => {
  if (!reaches(caller, id)) throw noSuchProduct()
  return findOwn(db, caller.id, id)
}

/** Adds the paths of this module. */
export const addRoutes = (http: Http, { db, ledger, clock, readings }: Needs, uses: ProductUses): void => {
  http.route(wire.products, 'products:see', async ({ caller }) => ({
    items: await withBalances(
      ledger,
      (await findByOwner(db, caller.id)).filter(({ id }) => reaches(caller, id)),
    ),
  }))
  http.route(wire.openProduct, 'products:own', async ({ caller, params, body }) => {
    const row = await uses.open({ ...body, id: params.id, owner: caller.id, openedAt: clock() })
    return (await withBalances(ledger, [row]))[0]
  })
  http.route(wire.oneProduct, 'products:see', async ({ caller, params }) => {
    const row = await findReached(db, caller, params.id)
    return (await withBalances(ledger, [row]))[0]
  })
  http.route(wire.entries, 'products:see', async ({ caller, params, query }) => {
    await findReached(db, caller, params.id)
    const limit = Number(query.limit ?? entriesOnPage)
    const found = await ledger.entries([params.id], { limit, before: query.before ? BigInt(query.before) : undefined })
    return {
      items: found.map((entry) => ({
        transfer: entry.transfer,
        bookedAt: entry.bookedAt.toISOString(),
        side: entry.side,
        amount: entry.amount.toString(),
        balance: entry.balance.toString(),
      })),
      next: found.length === limit ? found[found.length - 1].seq.toString() : null,
    }
  })
  http.route(wire.months, 'products:see', async ({ caller, params }) => {
    await findReached(db, caller, params.id)
    return { items: await lastMonths(ledger, params.id, clock()) }
  })
  http.route(wire.productsOfCustomer, 'customers:read', async ({ caller, request, params }) => {
    await readings.note(request, caller, { what: 'accounts', people: [params.id] })
    return { items: await withBalances(ledger, await findByOwner(db, params.id)) }
  })
  http.route(wire.freezeProduct, 'products:freeze', async ({ caller, params, body }) => {
    const row = await uses.freeze({ product: params.id, isFrozen: body.isFrozen, note: body.note, staff: caller.id })
    return (await withBalances(ledger, [row]))[0]
  })
  http.route(wire.importProducts, 'products:import', ({ body }) => uses.importParties(body.parties), {
    bodyLimit: importBodyLimitBytes,
  })
}
