import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { AlertView } from '#wire/fraud'
import { useAlerts } from '../api/alerts.ts'
import { AlertLine } from '../kit/alert-line.tsx'
import { moneyOf } from '../kit/currency.ts'
import { formatMoney } from '../kit/money-format.ts'
import { useLanguage } from '../kit/words.ts'
import styles from './frame.module.css'
import { usePermissions } from './person.tsx'
import { useStaffWords } from './staff-words.ts'

const words = { review: 'alertReview', case: 'alertCase', statement: 'alertStatement' } as const

/** What an alert can have changed. */
const concerned = new Set(['reviews', 'cases', 'decisions', 'decision', 'payments'])

/** Tells whoever decides at once what has begun to wait, with what may be lost, and has the lists looked at again. */
export const Alerts = () => {
  const say = useStaffWords()
  const language = useLanguage()
  const client = useQueryClient()
  const mayDecide = usePermissions().has('reviews:decide')
  const [last, setLast] = useState<AlertView>()
  useAlerts((alert) => {
    void client.invalidateQueries({ predicate: ({ queryKey }) => concerned.has(String(queryKey[0])) })
    if (alert.kind in words) setLast(alert)
  }, mayDecide)
  const show = (minor: string | undefined | null) =>
    last?.amount && minor ? formatMoney(moneyOf(last.amount.currency, minor), language) : ''
  const text =
    last &&
    say(words[last.kind as keyof typeof words], {
      amount: show(last.amount?.minor),
      loss: show(last.expectedLoss),
    })
  return (
    <div className={styles.alert}>
      <AlertLine
        text={text}
        link={
          last?.payment
            ? { to: `/${last.kind === 'statement' ? 'decisions' : 'reviews'}/${last.payment}`, label: say('alertLook') }
            : undefined
        }
        onClose={() => setLast(undefined)}
      />
    </div>
  )
}
