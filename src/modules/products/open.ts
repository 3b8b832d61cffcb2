/** Opens products, one for a customer or many for a service client; each gets its account in the book. */

import { createHash } from 'node:crypto'
import type { Identity } from '#modules/identity'
import { accountCode, accountFlag, houseAccount, type Ledger, transferCode } from '#modules/ledger'
import type { Database, Tx } from '#platform/database'
import { type RandomBytes, uuidv8 } from '#platform/id'
import { type CurrencyCode, currencies } from '#platform/money'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { makeAccountNumber } from './account-number.ts'
import { findByIds } from './find.ts'
import type { ProductRow } from './tables.ts'
import type { ImportedParty, ProductKind } from './wire.ts'

/** Accounts that one customer may hold. */
const productsPerCustomer = 20

/** Numbers are drawn by chance, so now and then one is taken; in a bank of a million customers that is one draw in ten thousand. */
const mostDraws = 10

export interface NewProduct {
  readonly id: string
  readonly owner: string
  readonly kind: ProductKind
  readonly currency: CurrencyCode
  readonly name: string
  readonly openedAt: Date
}

/** Inserts what is not there yet, each under a number of its own; answers the ids that are new. */
const insertRows = async (tx: Tx, products: readonly NewProduct[], randomBytes: RandomBytes): Promise<Set<string>> => {
  const opened = new Set<string>()
  let left = products
  for (let draws = 0; left.length > 0; draws++) {
    if (draws === mostDraws) throw new Error(`${mostDraws} account numbers in a row were taken`)
    const rows = await tx.query<{ id: string }>(
      `insert into products.product (id, owner, kind, currency, name, number, opened_at)
       select * from unnest($1::uuid[], $2::uuid[], $3::text[], $4::text[], $5::text[], $6::text[], $7::timestamptz[])
       on conflict do nothing returning id`,
      [
        left.map((product) => product.id),
        left.map((product) => product.owner),
        left.map((product) => product.kind),
        left.map((product) => product.currency),
        left.map((product) => product.name),
        left.map(() => makeAccountNumber(randomBytes)),
        left.map((product) => product.openedAt),
      ],
    )
    for (const { id } of rows) opened.add(id)
    left = await withTakenNumber(
      tx,
      left.filter(({ id }) => !opened.has(id)),
    )
  }
  return opened
}

/** Of products that were not inserted, those that are not there: somebody else has the number that was drawn for them. */
const withTakenNumber = async (tx: Tx, products: readonly NewProduct[]): Promise<NewProduct[]> => {
  if (products.length === 0) return []
  const known = new Set(
    (
      await findByIds(
        tx,
        products.map(({ id }) => id),
      )
    ).map(({ id }) => id),
  )
  return products.filter(({ id }) => !known.has(id))
}

/** Inserts products and their accounts; ids that exist are left alone. Answers the ids that are new. */
const insertProducts = async (
  tx: Tx,
  ledger: Ledger,
  randomBytes: RandomBytes,
  products: readonly NewProduct[],
): Promise<string[]> => {
  const opened = await insertRows(tx, products, randomBytes)
  const results = await ledger.createAccounts(
    tx,
    products
      .filter((product) => opened.has(product.id))
      .map((product) => ({
        id: product.id,
        ledger: currencies[product.currency].ledger,
        code: accountCode[product.kind],
        flags: accountFlag.debitsMustNotExceedCredits,
      })),
    products[0].openedAt,
  )
  // The book may know the id by an account that a program has opened there itself, and takes no id of zeros.
  const isTaken = results.some((result) => result !== 'ok' && result !== 'exists')
  if (isTaken) throw new Refusal('id-taken', 409, 'The book has another account under this id.')
  return [...opened]
}

const isSame = (row: ProductRow, product: NewProduct): boolean =>
  row.owner === product.owner &&
  row.kind === product.kind &&
  row.currency === product.currency &&
  row.name === product.name

/** Opens one product. The same order under the same id answers the same product; another content is refused. */
export const createOpen =
  (db: Database, ledger: Ledger, randomBytes: RandomBytes) =>
  async (product: NewProduct): Promise<ProductRow> =>
    db.transaction(async (tx) => {
      await tx.query('select pg_advisory_xact_lock(hashtextextended($1, 1))', [product.owner])
      const [known] = await findByIds(tx, [product.id])
      if (known && !isSame(known, product))
        throw new Refusal('id-taken', 409, 'Another account was opened under this id.')
      if (known) return known
      const [{ held }] = await tx.query<{ held: bigint }>(
        'select count(*) as held from products.product where owner = $1',
        [product.owner],
      )
      if (held >= productsPerCustomer)
        throw new Refusal('too-many-products', 422, `A customer may hold ${productsPerCustomer} accounts.`)
      await insertProducts(tx, ledger, randomBytes, [product])
      const [row] = await findByIds(tx, [product.id])
      return row
    })

const openingTransferId = (product: string): string =>
  uuidv8(createHash('sha256').update(`opening ${product}`).digest())

/** Brings parties from another system, all or nothing: a person, a product and an opening balance each. */
export const createImport =
  (db: Database, ledger: Ledger, identity: Identity, randomBytes: RandomBytes, clock: Clock) =>
  async (parties: readonly ImportedParty[]): Promise<{ opened: number; known: number }> =>
    db.transaction(async (tx) => {
      const unique = [...new Map(parties.map((party) => [party.id, party])).values()]
      await identity.enroll(
        tx,
        unique.map((party) => ({ id: party.id, name: party.name, createdAt: new Date(party.openedAt) })),
      )
      const opened = new Set(
        await insertProducts(
          tx,
          ledger,
          randomBytes,
          unique.map((party) => ({ ...party, owner: party.id, openedAt: new Date(party.openedAt) })),
        ),
      )
      const funded = unique.filter((party) => opened.has(party.id) && BigInt(party.opening) > 0n)
      const results = await ledger.createTransfers(
        tx,
        funded.map((party) => ({
          kind: 'posted',
          id: openingTransferId(party.id),
          debit: houseAccount('opening', party.currency),
          credit: party.id,
          amount: BigInt(party.opening),
          ledger: currencies[party.currency].ledger,
          code: transferCode.opening,
          bookedAt: new Date(party.openedAt) < clock() ? new Date(party.openedAt) : clock(),
        })),
      )
      const bad = results.findIndex((result) => result !== 'ok')
      if (bad >= 0)
        throw new Refusal(
          'opening-refused',
          422,
          `The opening balance of ${funded[bad].id} was refused: ${results[bad]}.`,
        )
      return { opened: opened.size, known: unique.length - opened.size }
    })
