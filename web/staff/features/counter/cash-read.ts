import type { Product } from '#wire/products'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { exponentOf } from '../../../kit/currency.ts'

export type Direction = 'deposit' | 'withdrawal'

/** What was typed as an amount of cash: null where it is none yet, and which words tell what is wrong with it. */
export type CashRead = {
  readonly minor: bigint | null
  readonly wrong: 'amountWrong' | 'tooManyDecimals' | 'tooMuch' | null
}

/** Reads an amount of cash for an account; nobody can take out more than is available. */
export const readCash = (
  text: string,
  account: Pick<Product, 'currency' | 'available'>,
  direction: Direction,
): CashRead => {
  const parsed = parseAmount(text, exponentOf(account.currency))
  if (parsed.kind === 'too-many-decimals') return { minor: null, wrong: 'tooManyDecimals' }
  if (parsed.kind !== 'amount' || parsed.minor === 0n) return { minor: null, wrong: 'amountWrong' }
  const isTooMuch = direction === 'withdrawal' && parsed.minor > BigInt(account.available)
  return { minor: parsed.minor, wrong: isTooMuch ? 'tooMuch' : null }
}
