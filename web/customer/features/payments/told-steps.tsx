import type { PaymentView } from '#wire/payments'
import type { Product } from '#wire/products'
import { type CurrencyCode, moneyOf } from '../../../kit/currency.ts'
import type { Earcon } from '../../../kit/earcon.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { type Step, Told } from '../../../kit/told.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useToldWords } from './told-words.ts'

type Typed = {
  readonly payee: { readonly name: string } | undefined
  readonly from: Product | undefined
  readonly currency: CurrencyCode
  /** Null while the amount cannot be sent. */
  readonly minor: bigint | null
}

/** Says how far the form is: whom it pays, then how much and what is left. */
export const ToldTyping = ({ payee, from, currency, minor }: Typed) => {
  const say = useToldWords()
  const language = useLanguage()
  const money = (amount: bigint): string => formatMoney({ currency, minor: amount }, language)
  const step = (): Step | undefined => {
    if (!payee) return undefined
    const { name } = payee
    if (!from || minor === null) return { text: say('payee', { name }), earcon: 'payee' }
    const left = money(BigInt(from.available) - minor)
    return { text: say('amount', { amount: money(minor), name, left }), earcon: 'amount' }
  }
  return <Told step={step()} />
}

const earcons: Readonly<Record<PaymentView['state'], Earcon>> = {
  settled: 'sent',
  authorized: 'sent',
  announced: 'step',
  challenged: 'warned',
  waiting: 'step',
  tried: 'step',
  in_review: 'warned',
  blocked: 'refused',
  refused: 'refused',
  returned: 'refused',
  cancelled: 'step',
  expired: 'refused',
}

/** Says what became of a payment, and again when it changes. */
export const ToldOutcome = ({ payment }: { payment: PaymentView }) => {
  const say = useToldWords()
  const language = useLanguage()
  const { state, from, to } = payment
  const isIn = state === 'settled' && from !== null && from.product === null
  const isCash = state === 'settled' && (from === null || to === null)
  const amount = formatMoney(moneyOf(payment.amount.currency, payment.amount.minor), language)
  const name = (isIn ? from : to)?.name ?? ''
  const text = say(isIn ? 'received' : isCash ? 'settledCash' : state, { amount, name })
  return <Told step={{ text, earcon: isIn ? 'paid' : earcons[state] }} />
}
