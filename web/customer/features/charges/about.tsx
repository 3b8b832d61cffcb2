import type { Charge } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime, longDay } from '../../../kit/dates.ts'
import { Figure, Money } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { Facts, Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './charges.module.css'
import { useChargeWords } from './charges-words.ts'

/** What it is about and how it stands, as both sides read it. */
export const About = ({ charge }: { charge: Charge }) => {
  const say = useChargeWords()
  const language = useLanguage()
  const { id, amount, note, state, createdAt, acceptUntil, captureUntil } = charge
  const sum = (minor: string) => formatMoney(moneyOf(amount.currency, minor), language)
  const sums = (['held', 'captured', 'refunded', 'disputed'] as const).flatMap((what) =>
    charge[what] === '0' ? [] : [[say(`fact_${what}`), sum(charge[what])] as const],
  )
  const until =
    state === 'open'
      ? [[say('fact_accept'), longDay(new Date(acceptUntil), language, new Date())] as const]
      : state === 'authorized' && captureUntil
        ? [[say('fact_until'), longDay(new Date(captureUntil), language, new Date())] as const]
        : []
  return (
    <div className={styles.about}>
      <p className={styles.figure}>
        <Figure amount={moneyOf(amount.currency, amount.minor)} size="asked" />
      </p>
      {note && <p className={styles.note}>{note}</p>}
      <Facts
        facts={[
          [say('fact_state'), say(`state_${state}`)],
          ...sums,
          ...until,
          [say('fact_asked'), dayAndTime(new Date(createdAt), language)],
          [say('fact_id'), id],
        ]}
      />
    </div>
  )
}

/** Each part that was taken or given back. */
export const Moves = ({ charge: { moves, amount, side } }: { charge: Charge }) => {
  const say = useChargeWords()
  const language = useLanguage()
  if (moves.length === 0) return null
  return (
    <Section title={say('moves')} ruled>
      <ul className={styles.list}>
        {moves.map(({ id, kind, minor, fee, at }) => (
          <li key={id} className={styles.row}>
            <span>{say(`move_${kind}`)}</span>
            <span className={styles.end}>
              <Money amount={moneyOf(amount.currency, minor)} line="written" />
            </span>
            <span className="small soft">{dayAndTime(new Date(at), language)}</span>
            <span className={`small soft ${styles.end}`}>
              {side === 'merchant' && fee !== null && fee !== '0'
                ? say('fee', { fee: formatMoney(moneyOf(amount.currency, fee), language) })
                : ''}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
