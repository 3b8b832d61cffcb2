import type { CurrencyCode, Money } from '#platform/money'
import { currencies } from '#platform/money'

/** An amount of money: an ISO 4217 code and minor units (paise, cents, fils; whole yen). */
export type MoneyAmount = Money
export type { CurrencyCode }

const signs: Readonly<Partial<Record<CurrencyCode, string>>> = { INR: '₹', USD: '$', EUR: '€', GBP: '£', JPY: '¥' }

/** Decimals of a currency by ISO 4217: 2 for INR, 0 for JPY, 3 for KWD. */
export const exponentOf = (currency: CurrencyCode): number => currencies[currency].exponent

/** The sign of a currency, or its code where no sign is common. */
export const signOf = (currency: CurrencyCode): string => signs[currency] ?? currency

/** Money as it travels (digits in a string) as the screens count it. */
export const moneyOf = (currency: CurrencyCode, minor: string): MoneyAmount => ({ currency, minor: BigInt(minor) })
