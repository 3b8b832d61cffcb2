import { moneyOf } from '../../kit/currency.ts'
import { formatMoney } from '../../kit/money-format.ts'
import { usePaymentWords } from '../payment-words.ts'
import { useReviewWords } from './review-words.ts'
import type { Whole } from './whole-payment.tsx'

const REFERENCE = 8

/** The end of an id, enough to tell two payments apart when speaking. */
export const referenceOf = (id: string): string => id.slice(-REFERENCE).toUpperCase()

/** The title of a payment's page: amount and state. */
export const useTitle = (whole: Whole): string => {
  const say = useReviewWords()
  const sayPayment = usePaymentWords()
  const { amount, state } = whole.payment
  return say('heading', { amount: formatMoney(moneyOf(amount.currency, amount.minor)), state: sayPayment(state) })
}
