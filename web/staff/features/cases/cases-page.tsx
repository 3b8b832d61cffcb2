import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import type { CaseView } from '#wire/fraud'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Moment } from '../../moment.tsx'
import { Filters, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { TimeLeft } from '../../time-left.tsx'
import { casesQuery } from './case-queries.ts'
import { useCaseWords } from './case-words.ts'
import { Sums } from './sums.tsx'

const Row = ({ it }: { it: CaseView }) => {
  const say = useCaseWords()
  const [first, ...others] = it.payments
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to={`/cases/${it.id}`}>
          {first?.payer}
        </Link>
        <span className={table.sub}>
          {say('to', { name: first?.payee ?? say('cash') })}
          {it.kind === 'statement' && `, ${say('statement')}`}
          {others.length > 0 && `, ${say('more', { count: others.length })}`}
        </span>
      </td>
      <td className={table.tight}>
        <span className={table.word}>{say('assigned')} </span>
        {it.assignedTo?.name ?? <span className="mut">{say('nobody')}</span>}
      </td>
      <td className={table.tight}>
        {it.closedAt ? (
          <>
            <span className={table.word}>{say('closedAt')} </span>
            <Moment at={it.closedAt} />
          </>
        ) : (
          <TimeLeft dueAt={it.dueAt} />
        )}
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('onHold')} </span>
        <Sums of={it.onHold} line="waiting" />
      </td>
      <td className={`${table.end} ${table.figure} strong`}>
        <Sums of={it.expectedLoss} />
      </td>
    </tr>
  )
}

const List = ({ items, isClosed }: { items: readonly CaseView[]; isClosed: boolean }) => {
  const say = useCaseWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('caption')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('who')}</th>
          <th scope="col">{say('assigned')}</th>
          <th scope="col">{say(isClosed ? 'closedAt' : 'due')}</th>
          <th scope="col" className={table.end}>
            {say('onHold')}
          </th>
          <th scope="col" className={table.end} title={say('lossMore')}>
            {say('loss')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((it) => (
          <Row key={it.id} it={it} />
        ))}
      </tbody>
    </table>
  )
}

const Nothing = ({ isClosed }: { isClosed: boolean }) => {
  const say = useCaseWords()
  return (
    <Empty>
      <p className="strong">{say(isClosed ? 'noneClosed' : 'allClear')}</p>
      {!isClosed && <p className="soft">{say('allClearMore')}</p>}
    </Empty>
  )
}

/** What waits for a person, gathered into cases, most expected loss first. */
export const CasesPage = () => {
  const say = useCaseWords()
  const navigate = useNavigate()
  const { state = 'open' } = useSearch({ strict: false }) as { state?: 'open' | 'closed' }
  const { data: items, error, refetch } = useQuery(casesQuery(state))
  const isClosed = state === 'closed'
  const lead = !isClosed && items && items.length > 0 ? say('lead', { count: items.length }) : undefined
  return (
    <StaffPage title={say('cases')} lead={lead}>
      <Filters>
        <SelectField
          label={say('which')}
          value={state}
          onChange={(chosen) =>
            navigate({ to: '/cases', search: { state: chosen === 'closed' ? 'closed' : undefined } })
          }
          options={[
            { value: 'open', label: say('open') },
            { value: 'closed', label: say('closed') },
          ]}
        />
      </Filters>
      {!items && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {items && (items.length > 0 ? <List items={items} isClosed={isClosed} /> : <Nothing isClosed={isClosed} />)}
    </StaffPage>
  )
}
