import type { MoneyAmount } from '../../kit/currency.ts'

const parts = 1_000_000

/** What would be lost of a payment on average, for the eye: exact minor units times a rounded probability. */
export const expectedLoss = ({ currency, minor }: MoneyAmount, probability: number): MoneyAmount => ({
  currency,
  minor: (minor * BigInt(Math.round(probability * parts))) / BigInt(parts),
})
