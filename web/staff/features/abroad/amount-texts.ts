import type { CorridorRules } from '#wire/payments'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { type CurrencyCode, exponentOf, moneyOf } from '../../../kit/currency.ts'
import { formatDigits } from '../../../kit/money-format.ts'

type Named = NonNullable<CorridorRules['feeCurrency']>

/** Most currencies have two decimals; so has an amount of which it is not known in which currency it will be. */
const usualExponent = 2

/** The currency in which money arrives: what stands behind the country in the corridor's id, once it is whole. */
export const arrivalOf = (id: string, known: readonly Named[]): Named | undefined =>
  known.find((code) => code === id.trim().slice(3))

/** Minor units as an amount with its decimals, as a field shows it. */
export const textOf = (minor: string, currency: CurrencyCode | undefined): string =>
  formatDigits(moneyOf(currency ?? 'EUR', minor))

/** The minor units that a text means; null where it is no amount. */
export const minorIn = (text: string, currency: CurrencyCode | undefined): string | null => {
  const parsed = parseAmount(text, currency ? exponentOf(currency) : usualExponent)
  return parsed.kind === 'amount' ? parsed.minor.toString() : null
}
