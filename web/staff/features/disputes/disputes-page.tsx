import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { DisputeCase } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { Moment } from '../../moment.tsx'
import { Part, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { TimeLeft } from '../../time-left.tsx'
import { disputeCasesQuery } from './disputes-queries.ts'
import { useStaffDisputeWords } from './disputes-words.ts'

const Row = ({ dispute }: { dispute: DisputeCase }) => {
  const say = useStaffDisputeWords()
  const { id, payer, merchant, amount, reason, state, outcome, decideUntil, endedAt } = dispute
  return (
    <tr>
      <td>
        <Link to="/disputes/$id" params={{ id }}>
          {payer.name}
        </Link>
      </td>
      <td>{merchant.name}</td>
      <td>{say(`reason_${reason}`)}</td>
      <td>{outcome ? say(`outcome_${outcome}`) : say(`state_${state}`)}</td>
      <td>{endedAt ? <Moment at={endedAt} /> : <TimeLeft dueAt={decideUntil} />}</td>
      <td className={table.end}>
        <Money amount={moneyOf(amount.currency, amount.minor)} />
      </td>
    </tr>
  )
}

const empty = { waiting: 'none', borne: 'noneBorne', ended: 'noneEnded' } as const

const List = ({ state }: { state: 'waiting' | 'borne' | 'ended' }) => {
  const say = useStaffDisputeWords()
  const { data, error, refetch } = useQuery(disputeCasesQuery(state))
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />
  if (data.length === 0) return <Empty>{say(empty[state])}</Empty>
  const heads = ['payer', 'merchant', 'reason', 'state', 'time'] as const
  return (
    <table className={table.table} aria-label={say(state)}>
      <thead>
        <tr>
          {heads.map((head) => (
            <th key={head} scope="col">
              {say(head)}
            </th>
          ))}
          <th scope="col" className={table.end}>
            {say('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {data.map((dispute) => (
          <Row key={dispute.id} dispute={dispute} />
        ))}
      </tbody>
    </table>
  )
}

/** What waits to be decided between payers and merchants. */
export const DisputesPage = () => {
  const say = useStaffDisputeWords()
  return (
    <StaffPage title={say('disputes')} lead={say('lead')}>
      <Part title={say('waiting')}>
        <List state="waiting" />
      </Part>
      <Part title={say('borne')}>
        <List state="borne" />
      </Part>
      <Part title={say('ended')}>
        <List state="ended" />
      </Part>
    </StaffPage>
  )
}
