/** Money as the whole house speaks of it: a currency and a whole number of its minor units, never a floating number. */

/** What the house knows of a currency. `exponent` is the number of decimals (ISO 4217), `ledger` its numeric code. */
export interface Currency {
  readonly code: CurrencyCode
  readonly ledger: number
  readonly exponent: number
}

export type CurrencyCode = 'INR' | 'USD' | 'EUR' | 'GBP' | 'JPY' | 'KWD'

export interface Money {
  readonly currency: CurrencyCode
  readonly minor: bigint
}

/** ISO 4217, list one: numeric code and minor units. The one table of currencies in the house. */
export const currencies: Readonly<Record<CurrencyCode, Currency>> = {
  INR: { code: 'INR', ledger: 356, exponent: 2 },
  USD: { code: 'USD', ledger: 840, exponent: 2 },
  EUR: { code: 'EUR', ledger: 978, exponent: 2 },
  GBP: { code: 'GBP', ledger: 826, exponent: 2 },
  JPY: { code: 'JPY', ledger: 392, exponent: 0 },
  KWD: { code: 'KWD', ledger: 414, exponent: 3 },
}

export const currencyCodes = Object.keys(currencies) as [CurrencyCode, ...CurrencyCode[]]

/** The largest amount that a column of the book holds: 2^63 - 1 minor units. */
export const largestMinor = 9_223_372_036_854_775_807n

/** The currency whose book has this ISO 4217 numeric code. Throws a RangeError for one the house does not know. */
export const currencyOfLedger = (ledger: number): CurrencyCode => {
  const found = currencyCodes.find((code) => currencies[code].ledger === ledger)
  if (!found) throw new RangeError(`no currency has the numeric code ${ledger}`)
  return found
}

/** A decimal text with all the currency's decimals: 240050n INR is "2400.50". */
export const toDecimal = (minor: bigint, currency: CurrencyCode): string => {
  const { exponent } = currencies[currency]
  const digits = (minor < 0n ? -minor : minor).toString().padStart(exponent + 1, '0')
  const whole = digits.slice(0, digits.length - exponent)
  const text = exponent === 0 ? whole : `${whole}.${digits.slice(-exponent)}`
  return minor < 0n ? `-${text}` : text
}
