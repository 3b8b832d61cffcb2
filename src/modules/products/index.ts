/** The public face of products: what a customer holds on top of the book. */
import type { Identity } from '#modules/identity'
import type { Ledger } from '#modules/ledger'
import type { Database } from '#platform/database'
import type { Http } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import { createKeepingLookUp } from '#platform/look-up'
import { type Clock, hourMs } from '#platform/time'
import { isAccountNumber } from './account-number.ts'
import { createFees, type Fees } from './fees/fees.ts'
import { addFeeRoutes } from './fees/routes.ts'
import { findByIds, findByNumbers, findByOwner, findOwn } from './find.ts'
import { createFreeze } from './freeze.ts'
import { createHalts, type Halts } from './halts/halts.ts'
import { addHaltRoutes } from './halts/routes.ts'
import { createLimits, type Limits } from './limits/limits.ts'
import { addLimitRoutes } from './limits/routes.ts'
import { createImport, createOpen, type NewProduct } from './open.ts'
import { createRestraintsOf, type Restraints } from './restraints.ts'
import { addRoutes } from './routes.ts'
import { addStatementRoutes } from './statements/routes.ts'
import type { NotesOf } from './statements/statement.ts'
import type { ProductRow } from './tables.ts'
import type { ImportedParty } from './wire.ts'

export { isAccountNumber } from './account-number.ts'
export { feeInMonth, nothingUsed, type Used } from './fees/fee.ts'
export type { Fees } from './fees/fees.ts'
export type { Halts } from './halts/halts.ts'
export { type Excess, excessOf, type Limit } from './limits/limit.ts'
export type { LimitOf, Limits } from './limits/limits.ts'
export type { FeeLine } from './wire.ts'
export type { NewProduct, ProductRow }

export interface Products {
  /** Opens a product; throws id-taken or too-many-products. */
  open(product: NewProduct): Promise<ProductRow>
  importParties(parties: readonly ImportedParty[]): Promise<{ opened: number; known: number }>
  ofOwner(owner: string): Promise<ProductRow[]>
  /** The owner's own product; throws no-such-product. */
  own(owner: string, id: string): Promise<ProductRow>
  byIds(ids: readonly string[]): Promise<Map<string, ProductRow>>
  /** The product with this account number, or undefined; a number whose check digits are wrong is not looked up. */
  byNumber(number: string): Promise<ProductRow | undefined>
  /** What customers let leave to others: set by them, enforced by payments. */
  readonly limits: Limits
  /** Customers who let nothing leave: said by them, enforced by payments. */
  readonly halts: Halts
  /** What this person lets leave their accounts, without a lock: good for a first no. */
  restraintsOf(owner: string): Promise<Restraints>
  /** What the bank takes; charged by whoever moves the money. */
  readonly fees: Fees
  /** Statements ask this for the notes of payments, of which products know nothing. */
  noteBy(notesOf: NotesOf): void
  routes(http: Http): void
}

export interface ProductsNeeds {
  readonly db: Database
  readonly ledger: Ledger
  readonly identity: Identity
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Hours after which a raised limit holds. */
  readonly limitRaiseHours: number
}

// Products never change; some 300 bytes each.
const mostKept = 50_000

/** Opens products over the ledger. */
export const createProducts = ({ db, ledger, identity, clock, randomBytes, ...settings }: ProductsNeeds): Products => {
  const open = createOpen(db, ledger, randomBytes)
  const byId = createKeepingLookUp(
    async (ids) => new Map((await findByIds(db.quick, ids)).map((row) => [row.id, row])),
    mostKept,
  )
  const byNumber = createKeepingLookUp(
    async (numbers) => new Map((await findByNumbers(db.quick, numbers)).map((row) => [row.number, row])),
    mostKept,
  )
  const importParties = createImport(db, ledger, identity, randomBytes, clock)
  const freeze = createFreeze(db, ledger, clock)
  const limits = createLimits({ db, clock, identity, waitMs: settings.limitRaiseHours * hourMs })
  identity.accountsFrom(async (owner) => (await findByOwner(db, owner)).map(({ id }) => id))
  const halts = createHalts({ db, clock, identity })
  const fees = createFees({ db, clock, identity })
  let notesOf: NotesOf = async () => new Map()
  const statements = { db, identity, clock, randomBytes, notesOf: (payments: readonly string[]) => notesOf(payments) }
  return {
    open,
    importParties,
    ofOwner: (owner) => findByOwner(db, owner),
    own: (owner, id) => findOwn(db, owner, id),
    byIds: byId.many,
    byNumber: async (number) => (isAccountNumber(number) ? byNumber.one(number) : undefined),
    limits,
    halts,
    restraintsOf: createRestraintsOf(db),
    fees,
    noteBy: (given) => {
      notesOf = given
    },
    routes: (http) => {
      addRoutes(http, { db, ledger, clock, readings: identity.readings }, { open, importParties, freeze })
      addLimitRoutes(http, limits, clock)
      addHaltRoutes(http, halts, identity.readings)
      addStatementRoutes(http, statements)
      addFeeRoutes(http, { fees, clock, names: identity.names, own: (owner, id) => findOwn(db, owner, id) })
    },
  }
}
