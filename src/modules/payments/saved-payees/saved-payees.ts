/** Whom a customer means to pay again: saved under a name that they type, listed, removed. */
import type { Deed, Identity, Prover } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import { hasPaid } from '../payees/payees.ts'
import { deedUnproved, noSuchAccount, ownAccount, tooManyPayees } from '../refusals.ts'
import type { Proof, SavedPayee } from '../wire.ts'
import { matchOf } from './match.ts'
import { findSaved, findTypedNames, removeSaved, type SavedRow, savedKey, writeSaved } from './rows.ts'

/** Payees that one customer may save. */
const mostSaved = 200

/** A person saved a payee or named one anew, in that session. */
export interface PayeeNews {
  readonly person: string
  readonly at: Date
  readonly session: string | null
}

export interface SavedPayeesNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly products: Products
  readonly clock: Clock
  readonly notePayee: (news: PayeeNews) => Promise<void>
}

const toSaved = (row: SavedRow, { number, currency }: ProductRow, holder: string): SavedPayee => ({
  number,
  currency,
  name: row.name,
  holder,
  match: matchOf(row.name, holder),
  addedAt: row.added_at.toISOString(),
})

/** By name, as typed. */
export const createListSaved =
  ({ db, identity, products }: SavedPayeesNeeds) =>
  async (owner: string): Promise<SavedPayee[]> => {
    const rows = await findSaved(db, owner)
    const found = await products.byIds(rows.map(({ product }) => product))
    const names = await identity.names([...found.values()].map((product) => product.owner))
    return rows.flatMap((row) => {
      const product = found.get(row.product)
      return product ? [toSaved(row, product, names.get(product.owner)?.name ?? '')] : []
    })
  }

const save = (db: Database, owner: string, row: SavedRow): Promise<boolean> =>
  db.transaction(async (tx) => {
    await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 3))', [owner])
    const saved = await findSaved(tx, owner)
    if (saved.length >= mostSaved && !saved.some(({ product }) => product === row.product)) throw tooManyPayees()
    return writeSaved(tx, owner, row)
  })

export interface Saving {
  readonly prover: Prover
  readonly number: string
  readonly name: string
  readonly proof?: Proof
}

/** Somebody else's account. It tells the holder's name, so it counts as a look-up. Throws no-such-account, own-account, too-many-attempts. */
const findForeign = async ({ db, identity, products }: SavedPayeesNeeds, owner: string, number: string) => {
  const product = await products.byNumber(number)
  if (!product || !(await hasPaid(db, owner, product.id))) await identity.countPayeeLookUp(owner)
  if (!product) throw noSuchAccount()
  if (product.owner === owner) throw ownAccount()
  return product
}

/** The account and its holder are signed; the name that was typed is the person's own affair. */
const savingDeed = async ({ identity }: SavedPayeesNeeds, product: ProductRow): Promise<Deed> => ({
  act: 'add-payee',
  subject: product.id,
  amount: null,
  payee: { account: product.number, name: (await identity.names([product.owner])).get(product.owner)?.name ?? '' },
})

/** Asks for proof that just this account is to be saved. */
export const createAskToSave = (needs: SavedPayeesNeeds) => async (prover: Prover, number: string) =>
  needs.identity.askProof(prover, await savingDeed(needs, await findForeign(needs, prover.id, number)))

/**
 * Saves an account under a name, with proof where it is new, or gives it another name. Throws no-such-account, own-account,
 * too-many-payees, too-many-attempts, deed-unproved, and what prove throws.
 */
export const createSavePayee =
  (needs: SavedPayeesNeeds) =>
  async ({ prover, number, name, proof }: Saving): Promise<SavedPayee> => {
    const { db, identity, clock, notePayee } = needs
    const product = await findForeign(needs, prover.id, number)
    const key = savedKey(prover.id, product.id)
    if (!(await findTypedNames(db, [key])).has(key)) {
      if (proof === undefined) throw deedUnproved()
      await identity.prove(prover, await savingDeed(needs, product), proof)
    }
    const at = clock()
    const isNew = await save(db, prover.id, { product: product.id, name, added_at: at })
    if (isNew) await notePayee({ person: prover.id, at, session: prover.session ?? null })
    const found = (await createListSaved(needs)(prover.id)).find((saved) => saved.number === number)
    if (!found) throw noSuchAccount()
    return found
  }

/** What is not saved is removed already. */
export const createRemovePayee =
  ({ db, products }: SavedPayeesNeeds) =>
  async (owner: string, number: string): Promise<void> => {
    const product = await products.byNumber(number)
    if (product) await removeSaved(db, owner, product.id)
  }
