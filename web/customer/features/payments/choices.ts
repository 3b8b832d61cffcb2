import type { PaymentView } from '#wire/payments'
import { numberInWords } from '../../../kit/amount-words.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { momentInWords } from '../../../kit/dates.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { useOutcomeWords } from './outcome-words.ts'

export type Choice = PaymentView['choices'][number]

const HOUR_MS = 3_600_000

/** What can be chosen of a paused payment, in words; the safest first, as the bank lists them. */
export const useChoices = ({ kind, to, choices, unit, waitsUntil, amount }: PaymentView) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const isCash = kind === 'withdrawal'
  const now = new Date()
  const until = waitsUntil ? new Date(waitsUntil) : now
  const hours = numberInWords(Math.round((until.getTime() - now.getTime()) / HOUR_MS), language)
  const first = unit ? formatMoney(moneyOf(amount.currency, unit), language) : ''
  const name = to?.name ?? ''
  const telling: Readonly<Record<Choice, { title: string; detail: string }>> = {
    wait: {
      title: say('wait', { hours }),
      detail: say('waitMore', { time: momentInWords(until, now, language) }),
    },
    unit: { title: say('unit', { unit: first }), detail: say('unitMore', { name }) },
    proof: isCash
      ? { title: say('sureCash'), detail: say('sureCashMore') }
      : { title: say('sure', { name }), detail: say('sureMore') },
  }
  return choices.map((value) => ({ value, ...telling[value] }))
}
