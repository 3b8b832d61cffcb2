import { Link } from '@tanstack/react-router'
import type { Charge } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { shortDay } from '../../../kit/dates.ts'
import { Money } from '../../../kit/money.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './charges.module.css'
import { useChargeWords } from './charges-words.ts'

/** One charge in a list: who, how much, what for, and how it stands. */
export const ChargeRow = ({ charge }: { charge: Charge }) => {
  const say = useChargeWords()
  const language = useLanguage()
  const { id, who, amount, note, state, createdAt } = charge
  return (
    <li>
      <Link className={styles.row} to="/charges/$id" params={{ id }}>
        <span className="strong">{who ?? say('somebody')}</span>
        <span className={styles.end}>
          <Money amount={moneyOf(amount.currency, amount.minor)} line={state === 'captured' ? 'written' : 'waiting'} />
        </span>
        <span className="small soft">{note || shortDay(new Date(createdAt), language)}</span>
        <span className={`small soft ${styles.end}`}>{say(`state_${state}`)}</span>
      </Link>
    </li>
  )
}
