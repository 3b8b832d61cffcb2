import type { Payee } from '#wire/payments'
import type { Product } from '#wire/products'
import { parseAmount } from '../../../kit/amount-parse.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { exponentOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useSendWords } from './send-words.ts'

/**
 * Says what is wrong with an amount, or nothing; `limit` is the account it would leave. While it is still being typed,
 * what is not there yet is not held against it.
 */
export const useAmountError = () => {
  const say = useSendWords()
  const language = useLanguage()
  return (text: string, currency: CurrencyCode, isTyping: boolean, limit?: Product): string | undefined => {
    const parsed = parseAmount(text, exponentOf(currency))
    if (isTyping && minorOf(text, currency) === null && parsed.kind !== 'too-many-decimals') return undefined
    if (parsed.kind === 'empty' || (parsed.kind === 'amount' && parsed.minor === 0n)) return say('amountMissing')
    if (parsed.kind === 'not-a-number') return say('amountWrong')
    if (parsed.kind === 'too-large') return say('tooLarge')
    if (parsed.kind === 'too-many-decimals') {
      const exponent = exponentOf(currency)
      return say(exponent === 0 ? 'tooManyDecimals_0' : exponent === 3 ? 'tooManyDecimals_3' : 'tooManyDecimals_2')
    }
    if (!limit || parsed.minor <= BigInt(limit.available)) return undefined
    const money = (minor: bigint): string => formatMoney({ currency, minor }, language)
    return say('tooMuch', {
      available: money(BigInt(limit.available)),
      account: limit.name,
      over: money(parsed.minor - BigInt(limit.available)),
    })
  }
}

/** The minor units that a text means, or null where it is no amount to move. */
export const minorOf = (text: string, currency: CurrencyCode): bigint | null => {
  const parsed = parseAmount(text, exponentOf(currency))
  return parsed.kind === 'amount' && parsed.minor > 0n ? parsed.minor : null
}

/** My accounts that a payment to this payee can leave. */
export const payableFrom = (products: readonly Product[], payee: Payee | undefined): readonly Product[] =>
  payee ? products.filter(({ currency, number }) => currency === payee.currency && number !== payee.number) : products
