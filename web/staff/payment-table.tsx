import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Party, PaymentView } from '#wire/payments'
import { Button } from '../kit/button.tsx'
import { moneyOf } from '../kit/currency.ts'
import { Empty, Loading } from '../kit/empty.tsx'
import { Money } from '../kit/money.tsx'
import { Moment } from './moment.tsx'
import { PaymentStateChip } from './payment-state.tsx'
import { usePaymentWords } from './payment-words.ts'
import { type PaymentFilter, paymentsQuery } from './queries.ts'
import { StaffProblem } from './staff-problem.tsx'
import { useStaffWords } from './staff-words.ts'
import styles from './table.module.css'

/** A probability as the console writes it: 0.87. */
export const scoreText = (probability: number): string => probability.toFixed(2)

/** One side of a payment: name and the end of the account number, or cash. */
export const PartyName = ({ party }: { party: Party | null }) => {
  const say = usePaymentWords()
  return party ? `${party.name}, ${party.ends}` : say('cash')
}

type Line = { readonly payment: PaymentView; readonly probability: number | null }

const Row = ({ payment, probability }: Line) => {
  const say = usePaymentWords()
  return (
    <tr>
      <td className={styles.tight}>
        <Moment at={payment.createdAt} />
      </td>
      <td className={styles.lead}>
        <Link className={styles.link} to={`/payments/${payment.id}`}>
          <PartyName party={payment.from} />
        </Link>
      </td>
      <td className={styles.wide}>
        <PartyName party={payment.to} />
      </td>
      <td className={styles.desk}>{say(payment.kind)}</td>
      <td>
        <PaymentStateChip state={payment.state} />
      </td>
      <td className={styles.end}>
        {probability !== null && (
          <>
            <span className={styles.word}>{say('score')} </span>
            {scoreText(probability)}
          </>
        )}
      </td>
      <td className={`${styles.end} ${styles.figure}`}>
        <Money amount={moneyOf(payment.amount.currency, payment.amount.minor)} />
      </td>
    </tr>
  )
}

const Rows = ({ lines }: { lines: readonly Line[] }) => {
  const say = usePaymentWords()
  return (
    <table className={`${styles.table} ${styles.linked}`}>
      <caption className="vh">{say('list')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('when')}</th>
          <th scope="col">{say('from')}</th>
          <th scope="col">{say('to')}</th>
          <th scope="col">{say('kind')}</th>
          <th scope="col">{say('state')}</th>
          <th scope="col" className={styles.end}>
            {say('score')}
          </th>
          <th scope="col" className={styles.end}>
            {say('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <Row key={line.payment.id} {...line} />
        ))}
      </tbody>
    </table>
  )
}

/** Payments that fit a filter, newest first, a page at a time. */
export const PaymentTable = (filter: PaymentFilter) => {
  const say = usePaymentWords()
  const sayMore = useStaffWords()
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    paymentsQuery(filter),
  )
  if (!data) return error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />
  const lines = data.pages.flatMap((page) => page.items)
  if (lines.length === 0) return <Empty>{say('none')}</Empty>
  return (
    <>
      <Rows lines={lines} />
      {hasNextPage && (
        <p className={styles.more}>
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {sayMore('more')}
          </Button>
        </p>
      )}
    </>
  )
}
