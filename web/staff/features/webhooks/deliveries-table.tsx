import { useInfiniteQuery } from '@tanstack/react-query'
import type { WebhookDelivery, WebhookState } from '#wire/notifications'
import { Button } from '../../../kit/button.tsx'
import { VerdictChip } from '../../../kit/chip.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { deliveriesQuery } from './webhook-queries.ts'
import { eventWord, useWebhookWords } from './webhook-words.ts'

const verdicts = { waiting: 'held', delivered: 'passed', 'given-up': 'stopped' } as const

type RowProps = { readonly delivery: WebhookDelivery; readonly onOpen: (id: string) => void }

const Row = ({ delivery: { id, type, at, state, attempts, last, dueAt }, onOpen }: RowProps) => {
  const say = useWebhookWords()
  return (
    <tr>
      <td className={table.lead}>
        <span className="strong">{say(eventWord(type))}</span>
        <span className={table.sub}>{id}</span>
      </td>
      <td className={table.tight}>
        <Moment at={at} />
      </td>
      <td>
        {last ? (last.failure ?? say('answered', { status: last.status ?? '' })) : say('notTried')}
        <span className={table.sub}>
          {say('tries', { count: attempts })}
          {dueAt && attempts > 0 && (
            <>
              {', '}
              {say('again')} <Moment at={dueAt} />
            </>
          )}
        </span>
      </td>
      <td className={table.figure}>
        <VerdictChip verdict={verdicts[state]}>{say(state)}</VerdictChip>
      </td>
      <td className={`${table.end} ${table.button}`}>
        <Button onClick={() => onOpen(id)}>
          {say('look')}
          <span className="vh"> {id}</span>
        </Button>
      </td>
    </tr>
  )
}

type DeliveriesTableProps = {
  readonly endpoint: string
  readonly state: WebhookState | undefined
  readonly onOpen: (id: string) => void
}

/** What was sent, newest event first. */
export const DeliveriesTable = ({ endpoint, state, onOpen }: DeliveriesTableProps) => {
  const say = useWebhookWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    deliveriesQuery(endpoint, state),
  )
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={4} />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Empty>{say('nothingSent')}</Empty>
  return (
    <>
      <table className={table.table}>
        <caption className="vh">{say('log')}</caption>
        <thead>
          <tr className="l-one">
            <th scope="col">{say('event')}</th>
            <th scope="col">{say('at')}</th>
            <th scope="col">{say('lastTry')}</th>
            <th scope="col">{say('state')}</th>
            <th scope="col">
              <span className="vh">{say('look')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {items.map((delivery) => (
            <Row key={delivery.id} delivery={delivery} onOpen={onOpen} />
          ))}
        </tbody>
      </table>
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {say('older')}
          </Button>
        </p>
      )}
    </>
  )
}
