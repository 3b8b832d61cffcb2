import { Link } from '@tanstack/react-router'
import { shortDay } from './dates.ts'
import { useKitWords } from './kit-words.ts'
import type { LedgerEntry, LedgerProps } from './ledger.tsx'
import styles from './ledger-table.module.css'
import { Money } from './money.tsx'
import { useLanguage } from './words.ts'

const EntryAmount = ({ entry, side }: { entry: LedgerEntry; side: 'in' | 'out' }) => {
  if (entry.direction !== side) return null
  return (
    <Money amount={entry.amount} incoming={side === 'in' && 'column'} line={entry.balanceAfter ? 'none' : 'waiting'} />
  )
}

const EntryName = ({ entry }: { entry: LedgerEntry }) =>
  entry.to ? <Link to={entry.to}>{entry.who}</Link> : <span>{entry.who}</span>

/** The ledger as a table: date, details, out, in and the balance after each entry. */
export const LedgerTable = ({ entries, caption }: LedgerProps) => {
  const say = useKitWords()
  const language = useLanguage()
  return (
    <table className={styles.table}>
      <caption className="vh">{caption}</caption>
      <thead>
        <tr>
          <th scope="col">{say('date')}</th>
          <th scope="col">{say('details')}</th>
          <th scope="col">{say('out')}</th>
          <th scope="col">{say('in')}</th>
          <th scope="col">{say('balance')}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.id}>
            <td>{shortDay(entry.at, language)}</td>
            <td>
              <EntryName entry={entry} />
              {entry.purpose && <small>{entry.purpose}</small>}
            </td>
            <td>
              <EntryAmount entry={entry} side="out" />
            </td>
            <td>
              <EntryAmount entry={entry} side="in" />
            </td>
            <td>{entry.balanceAfter ? <Money amount={entry.balanceAfter} /> : <i>{say('waiting')}</i>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
