/** Looks at each order of a file by itself, before anything moves. Whether a payee exists is not told here, so that nobody can try numbers out. */
import { createHash } from 'node:crypto'
import { isAccountNumber, type ProductRow } from '#modules/products'
import { uuidv8 } from '#platform/id'
import { type CurrencyCode, currencies, currencyCodes, largestMinor } from '#platform/money'
import type { Message, Order } from './pain-001.ts'

/** An order that was looked at; `rule` is null for one that can be carried out. */
export interface Judged {
  readonly order: Order
  readonly payment: string
  readonly from: string | null
  readonly currency: CurrencyCode | null
  readonly minor: bigint | null
  readonly rule: string | null
  readonly detail: string
}

const currencyOf = (code: string): CurrencyCode | null => currencyCodes.find((known) => known === code) ?? null

/** Exact minor units, or null where the amount is none of this currency. */
export const minorOf = (amount: string, currency: CurrencyCode): bigint | null => {
  const [whole, decimals = ''] = amount.split('.')
  const { exponent } = currencies[currency]
  if (!/^\d{1,18}$/.test(whole) || !/^\d*$/.test(decimals)) return null
  if (!/^0*$/.test(decimals.slice(exponent))) return null
  const minor = BigInt(whole + decimals.slice(0, exponent).padEnd(exponent, '0'))
  return minor > 0n && minor <= largestMinor ? minor : null
}

/** The same for whoever sends the same content again, so that an order moves money once. */
export const paymentOf = (owner: string, hash: Uint8Array, number: number): string =>
  uuidv8(
    createHash('sha256')
      .update(`payment-file ${owner} ${Buffer.from(hash).toString('hex')} ${number}`)
      .digest(),
  )

type Verdict = readonly [rule: string, detail: string] | null

// As in a payment's note: no control characters, and nothing that turns text round.
const isPlain = (text: string) => !/[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]/u.test(text)

const judgeOne = (order: Order, own: ProductRow | undefined, today: string): Verdict => {
  if (order.fault !== '') return ['malformed', order.fault]
  if (!own) return ['no-such-account', 'The account to pay from is not yours.']
  if (!/^\d{4}-\d\d-\d\d$/.test(order.day)) return ['no-day', 'The day on which to pay is missing.']
  if (order.day > today) return ['day-to-come', `It is asked for on ${order.day}; we carry out at once or not at all.`]
  if (!isAccountNumber(order.to)) return ['number-wrong', 'The payee’s account number has a wrong digit.']
  if (order.to === own.number) return ['same-account', 'Payer and payee are one account.']
  if (order.currency !== own.currency) return ['currency-differs', 'The account to pay from is in another currency.']
  if (minorOf(order.amount, own.currency) === null)
    return ['amount-wrong', `${order.amount} is no amount of ${own.currency}.`]
  if ([...order.note].length > 140) return ['note-too-long', 'A note has at most 140 characters.']
  if (!isPlain(order.note) || !isPlain(order.reference))
    return ['note-odd', 'A text has characters that nobody can see.']
  return null
}

/** Judges all orders; `products` are the owner's own. */
export const judgeOrders = (
  { hash, orders }: Message,
  owner: string,
  products: readonly ProductRow[],
  now: Date,
): Judged[] => {
  const byNumber = new Map(products.map((product) => [product.number, product]))
  const today = now.toISOString().slice(0, 10)
  return orders.map((order) => {
    const own = byNumber.get(order.from)
    const [rule, detail] = judgeOne(order, own, today) ?? [null, '']
    const currency = currencyOf(order.currency)
    const minor = currency && minorOf(order.amount, currency)
    return {
      order,
      payment: paymentOf(owner, hash, order.number),
      from: own?.id ?? null,
      currency,
      minor,
      rule,
      detail,
    }
  })
}
