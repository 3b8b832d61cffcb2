import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { ReviewItem } from '#wire/payments'
import { ButtonLink } from '../../../kit/button.tsx'
import type { MoneyAmount } from '../../../kit/currency.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { StaffPage } from '../../page.tsx'
import { PartyName, scoreText } from '../../payment-table.tsx'
import { reviewsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { expectedLoss } from '../../whole/expected-loss.ts'
import { useReviewWords } from '../../whole/review-words.ts'
import { WaitingFor } from './waiting.tsx'

const amountOf = ({ payment }: ReviewItem): MoneyAmount => moneyOf(payment.amount.currency, payment.amount.minor)

const atRisk = (item: ReviewItem): MoneyAmount => expectedLoss(amountOf(item), item.probability)

const sumsOf = (items: readonly ReviewItem[]): MoneyAmount[] => {
  const sums = new Map<MoneyAmount['currency'], bigint>()
  for (const item of items) {
    const { currency, minor } = amountOf(item)
    sums.set(currency, (sums.get(currency) ?? 0n) + minor)
  }
  return [...sums].map(([currency, minor]) => ({ currency, minor }))
}

const Row = ({ item }: { item: ReviewItem }) => {
  const say = useReviewWords()
  const { payment, probability, waitingSince } = item
  const [reason] = payment.reasons
  return (
    <tr>
      <td className={table.lead}>
        <Link className={table.link} to={`/reviews/${payment.id}`}>
          <PartyName party={payment.from} />
        </Link>
        <span className={table.sub}>
          <PartyName party={payment.to} />
        </span>
      </td>
      <td className={table.wide} lang="en">
        {reason?.sentence}
      </td>
      <td className={`${table.end} ${table.tight}`}>
        <span className={table.word}>{say('waitingFor')} </span>
        <WaitingFor since={waitingSince} />
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('score')} </span>
        {scoreText(probability)}
      </td>
      <td className={table.end}>
        <span className={table.word}>{say('atRisk')} </span>
        <Money amount={atRisk(item)} />
      </td>
      <td className={`${table.end} ${table.figure} strong`}>
        <Money amount={amountOf(item)} line="waiting" />
      </td>
    </tr>
  )
}

const Queue = ({ items }: { items: readonly ReviewItem[] }) => {
  const say = useReviewWords()
  return (
    <table className={`${table.table} ${table.linked}`}>
      <caption className="vh">{say('queueCaption')}</caption>
      <thead>
        <tr className="l-one">
          <th scope="col">{say('fromTo')}</th>
          <th scope="col">{say('why')}</th>
          <th scope="col" className={table.end}>
            {say('waitingFor')}
          </th>
          <th scope="col" className={table.end}>
            {say('score')}
          </th>
          <th scope="col" className={table.end}>
            {say('atRisk')}
          </th>
          <th scope="col" className={table.end}>
            {say('amount')}
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Row key={item.payment.id} item={item} />
        ))}
      </tbody>
    </table>
  )
}

const AllClear = () => {
  const say = useReviewWords()
  return (
    <Empty>
      <p className="strong">{say('allClear')}</p>
      <p className="soft">{say('allClearMore')}</p>
      <p className={table.more}>
        <ButtonLink to="/payments">{say('toPayments')}</ButtonLink>
      </p>
    </Empty>
  )
}

/** Payments that wait for a person, most money at risk first. */
export const QueuePage = () => {
  const say = useReviewWords()
  const language = useLanguage()
  const { data: items, error, refetch } = useQuery(reviewsQuery)
  const sum = sumsOf(items ?? [])
    .map((amount) => formatMoney(amount, language))
    .join(' + ')
  const lead = items && items.length > 0 ? say('queueLead', { count: items.length, sum }) : undefined
  return (
    <StaffPage title={say('queue')} lead={lead}>
      <div className={table.more}>
        {!items && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
        {items && (items.length > 0 ? <Queue items={items} /> : <AllClear />)}
      </div>
    </StaffPage>
  )
}
