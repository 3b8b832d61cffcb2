import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import type { PaymentView } from '#wire/payments'
import { productsQuery } from '../../../api/queries.ts'
import { amountInWords } from '../../../kit/amount-words.ts'
import type { Verdict } from '../../../kit/chip.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Facts } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useOutcomeWords } from './outcome-words.ts'
import styles from './result.module.css'

type ResultProps = {
  readonly payment: PaymentView
  readonly verdict: Verdict
  readonly word?: string
  readonly line: 'waiting' | 'written' | 'none'
  readonly children: ReactNode
}

const lines = { waiting: 'l-wait', written: 'l-one', none: '' }

/** The head of every outcome: the verdict, the amount on its line and in words, then what it means. */
export const Result = ({ payment, verdict, word, line, children }: ResultProps) => {
  const language = useLanguage()
  const amount = moneyOf(payment.amount.currency, payment.amount.minor)
  return (
    <div className={styles.result}>
      <div role="status">
        <VerdictChip verdict={verdict}>{word}</VerdictChip>
      </div>
      <div>
        <span className={`${styles.amount} ${lines[line]}`}>
          <Figure amount={amount} size="asked" />
        </span>
        <p className="small mut">{amountInWords(amount, language)}</p>
      </div>
      {children}
    </div>
  )
}

type Party = NonNullable<PaymentView['from']>

const usePartyName = () => {
  const say = useOutcomeWords()
  const { data: products } = useQuery(productsQuery)
  return (party: Party | null): string => {
    if (!party) return say('cash')
    const own = products?.find(({ id }) => id === party.product)
    return say('accountEnds', { name: own?.name ?? party.name, ends: party.ends })
  }
}

/** Who, when and what for, below an outcome. */
export const PaymentFacts = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const nameOf = usePartyName()
  const facts: [string, string][] = [
    [say('from'), nameOf(payment.from)],
    [say('to'), nameOf(payment.to)],
  ]
  if (payment.fee !== '0')
    facts.push([say('fee'), formatMoney(moneyOf(payment.amount.currency, payment.fee), language)])
  if (payment.note) facts.push([say('note'), payment.note])
  if (payment.askedThrough !== null) facts.push([say('through'), payment.askedThrough])
  facts.push([say('asked'), dayAndTime(new Date(payment.createdAt), language)])
  if (payment.settledAt) facts.push([say('when'), dayAndTime(new Date(payment.settledAt), language)])
  facts.push([say('id'), payment.id])
  return <Facts facts={facts} />
}
