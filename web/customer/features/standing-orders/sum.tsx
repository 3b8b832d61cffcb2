import type { StandingOrder } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useStandingWords } from './standing-words.ts'

/** What one run pays, in words: an amount, or what is above a balance. */
export const useSum = () => {
  const say = useStandingWords()
  const language = useLanguage()
  return ({ amount, currency }: Pick<StandingOrder, 'amount' | 'currency'>): string => {
    const money = (minor: string) => formatMoney(moneyOf(currency, minor), language)
    return amount.kind === 'fixed' ? money(amount.minor) : say('sweepSum', { amount: money(amount.keep) })
  }
}

/** A date as the bank writes it, at noon so that no time zone moves it. */
export const noonOf = (day: string): Date => new Date(`${day}T12:00:00`)
