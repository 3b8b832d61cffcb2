/** An amount of money: an ISO 4217 code and minor units (paise, cents, fils; whole yen). */
export type MoneyAmount = { readonly currency: string; readonly minor: bigint }

const signs: Readonly<Record<string, string>> = { INR: '₹', USD: '$', EUR: '€', GBP: '£', JPY: '¥' }

/** Decimals of a currency by ISO 4217: 2 for INR, 0 for JPY, 3 for KWD. */
export const exponentOf = (currency: string): number =>
  new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2

/** The sign of a currency, or its code where no sign is common. */
export const signOf = (currency: string): string => signs[currency] ?? currency
