/** What happened on a customer's accounts: the book's entries told in words, and what still waits. */
import type { Identity } from '#modules/identity'
import { type Entry, type Ledger, transferCode } from '#modules/ledger'
import type { ProductRow, Products } from '#modules/products'
import type { Database, Query } from '#platform/database'
import { type Caller, reaches } from '#platform/http'
import type { Clock } from '#platform/time'
import { findAbroad } from '../abroad/rows.ts'
import { noSuchProduct } from '../refusals.ts'
import { findPayments } from '../store.ts'
import type { PaymentRow } from '../tables.ts'
import type { ViewPayments } from '../view.ts'
import type { ActivityItem, PaymentView } from '../wire.ts'

const itemsOnPage = 25
const waitingShown = 50

export interface ActivityNeeds {
  readonly db: Database
  readonly identity: Identity
  readonly ledger: Ledger
  readonly products: Products
  readonly clock: Clock
  readonly view: ViewPayments
}

export interface ActivityAsked extends Pick<Caller, 'client' | 'reach'> {
  readonly person: string
  readonly product?: string
  readonly before?: bigint
  readonly limit?: number
}

const findWaiting = (db: Query, person: string, products: readonly string[], now: Date): Promise<PaymentRow[]> =>
  db.query(
    `select * from payments.payment
      where asked_by = $1 and state in ('challenged', 'waiting', 'tried', 'in_review', 'announced', 'authorized') and (state <> 'challenged' or expires_at > $3)
        and (from_product = any ($2::uuid[]) or to_product = any ($2::uuid[]))
      order by seq desc limit ${waitingShown}`,
    [person, products, now],
  )

const kindOf = (code: number): ActivityItem['kind'] => {
  const found = Object.entries(transferCode).find(([, known]) => known === code)
  if (!found) throw new Error(`the book has a transfer of the unknown code ${code}`)
  return found[0] as ActivityItem['kind']
}

const toItem = (entry: Entry, own: ProductRow, payment: PaymentRow | undefined, who: string | null): ActivityItem => ({
  transfer: entry.transfer,
  payment: payment?.id ?? null,
  product: entry.account,
  kind: kindOf(entry.code),
  side: entry.side,
  who,
  note: payment?.note ?? '',
  currency: own.currency,
  amount: entry.amount.toString(),
  balance: entry.balance.toString(),
  bookedAt: entry.bookedAt.toISOString(),
})

/** The payment of an entry has the id of its transfer, or of the one that this transfer ends or undoes. */
const idsOf = ({ transfer, pending, reverses }: Entry): string[] =>
  [transfer, pending, reverses].filter((id) => id !== null && id !== undefined)

const describe = async (
  { db, identity, products }: ActivityNeeds,
  entries: readonly Entry[],
  own: readonly ProductRow[],
) => {
  const [payments, others] = await Promise.all([
    findPayments(db, entries.flatMap(idsOf)),
    products.byIds(entries.map((entry) => entry.other)),
  ])
  const [names, abroad] = await Promise.all([
    identity.names([...others.values()].map((product) => product.owner)),
    findAbroad(
      db,
      payments.flatMap(({ id, kind, from_product, to_product }) =>
        kind === 'send' && (from_product === null || to_product === null) ? [id] : [],
      ),
    ),
  ])
  const byId = new Map(payments.map((payment) => [payment.id, payment]))
  const ownById = new Map(own.map((product) => [product.id, product]))
  return entries.map((entry) => {
    const product = ownById.get(entry.account)
    if (!product) throw new Error(`an entry of ${entry.account} was not asked for`)
    const other = others.get(entry.other)
    const payment = idsOf(entry).flatMap((id) => byId.get(id) ?? [])[0]
    const who = other ? names.get(other.owner)?.name : abroad.get(payment?.id ?? '')?.name
    return toItem(entry, product, payment, who ?? null)
  })
}

/** A page of activity; what waits is on the first page. Throws no-such-product. */
export const createActivity =
  (needs: ActivityNeeds) =>
  async (asked: ActivityAsked): Promise<{ waiting: PaymentView[]; items: ActivityItem[]; next: string | null }> => {
    const { db, ledger, products, clock, view } = needs
    const held = asked.product
      ? [await products.own(asked.person, asked.product)]
      : await products.ofOwner(asked.person)
    const own = held.filter(({ id }) => reaches(asked, id))
    if (asked.product && own.length === 0) throw noSuchProduct()
    const ids = own.map((product) => product.id)
    const limit = asked.limit ?? itemsOnPage
    const [waiting, entries] = await Promise.all([
      asked.before ? [] : findWaiting(db, asked.person, ids, clock()),
      ledger.entries(ids, { before: asked.before, limit }),
    ])
    return {
      waiting: await view(waiting, asked),
      items: await describe(needs, entries, own),
      next: entries.length >= limit ? entries[entries.length - 1].seq.toString() : null,
    }
  }
