import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Loading } from '../../../kit/empty.tsx'
import { StaffPage } from '../../page.tsx'
import { reviewQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { referenceOf, useTitle } from '../../whole/payment-title.ts'
import { useReviewWords } from '../../whole/review-words.ts'
import { PaymentBody, PaymentHead, type Whole } from '../../whole/whole-payment.tsx'
import { Outcome } from './outcome.tsx'

const Crumb = ({ id }: { id: string }) => {
  const say = useReviewWords()
  return (
    <span>
      <Link to="/payments">{say('payments')}</Link> / {referenceOf(id)}
    </span>
  )
}

const Payment = ({ whole }: { whole: Whole }) => (
  <StaffPage
    title={useTitle(whole)}
    crumb={<Crumb id={whole.payment.id} />}
    heading={<PaymentHead whole={whole} />}
    panel={<Outcome whole={whole} />}
  >
    <PaymentBody whole={whole} />
  </StaffPage>
)

/** One payment to read: what it was, how it was scored, and what became of it. */
export const PaymentPage = () => {
  const say = useReviewWords()
  const { id = '' } = useParams({ strict: false })
  const { data: whole, error, refetch } = useQuery(reviewQuery(id))
  if (whole) return <Payment key={id} whole={whole} />
  return (
    <StaffPage title={say('payments')} crumb={<Crumb id={id} />}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />}
    </StaffPage>
  )
}
