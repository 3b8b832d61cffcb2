import type { PeriodView } from '#wire/ledger'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import table from '../../table.module.css'
import { readDay, readMonth } from './calendar-day.ts'
import styles from './periods.module.css'
import { usePeriodsWords } from './periods-words.ts'

const count = (digits: string): string => new Intl.NumberFormat('en-IN').format(BigInt(digits))

type RowProps = { readonly period: PeriodView; readonly onAsk: ((through: string) => void) | undefined }

const Row = ({ period, onAsk }: RowProps) => {
  const say = usePeriodsWords()
  const language = useLanguage()
  const isOpen = period.reopenedAt !== null
  const day = readDay(period.through, language)
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{day}</span>
        {period.kind === 'month' && (
          <span className={table.sub}>{readMonth(period.through.slice(0, 7), language)}</span>
        )}
      </td>
      <td className={table.wide}>
        <Moment at={period.closedAt} />, {period.closedBy.name}
      </td>
      <td className={`${table.end} ${table.wide} ${styles.transfers}`}>
        <span className={table.word}>{say('transfers')} </span>
        {period.transfers ? count(period.transfers) : say(isOpen ? 'notCounted' : 'counting')}
      </td>
      <td className={styles.state}>
        <VerdictChip verdict={isOpen ? 'returned' : 'passed'}>{say(isOpen ? 'reopened' : 'closed')}</VerdictChip>
      </td>
      {onAsk && (
        <td className={`${table.end} ${table.button}`}>
          {!isOpen && (
            <Button onClick={() => onAsk(period.through)}>
              {say('ask')}
              <span className="vh"> {day}</span>
            </Button>
          )}
        </td>
      )}
    </tr>
  )
}

type PeriodsTableProps = {
  readonly periods: readonly PeriodView[]
  /** Unset where this person may not ask, or a request waits already. */
  readonly onAsk: ((through: string) => void) | undefined
}

/** Closings with who made them and how much was booked until then. */
export const PeriodsTable = ({ periods, onAsk }: PeriodsTableProps) => {
  const say = usePeriodsWords()
  return (
    <table className={`${table.table} ${styles.closings}`}>
      <caption className="vh">{say('closingsList')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('through')}</th>
          <th scope="col">{say('closedAt')}</th>
          <th scope="col" className={table.end}>
            {say('transfers')}
          </th>
          <th scope="col" className={styles.state}>
            {say('state')}
          </th>
          {onAsk && (
            <th scope="col">
              <span className="vh">{say('act')}</span>
            </th>
          )}
        </tr>
      </thead>
      <tbody>
        {periods.map((period) => (
          <Row key={period.closedAt + period.through} period={period} onAsk={onAsk} />
        ))}
      </tbody>
    </table>
  )
}
