/** Whom a customer pays: confirmation of the payee's name, and what is usual. */
import type { Fraud } from '#modules/fraud'
import type { Identity } from '#modules/identity'
import type { ProductRow, Products } from '#modules/products'
import type { Query } from '#platform/database'
import type { Caller } from '#platform/http'
import { noSuchAccount } from '../refusals.ts'
import type { Payee } from '../wire.ts'

const payeesShown = 50

interface PaidRow {
  product: string
  times: bigint
  last: Date
}

const paid = (db: Query, payer: string, product: string | null): Promise<PaidRow[]> =>
  db.query(
    `select to_product as product, count(*) as times, max(settled_at) as last from payments.payment
      where payer = $1 and kind = 'send' and state = 'settled' and ($2::uuid is null or to_product = $2)
      group by 1 order by 3 desc limit ${payeesShown}`,
    [payer, product],
  )

/** Whether a person has paid this account before. */
export const hasPaid = async (db: Query, payer: string, product: string): Promise<boolean> =>
  (await paid(db, payer, product)).length > 0

/** Who asks whose number this is: a third party reads the name, and nothing of whom its customer paid. */
export type LooksUp = Pick<Caller, 'id' | 'reach'>

/** A payee, and whose account it is. */
export interface FoundPayee {
  readonly owner: string
  readonly payee: Payee
}

const toPayee = (product: ProductRow, name: string, asker: string, row: PaidRow | undefined): Payee => ({
  number: product.number,
  name,
  currency: product.currency,
  timesPaid: Number(row?.times ?? 0n),
  lastPaidAt: row?.last.toISOString() ?? null,
  isOwn: product.owner === asker,
})

/** Whose account number this is, and whether the asker has paid it before. Throws no-such-account or too-many-attempts. */
export const findPayee = async (
  db: Query,
  products: Products,
  identity: Identity,
  { id: asker, reach }: LooksUp,
  number: string,
): Promise<FoundPayee> => {
  await identity.countPayeeLookUp(asker)
  const product = await products.byNumber(number)
  if (!product) throw noSuchAccount()
  const [names, [row]] = await Promise.all([
    identity.names([product.owner]),
    reach === undefined ? paid(db, asker, product.id) : [],
  ])
  const payee = toPayee(product, names.get(product.owner)?.name ?? '', asker, row)
  return { owner: product.owner, payee: reach === undefined ? payee : { ...payee, isOwn: false } }
}

/** Whom the asker has paid, latest first, and what they usually pay from each account: the figure that verdicts go by. */
export const listPayees = async (db: Query, products: Products, identity: Identity, fraud: Fraud, asker: string) => {
  const [rows, own] = await Promise.all([paid(db, asker, null), products.ofOwner(asker)])
  const found = await products.byIds(rows.map((row) => row.product))
  const [names, usual] = await Promise.all([
    identity.names([...found.values()].map((product) => product.owner)),
    Promise.all(own.map(({ id }) => fraud.usualOf(id))),
  ])
  return {
    items: rows.flatMap((row) => {
      const product = found.get(row.product)
      return product ? [toPayee(product, names.get(product.owner)?.name ?? '', asker, row)] : []
    }),
    usual: own.flatMap(({ id }, index) => {
      const minor = usual[index]
      return minor === null ? [] : [{ product: id, minor: minor.toString() }]
    }),
  }
}
