import type { Proof } from '#wire/ledger'
import { moneyOf } from '../../../kit/currency.ts'
import { Money } from '../../../kit/money.tsx'
import table from '../../table.module.css'
import styles from './books.module.css'
import { useBooksWords } from './books-words.ts'

type Ledger = Proof['ledgers'][number]

type FigureProps = {
  readonly word: string
  readonly ledger: Ledger
  readonly minor: string
  readonly isProved: boolean
}

const Figure = ({ word, ledger, minor, isProved }: FigureProps) => (
  <td className={table.end}>
    <span className={table.word}>{word} </span>
    <span className={isProved ? styles.proved : undefined}>
      <Money amount={moneyOf(ledger.currency, minor)} />
    </span>
  </td>
)

/** Debits and credits of each ledger, side by side; a double line closes what is proved. */
export const LedgersTable = ({ ledgers, isProved }: { ledgers: readonly Ledger[]; isProved: boolean }) => {
  const say = useBooksWords()
  if (ledgers.length === 0) return <p className={table.more}>{say('empty')}</p>
  const columns = [
    ['debits', 'debits'],
    ['credits', 'credits'],
    ['waitingDebits', 'pendingDebits'],
    ['waitingCredits', 'pendingCredits'],
  ] as const
  return (
    <table className={`${table.table} ${styles.ledgers}`}>
      <caption className="vh">{say('table')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('ledger')}</th>
          {columns.map(([word]) => (
            <th key={word} scope="col" className={table.end}>
              {say(word)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {ledgers.map((ledger) => (
          <tr key={ledger.currency}>
            <th scope="row">{ledger.currency}</th>
            {columns.map(([word, field], index) => (
              <Figure
                key={word}
                word={say(word)}
                ledger={ledger}
                minor={ledger[field]}
                isProved={isProved && index < 2}
              />
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
