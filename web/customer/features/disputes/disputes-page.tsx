import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Dispute } from '#wire/payments'
import { disputesQuery } from '../../../api/charge-queries.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import styles from './disputes.module.css'
import { useDisputeWords } from './disputes-words.ts'

const Row = ({ dispute: { id, who, amount, reason, state } }: { dispute: Dispute }) => {
  const say = useDisputeWords()
  return (
    <li>
      <Link className={styles.row} to="/disputes/$id" params={{ id }}>
        <span className="strong">{who}</span>
        <span className={styles.end}>
          <Money amount={moneyOf(amount.currency, amount.minor)} line={state === 'ended' ? 'written' : 'waiting'} />
        </span>
        <span className="small soft">{say(`reason_${reason}`)}</span>
        <span className={`small soft ${styles.end}`}>{say(`state_${state}`)}</span>
      </Link>
    </li>
  )
}

/** Disputes of both kinds: mine, and those of what I took. */
export const DisputesPage = () => {
  const say = useDisputeWords()
  const { data, error, refetch } = useQuery(disputesQuery)
  return (
    <Page title={say('title')} back="/charges">
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {data?.length === 0 && <Empty>{say('none')}</Empty>}
      {data && data.length > 0 && (
        <ul className={styles.list}>
          {data.map((dispute) => (
            <Row key={dispute.id} dispute={dispute} />
          ))}
        </ul>
      )}
    </Page>
  )
}
