/** What sending money abroad costs: pure, in whole minor units, every rounding half to even. */
import { type CurrencyCode, currencies, largestMinor, type Money } from '#platform/money'
import { inverse, lessSpread, type Rate } from '../rates/rate.ts'

export interface Price {
  /** What is exchanged, in the payer's currency. */
  readonly exchanged: Money
  /** What arrives. */
  readonly arrives: Money
  /** The customer's rate: units that arrive for a unit that is exchanged. */
  readonly rate: Rate
  /** What the spread costs, in the currency that arrives. */
  readonly spread: bigint
}

/** A whole quotient, halves to the even neighbor. */
export const divideHalfEven = (dividend: bigint, divisor: bigint): bigint => {
  const [quotient, rest] = [dividend / divisor, dividend % divisor]
  const isUp = 2n * rest > divisor || (2n * rest === divisor && quotient % 2n === 1n)
  return isUp ? quotient + 1n : quotient
}

/** Money in another currency at a rate of whole units; the exponents are those of ISO 4217. */
export const convertHalfEven = (
  minor: bigint,
  from: CurrencyCode,
  to: CurrencyCode,
  { numerator, denominator }: Rate,
): bigint =>
  divideHalfEven(
    minor * numerator * 10n ** BigInt(currencies[to].exponent),
    denominator * 10n ** BigInt(currencies[from].exponent),
  )

export interface Pricing {
  readonly pays: CurrencyCode
  readonly gets: CurrencyCode
  readonly reference: Rate
  readonly spreadBasisPoints: number
  /** Which side the amount fixes. */
  readonly side: 'pays' | 'gets'
  readonly minor: bigint
}

/** Null where one of the sides would be nothing, or more than the book holds. */
export const priceOf = ({ pays, gets, reference, spreadBasisPoints, side, minor }: Pricing): Price | null => {
  const rate = pays === gets ? reference : lessSpread(reference, spreadBasisPoints)
  const exchanged = side === 'pays' ? minor : convertHalfEven(minor, gets, pays, inverse(rate))
  const arrives = side === 'gets' ? minor : convertHalfEven(minor, pays, gets, rate)
  if (exchanged <= 0n || arrives <= 0n || exchanged > largestMinor || arrives > largestMinor) return null
  const atReference = convertHalfEven(exchanged, pays, gets, reference)
  const spread = atReference > arrives ? atReference - arrives : 0n
  return { exchanged: { currency: pays, minor: exchanged }, arrives: { currency: gets, minor: arrives }, rate, spread }
}

const wholeOfPoints = 10_000n

export interface FeeRule {
  readonly feeFixed: string
  readonly feeBasisPoints: number
  readonly feeMost: string | null
}

/** The fee for what is exchanged, in the payer's currency. */
export const feeOf = ({ feeFixed, feeBasisPoints, feeMost }: FeeRule, exchanged: bigint): bigint => {
  const fee = BigInt(feeFixed) + divideHalfEven(exchanged * BigInt(feeBasisPoints), wholeOfPoints)
  return feeMost !== null && fee > BigInt(feeMost) ? BigInt(feeMost) : fee
}
