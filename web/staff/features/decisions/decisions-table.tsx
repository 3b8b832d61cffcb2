import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { FoundDecision } from '#wire/payments'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { Moment } from '../../moment.tsx'
import { PartyName, scoreText } from '../../payment-table.tsx'
import { type DecisionFilter, decisionsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useStaffWords } from '../../staff-words.ts'
import table from '../../table.module.css'
import { useDecisionsWords } from './decisions-words.ts'
import { Verdict } from './verdict.tsx'

const Row = ({ found }: { found: FoundDecision }) => {
  const say = useDecisionsWords()
  const { payment, verdict, probability, outcome, isFraud } = found
  return (
    <tr>
      <td className={table.tight}>
        <Moment at={payment.createdAt} />
      </td>
      <td className={table.lead}>
        <Link className={table.link} to={`/decisions/${payment.id}`}>
          <PartyName party={payment.from} />
        </Link>
      </td>
      <td className={table.wide}>
        <PartyName party={payment.to} />
      </td>
      <td>
        <Verdict verdict={verdict} />
      </td>
      <td className={table.desk}>
        {say(outcome)}
        {isFraud !== null && `, ${say(isFraud ? 'fraud' : 'genuine')}`}
      </td>
      <td className={table.end}>
        {probability !== null && (
          <>
            <span className={table.word}>{say('score')} </span>
            {scoreText(probability)}
          </>
        )}
      </td>
      <td className={`${table.end} ${table.figure}`}>
        <Money amount={moneyOf(payment.amount.currency, payment.amount.minor)} />
      </td>
    </tr>
  )
}

const Rows = ({ items }: { items: readonly FoundDecision[] }) => {
  const say = useDecisionsWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('list')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('when')}</th>
          <th scope="col" colSpan={2}>
            {say('fromTo')}
          </th>
          <th scope="col">{say('verdict')}</th>
          <th scope="col">{say('outcome')}</th>
          <th scope="col" className={table.end}>
            {say('score')}
          </th>
          <th scope="col" className={table.end}>
            {say('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((found) => (
          <Row key={found.payment.id} found={found} />
        ))}
      </tbody>
    </table>
  )
}

/** Decisions that fit a filter, newest first, a page at a time. */
export const DecisionsTable = ({ filter }: { filter: DecisionFilter }) => {
  const say = useDecisionsWords()
  const sayMore = useStaffWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery({
    ...decisionsQuery(filter),
    placeholderData: (before) => before,
  })
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />
  const items = data.pages.flatMap((page) => page.items)
  if (items.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <>
      <Rows items={items} />
      {hasNextPage && (
        <p className={table.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {sayMore('more')}
          </Button>
        </p>
      )}
    </>
  )
}
