import { Link } from '@tanstack/react-router'
import styles from './activity-rows.module.css'
import { longDay, nearness } from './dates.ts'
import { Icon } from './icon.tsx'
import { useKitWords } from './kit-words.ts'
import type { LedgerEntry, LedgerProps } from './ledger.tsx'
import { Money } from './money.tsx'
import { useLanguage } from './words.ts'

const signed = ({ amount, direction }: LedgerEntry) =>
  direction === 'out' ? { currency: amount.currency, minor: -amount.minor } : amount

const Row = ({ entry }: { entry: LedgerEntry }) => {
  const say = useKitWords()
  return (
    <>
      <Icon of={entry.icon} />
      <span className={styles.who}>{entry.who}</span>
      <span className={styles.amount}>
        <Money
          amount={signed(entry)}
          incoming={entry.direction === 'in'}
          line={entry.balanceAfter ? 'none' : 'waiting'}
        />
      </span>
      <span className={styles.purpose}>{entry.purpose}</span>
      <span className={styles.balance}>
        {entry.balanceAfter ? (
          <>
            <span className="vh">{say('balanceAfter')} </span>
            <Money amount={entry.balanceAfter} />
          </>
        ) : (
          say('notYetWritten')
        )}
      </span>
    </>
  )
}

const byDay = (entries: readonly LedgerEntry[]): LedgerEntry[][] => {
  const days: LedgerEntry[][] = []
  for (const entry of entries) {
    const last = days.at(-1)
    if (last?.[0]?.at.toDateString() === entry.at.toDateString()) last.push(entry)
    else days.push([entry])
  }
  return days
}

const DayHeading = ({ at, now }: { at: Date; now: Date }) => {
  const say = useKitWords()
  const day = longDay(at, useLanguage(), now)
  const near = nearness(at, now)
  if (near === 'today') return say('today')
  return near === 'yesterday' ? say('yesterday', { day }) : day
}

/** The ledger on a phone: rows under the day they belong to, each with the balance after it. */
export const ActivityRows = ({ entries, now }: LedgerProps) =>
  byDay(entries).map((day) => (
    <div key={day[0]?.id}>
      <h3 className={styles.day}>{day[0] && <DayHeading at={day[0].at} now={now} />}</h3>
      <ul>
        {day.map((entry) => (
          <li key={entry.id} className={styles.item}>
            {entry.to ? (
              <Link className={styles.row} to={entry.to}>
                <Row entry={entry} />
              </Link>
            ) : (
              <div className={styles.row}>
                <Row entry={entry} />
              </div>
            )}
          </li>
        ))}
      </ul>
    </div>
  ))
