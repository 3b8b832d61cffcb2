/** Whom an order names: by account number, or by what a payer has confirmed of an alias. */
import type { ProductRow, Products } from '#modules/products'
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { checkLifeMs } from './check.ts'
import { type CheckRow, findCheck } from './rows.ts'

const checkOver = () =>
  new Refusal(
    'payee-check-over',
    409,
    'It is more than an hour ago that you looked up whom to pay. Please do it again.',
  )

export interface Recipient {
  readonly product: ProductRow
  readonly check: CheckRow | null
}

export const isCheck = (to: string) => to.includes('-')

/** What the asker confirmed; a check that is too old is refused, but for an order that was sent again. */
const byCheck = async (
  db: Query,
  products: Products,
  asker: string,
  id: string,
  at: Date,
): Promise<Recipient | undefined> => {
  const check = await findCheck(db, asker, id)
  const product = check && (await products.byIds([check.product])).get(check.product)
  if (!check || !product) return undefined
  if (check.checked_at.getTime() + checkLifeMs < at.getTime()) throw checkOver()
  return { product, check }
}

/** Undefined for a number that nobody has and for a check that is not the asker's. Throws payee-check-over. */
export const findRecipient = async (
  db: Query,
  products: Products,
  asker: string,
  to: string,
  at: Date,
): Promise<Recipient | undefined> => {
  if (isCheck(to)) return byCheck(db, products, asker, to, at)
  const product = await products.byNumber(to)
  return product && { product, check: null }
}
