import { useQuery } from '@tanstack/react-query'
import type { BreakView } from '#wire/payments'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { Part } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import styles from './reconciliation.module.css'
import { breaksQuery } from './reconciliation-queries.ts'
import { useReconciliationWords } from './reconciliation-words.ts'

const lookOf: Partial<Record<BreakView['age'], string>> = { old: styles.old, month: styles.month }

const Row = ({ item, onExplain }: { item: BreakView; onExplain: ((item: BreakView) => void) | undefined }) => {
  const say = useReconciliationWords()
  return (
    <tr>
      <td className={table.lead}>
        {item.day}
        <span className={table.sub}>{[item.reference, item.detail].filter(Boolean).join(', ')}</span>
      </td>
      <td>{say(`side_${item.side}`)}</td>
      <td className={table.end}>
        <Money amount={moneyOf(item.currency, item.minor)} />
      </td>
      <td className={`${table.tight} ${lookOf[item.age] ?? ''}`}>{say('days', { count: item.ageDays })}</td>
      <td className={`${table.end} ${table.button}`}>
        {onExplain ? (
          <Button onClick={() => onExplain(item)}>
            {say('explain')}
            <span className="vh"> {item.reference || item.day}</span>
          </Button>
        ) : (
          say(item.ending === 'explained' ? 'ending_explained' : 'ending_matched', {
            name: item.endedBy?.name ?? '',
            note: item.note,
          })
        )}
      </td>
    </tr>
  )
}

type PartProps = { readonly state: 'open' | 'ended'; readonly onExplain?: (item: BreakView) => void }

/** Breaks as a queue, the oldest first; or those that have ended. */
export const BreaksPart = ({ state, onExplain }: PartProps) => {
  const say = useReconciliationWords()
  const { data: items, error } = useQuery(breaksQuery(state))
  if (state === 'ended' && !items?.length) return null
  return (
    <Part title={say(state === 'open' ? 'breaks' : 'ended')}>
      {error && <StaffProblem error={error} />}
      {items?.length === 0 && <Empty>{say('noBreaks')}</Empty>}
      {items && items.length > 0 && (
        <table className={`${table.table} ${table.linked}`}>
          <thead>
            <tr>
              <th>{say('day')}</th>
              <th>{say('side')}</th>
              <th className={table.end}>{say('amount')}</th>
              <th>{say('age')}</th>
              <th>
                <span className="vh">{say('explain')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.id} item={item} onExplain={onExplain} />
            ))}
          </tbody>
        </table>
      )}
    </Part>
  )
}
