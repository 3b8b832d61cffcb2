/** What a fee is, by the lines of a schedule. Pure: whole minor units, and halves to the even neighbor. */
import { type CurrencyCode, largestMinor } from '#platform/money'
import type { FeeLine } from '../wire.ts'

export type FeeKind = FeeLine['kind']

/** What a fee is asked for. */
export interface Charged {
  readonly kind: FeeKind
  readonly product: 'current' | 'savings'
  readonly currency: CurrencyCode
  readonly minor: bigint
}

const hundredPercent = 10_000n

/** The share of an amount, a basis point being a hundredth of a percent. Halves go to the even neighbor, so that they even out. */
export const shareOf = (minor: bigint, basisPoints: bigint): bigint => {
  const dividend = minor * basisPoints
  const quotient = dividend / hundredPercent
  const twiceRest = 2n * (dividend % hundredPercent)
  const isUp = twiceRest > hundredPercent || (twiceRest === hundredPercent && quotient % 2n === 1n)
  return isUp ? quotient + 1n : quotient
}

const isFor = (line: FeeLine, { kind, product, currency, minor }: Charged): boolean =>
  line.kind === kind &&
  line.currency === currency &&
  (line.product === null || line.product === product) &&
  minor >= BigInt(line.from) &&
  (line.below === null || minor < BigInt(line.below))

/** Flat and rate together, then not less than the minimum and not more than the maximum. */
export const feeByLine = (line: FeeLine, minor: bigint): bigint => {
  const whole = BigInt(line.flat) + shareOf(minor, BigInt(line.basisPoints))
  const least = whole < BigInt(line.minimum) ? BigInt(line.minimum) : whole
  const most = line.maximum === null ? largestMinor : BigInt(line.maximum)
  return least > most ? most : least
}

/** What an account has had by lines of a kind in the month so far. */
export interface Used {
  readonly count: bigint
  readonly taken: bigint
}

export const nothingUsed: Used = { count: 0n, taken: 0n }

/** Whether what went before in the month matters to it. */
export const isByMonth = ({ free, mostInMonth }: FeeLine): boolean => free !== undefined || mostInMonth !== undefined

/** The fee of one more payment in the month: the first ones may be free, and the month's most is not passed. */
export const feeInMonth = (line: FeeLine, minor: bigint, { count, taken }: Used): bigint => {
  if (count < BigInt(line.free ?? 0)) return 0n
  const fee = feeByLine(line, minor)
  if (line.mostInMonth === undefined) return fee
  const left = BigInt(line.mostInMonth) - taken
  return fee < left ? fee : left > 0n ? left : 0n
}

/** The line that speaks of it; undefined where none does. */
export const lineFor = (lines: readonly FeeLine[], asked: Charged): FeeLine | undefined =>
  lines.find((each) => isFor(each, asked))

/** The fee, and 0 where no line speaks of it. What is taken off an amount that arrives is never more than that amount. */
export const feeOf = (lines: readonly FeeLine[], asked: Charged, used = nothingUsed): bigint => {
  const line = lineFor(lines, asked)
  if (!line) return 0n
  const fee = feeInMonth(line, asked.minor, used)
  return asked.kind === 'capture' && fee > asked.minor ? asked.minor : fee
}

const meet = (one: FeeLine, other: FeeLine): boolean => {
  const isBelow = (from: string, below: string | null) => below === null || BigInt(from) < BigInt(below)
  const sameProduct = one.product === null || other.product === null || one.product === other.product
  return (
    one.kind === other.kind &&
    one.currency === other.currency &&
    sameProduct &&
    isBelow(one.from, other.below) &&
    isBelow(other.from, one.below)
  )
}

/** What is wrong with a line by itself or beside those before it; the line is counted from 1. */
export const faultIn = (lines: readonly FeeLine[]): { line: number; fault: string } | null => {
  for (const [index, line] of lines.entries()) {
    const fault = faultOf(line) ?? (lines.slice(0, index).some((other) => meet(other, line)) ? 'meets' : null)
    if (fault) return { line: index + 1, fault }
  }
  return null
}

const faultOf = (line: FeeLine): string | null => {
  if (line.below !== null && BigInt(line.below) <= BigInt(line.from)) return 'band'
  if (line.maximum !== null && BigInt(line.maximum) < BigInt(line.minimum)) return 'bounds'
  // Only where the payer's account is locked while its payment is decided can the month be counted.
  if (isByMonth(line) && line.kind !== 'send' && line.kind !== 'withdrawal') return 'month'
  return null
}
