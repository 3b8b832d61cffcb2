/** A rate between two currencies, from what each is worth in euro; exact, as a fraction. */
import type { CurrencyCode } from '#platform/money'

/** Whole units of the one currency for a whole unit of the other. */
export interface Rate {
  readonly numerator: bigint
  readonly denominator: bigint
}

export interface ReferenceRate {
  readonly currency: CurrencyCode
  /** YYYY-MM-DD. */
  readonly day: string
  /** A decimal text. */
  readonly perEuro: string
  readonly source: string
}

const greatest = (one: bigint, other: bigint): bigint => (other === 0n ? one : greatest(other, one % other))

const reduced = (numerator: bigint, denominator: bigint): Rate => {
  const by = greatest(numerator, denominator)
  return { numerator: numerator / by, denominator: denominator / by }
}

/** A decimal text as a fraction. */
export const fractionOf = (decimal: string): Rate => {
  const [whole, decimals = ''] = decimal.split('.')
  return reduced(BigInt(whole + decimals), 10n ** BigInt(decimals.length))
}

/** Units of `to` for one unit of `from`. */
export const crossRate = (from: Pick<ReferenceRate, 'perEuro'>, to: Pick<ReferenceRate, 'perEuro'>): Rate => {
  const [one, other] = [fractionOf(from.perEuro), fractionOf(to.perEuro)]
  return reduced(other.numerator * one.denominator, other.denominator * one.numerator)
}

const wholeOfPoints = 10_000n

/** The customer's rate: the reference less so many hundredths of a percent of it. */
export const lessSpread = ({ numerator, denominator }: Rate, basisPoints: number): Rate =>
  reduced(numerator * (wholeOfPoints - BigInt(basisPoints)), denominator * wholeOfPoints)

export const inverse = ({ numerator, denominator }: Rate): Rate => ({ numerator: denominator, denominator: numerator })

const shownDigits = 6

/** As people read it: six significant digits, halves to even; what is computed with is the fraction. */
export const writeRate = ({ numerator, denominator }: Rate): string => {
  let decimals = 0
  while (numerator * 10n ** BigInt(decimals) < denominator * 10n ** BigInt(shownDigits - 1) && decimals < 18) decimals++
  const scaled = numerator * 10n ** BigInt(decimals)
  const [quotient, rest] = [scaled / denominator, scaled % denominator]
  const isUp = 2n * rest > denominator || (2n * rest === denominator && quotient % 2n === 1n)
  const digits = (isUp ? quotient + 1n : quotient).toString().padStart(decimals + 1, '0')
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`
}
