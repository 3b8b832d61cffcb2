import { Link } from '@tanstack/react-router'
import type { PastPayment } from '#wire/payments'
import { moneyOf } from '../../kit/currency.ts'
import { Money } from '../../kit/money.tsx'
import { Moment } from '../moment.tsx'
import { scoreText } from '../payment-table.tsx'
import { usePaymentWords } from '../payment-words.ts'
import styles from './past-payments.module.css'

type PastPaymentsProps = {
  readonly payments: readonly PastPayment[]
  readonly side: 'from' | 'to'
  readonly none: string
}

const Row = ({ payment }: { payment: PastPayment }) => {
  const say = usePaymentWords()
  return (
    <tr>
      <td>
        <Moment at={payment.at} width="day" />
      </td>
      <td>
        <Link to={`/payments/${payment.id}`}>{payment.name || say('cash')}</Link>
        {payment.state !== 'settled' && <small>{say(payment.state)}</small>}
      </td>
      <td>
        <Money amount={moneyOf(payment.amount.currency, payment.amount.minor)} />
      </td>
      <td>{payment.probability === null ? '' : scoreText(payment.probability)}</td>
    </tr>
  )
}

/** What somebody paid or received before, newest first, with the score that each had. */
export const PastPayments = ({ payments, side, none }: PastPaymentsProps) => {
  const say = usePaymentWords()
  if (payments.length === 0) return <p className={styles.none}>{none}</p>
  return (
    <table className={styles.table}>
      <thead>
        <tr>
          <th scope="col">{say('day')}</th>
          <th scope="col">{say(side)}</th>
          <th scope="col">{say('amount')}</th>
          <th scope="col">{say('score')}</th>
        </tr>
      </thead>
      <tbody>
        {payments.map((payment) => (
          <Row key={payment.id} payment={payment} />
        ))}
      </tbody>
    </table>
  )
}
