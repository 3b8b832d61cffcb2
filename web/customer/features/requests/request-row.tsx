import { Link } from '@tanstack/react-router'
import type { MoneyRequest } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { longDay } from '../../../kit/dates.ts'
import { Money } from '../../../kit/money.tsx'
import { SafetyFindings } from '../../../kit/safety-findings.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './requests.module.css'
import { useRequestsWords } from './requests-words.ts'

/** One request in a list: who, how much, what for, and how it stands. */
export const RequestRow = ({ request }: { request: MoneyRequest }) => {
  const say = useRequestsWords()
  const language = useLanguage()
  const { id, who, amount, note, state, expiresAt, warning } = request
  const until = state === 'open' ? `, ${say('until', { day: longDay(new Date(expiresAt), language, new Date()) })}` : ''
  return (
    <li>
      <Link className={styles.row} to="/requests/$id" params={{ id }}>
        <span className="strong">{who}</span>
        <span className={styles.end}>
          <Money amount={moneyOf(amount.currency, amount.minor)} line={state === 'paid' ? 'written' : 'waiting'} />
        </span>
        <span className="small soft">{note}</span>
        <span className={`small soft ${styles.end}`}>
          {say(`state_${state}`)}
          {until}
        </span>
      </Link>
      {state === 'open' && warning && (
        <div className={styles.warning}>
          <SafetyFindings findings={[warning]} />
        </div>
      )}
    </li>
  )
}
