import type { MoneyAmount } from './currency.ts'
import { exponentOf, signOf } from './currency.ts'

/** An amount taken apart: sign of the currency, grouped digits, and decimals with their point ('' where there are none). */
export type MoneyParts = { readonly currency: string; readonly digits: string; readonly decimals: string }

const MINUS = '\u2212'
const groupers = new Map<string, Intl.NumberFormat>()

// Both languages of the bank group as India does (2-3), with the same Latin numerals.
const groupingOf = (language: string): Intl.NumberFormat => {
  const locale = language === 'en' || language === 'hi' ? 'en-IN' : language
  const known = groupers.get(locale)
  if (known) return known
  const made = new Intl.NumberFormat(locale, { maximumFractionDigits: 0 })
  groupers.set(locale, made)
  return made
}

const absolute = (minor: bigint): bigint => (minor < 0n ? -minor : minor)

/** Takes an amount apart, without its plus or minus. */
export const splitMoney = (amount: MoneyAmount, language = 'en'): MoneyParts => {
  const exponent = exponentOf(amount.currency)
  const scale = 10n ** BigInt(exponent)
  const minor = absolute(amount.minor)
  const sign = signOf(amount.currency)
  return {
    currency: sign.length > 1 ? `${sign}\u00a0` : sign,
    digits: groupingOf(language).format(minor / scale),
    decimals: exponent === 0 ? '' : `.${(minor % scale).toString().padStart(exponent, '0')}`,
  }
}

/** '−', '+' or ''. A plus stands only where it is asked for: money that came in. */
export const signBefore = (minor: bigint, withPlus: boolean): string => {
  if (minor < 0n) return MINUS
  return withPlus && minor > 0n ? '+' : ''
}

/** An amount as one text, for sentences: −₹6,750.00. */
export const formatMoney = (amount: MoneyAmount, language = 'en', withPlus = false): string => {
  const parts = splitMoney(amount, language)
  return `${signBefore(amount.minor, withPlus)}${parts.currency}${parts.digits}${parts.decimals}`
}

/** Digits only, as they stand in an amount field: 2,400.00. */
export const formatDigits = (amount: MoneyAmount, language = 'en'): string => {
  const parts = splitMoney(amount, language)
  return `${parts.digits}${parts.decimals}`
}
