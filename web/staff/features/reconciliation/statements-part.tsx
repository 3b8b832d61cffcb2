import { useQuery } from '@tanstack/react-query'
import type { ReconciliationView } from '#wire/payments'
import { Empty } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { Part } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { reconciliationsQuery } from './reconciliation-queries.ts'
import { useReconciliationWords } from './reconciliation-words.ts'

const rules = ['reference', 'exact', 'window', 'tolerance', 'many'] as const

const Row = ({ item }: { item: ReconciliationView }) => {
  const say = useReconciliationWords()
  const found = rules.flatMap((rule) => (item.byRule[rule] ? [say(`rule_${rule}`, { count: item.byRule[rule] })] : []))
  return (
    <tr>
      <td className={table.lead}>
        {item.firstDay}, {item.lastDay}
        <span className={table.sub}>
          {item.source}, {item.currency}, {item.broughtBy.name}, <Moment at={item.at} />
        </span>
      </td>
      <td className={table.end}>
        {item.matched} / {item.lines}
      </td>
      <td>{found.join(', ')}</td>
      <td className={table.end}>{item.open}</td>
    </tr>
  )
}

/** Statements that were held against the book, and by what each line was found. */
export const StatementsPart = () => {
  const say = useReconciliationWords()
  const { data: items, error } = useQuery(reconciliationsQuery)
  return (
    <Part title={say('statements')}>
      {error && <StaffProblem error={error} />}
      {items?.length === 0 && <Empty>{say('noStatements')}</Empty>}
      {items && items.length > 0 && (
        <table className={`${table.table} ${table.linked}`}>
          <thead>
            <tr>
              <th>{say('period')}</th>
              <th className={table.end}>{say('lines')}</th>
              <th>{say('found')}</th>
              <th className={table.end}>{say('open')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <Row key={item.id} item={item} />
            ))}
          </tbody>
        </table>
      )}
    </Part>
  )
}
