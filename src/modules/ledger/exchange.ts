/**
 * Exchange of currencies: two linked transfers through the house's rate accounts. The bank takes the one currency into the
 * rate account of its ledger and pays the other out of that of the other ledger. Pure: no I/O, and no money but in whole minor units.
 */
import { type CurrencyCode, currencies, largestMinor, type Money } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { houseAccount, transferCode } from './chart.ts'
import type { MovingTransfer } from './transfer.ts'

/** How many whole units of the one currency a whole unit of the other costs, as a fraction: 83.125 is 83125/1000. */
export interface Rate {
  readonly numerator: bigint
  readonly denominator: bigint
}

/** What becomes of a part of a minor unit: left out, filled up, or to the nearest, halves up or to the even neighbor. */
export type Rounding = 'down' | 'up' | 'half-up' | 'half-even'

const roundings: Readonly<Record<Rounding, (quotient: bigint, twiceRest: bigint, divisor: bigint) => boolean>> = {
  down: () => false,
  up: (_, twiceRest) => twiceRest > 0n,
  'half-up': (_, twiceRest, divisor) => twiceRest >= divisor,
  'half-even': (quotient, twiceRest, divisor) => twiceRest > divisor || (twiceRest === divisor && quotient % 2n === 1n),
}

/** Money in another currency, at a rate of whole units `to` for a whole unit of the money's own; exponents are those of ISO 4217. */
export const convert = (money: Money, to: CurrencyCode, rate: Rate, rounding: Rounding): Money => {
  if (money.minor <= 0n) throw new RangeError('an amount to exchange is more than zero')
  if (rate.numerator <= 0n || rate.denominator <= 0n) throw new RangeError('a rate is a fraction of numbers above zero')
  const dividend = money.minor * rate.numerator * 10n ** BigInt(currencies[to].exponent)
  const divisor = rate.denominator * 10n ** BigInt(currencies[money.currency].exponent)
  const quotient = dividend / divisor
  const isUp = roundings[rounding](quotient, 2n * (dividend % divisor), divisor)
  return { currency: to, minor: isUp ? quotient + 1n : quotient }
}

/** What is exchanged: `money` leaves the account `from`, what it is worth in the currency `to.currency` enters `to.account`. */
export interface Exchange {
  /** Of the transfer that pays in and of the one that pays out. */
  readonly ids: readonly [string, string]
  readonly from: string
  readonly money: Money
  readonly to: { readonly account: string; readonly currency: CurrencyCode }
  readonly rate: Rate
  readonly rounding: Rounding
  readonly bookedAt: Date
  readonly valueDate?: string
}

/**
 * The two transfers of an exchange, linked: both are booked or neither. Throws the refusals exchange-too-small where nothing
 * would come out and exceeds-book where it is more than an account holds; a RangeError for what can be no exchange at all.
 */
export const exchange = (asked: Exchange): [MovingTransfer, MovingTransfer] => {
  const { ids, from, money, to, rate, rounding, bookedAt, valueDate } = asked
  if (money.currency === to.currency) throw new RangeError('an exchange is between two currencies')
  const worth = convert(money, to.currency, rate, rounding)
  if (worth.minor === 0n) throw new Refusal('exchange-too-small', 422, 'At this rate the amount is worth nothing.')
  if (worth.minor > largestMinor || money.minor > largestMinor)
    throw new Refusal('exceeds-book', 422, 'This is more than the book can hold.')
  const when = { kind: 'posted', code: transferCode.exchange, bookedAt, ...(valueDate ? { valueDate } : {}) } as const
  const leg = (id: string, debit: string, credit: string, { currency, minor }: Money) => ({
    ...when,
    id,
    debit,
    credit,
    amount: minor,
    ledger: currencies[currency].ledger,
  })
  return [
    { ...leg(ids[0], from, houseAccount('exchange', money.currency), money), isLinked: true },
    leg(ids[1], houseAccount('exchange', to.currency), to.account, worth),
  ]
}
