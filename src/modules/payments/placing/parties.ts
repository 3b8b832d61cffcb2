/** Between whom a payment is, and whether the asker may name them. */
import type { ProductRow } from '#modules/products'
import { reaches } from '#platform/http'
import { findRecipient } from '../aliases/recipients.ts'
import type { CheckRow } from '../aliases/rows.ts'
import { currencyDiffers, noSuchAccount, sameAccount } from '../refusals.ts'
import { type NewPayment, nothingYet } from '../step.ts'
import type { PlaceNeeds } from './needs.ts'
import type { Asker, Order, OrderAbroad } from './order.ts'

export interface Parties {
  readonly from: ProductRow | null
  readonly to: ProductRow | null
  /** What the payer looked up, where they named the payee by alias. */
  readonly check: CheckRow | null
  /** The payee abroad, who has no account here. */
  readonly abroad: OrderAbroad['abroad'] | null
}

/** Throws no-such-account, same-account, currency-differs. */
export const resolveParties = async (
  { db, products }: PlaceNeeds,
  asker: Asker,
  order: Order | OrderAbroad,
  at: Date,
): Promise<Parties> => {
  const [from, found] = await Promise.all([
    'from' in order ? products.byIds([order.from]).then((found) => found.get(order.from) ?? null) : null,
    'to' in order ? findRecipient(db, products, asker.id, order.to, at) : undefined,
  ])
  const [to, check] = [found?.product ?? null, found?.check ?? null]
  const isServed = asker.isTeller && order.kind !== 'send'
  if ('from' in order && (!from || (from.owner !== asker.id && !isServed) || !reaches({ ...asker.through }, from.id)))
    throw noSuchAccount()
  if ('to' in order && !to) throw noSuchAccount()
  if (order.kind === 'deposit' && to?.owner !== asker.id && !isServed) throw noSuchAccount()
  if (from && to && from.id === to.id) throw sameAccount()
  if ([from, to].some((product) => product && product.currency !== order.amount.currency)) throw currencyDiffers()
  return { from, to, check, abroad: 'abroad' in order ? order.abroad : null }
}

export const newPayment = (
  id: string,
  asker: Asker,
  order: Order | OrderAbroad,
  { from, to }: Pick<Parties, 'from' | 'to'>,
  at: Date,
): NewPayment => ({
  id,
  kind: order.kind,
  state: 'settled',
  from_product: from?.id ?? null,
  to_product: to?.id ?? null,
  payer: from?.owner ?? null,
  payee: to?.owner ?? null,
  asked_by: asker.id,
  currency: order.amount.currency,
  minor: BigInt(order.amount.minor),
  note: order.note ?? '',
  ...nothingYet,
  session: asker.session ?? null,
  client: asker.through?.client ?? null,
  created_at: at,
})
