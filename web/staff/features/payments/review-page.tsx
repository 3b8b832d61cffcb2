import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { useRef } from 'react'
import { Loading } from '../../../kit/empty.tsx'
import { StaffPage } from '../../page.tsx'
import { reviewQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { referenceOf, useTitle } from '../../whole/payment-title.ts'
import { useReviewWords } from '../../whole/review-words.ts'
import { PaymentBody, PaymentHead, type Whole } from '../../whole/whole-payment.tsx'
import { DecisionForm } from './decision-form.tsx'
import { Neighbors } from './neighbors.tsx'
import { Outcome } from './outcome.tsx'

const Crumb = ({ id }: { id: string }) => {
  const say = useReviewWords()
  return (
    <>
      <span>
        <Link to="/reviews">{say('queue')}</Link> / {referenceOf(id)}
      </span>
      <Neighbors id={id} />
    </>
  )
}

const Review = ({ whole }: { whole: Whole }) => {
  const isOpen = whole.payment.state === 'in_review'
  const wasOpen = useRef(isOpen)
  return (
    <StaffPage
      title={useTitle(whole)}
      crumb={<Crumb id={whole.payment.id} />}
      heading={<PaymentHead whole={whole} />}
      panel={isOpen ? <DecisionForm whole={whole} /> : <Outcome whole={whole} wasOpen={wasOpen.current} />}
    >
      <PaymentBody whole={whole} />
    </StaffPage>
  )
}

/** One payment of the queue, with the panel where it is decided. */
export const ReviewPage = () => {
  const say = useReviewWords()
  const { id = '' } = useParams({ strict: false })
  const { data: whole, error, refetch } = useQuery(reviewQuery(id))
  if (whole) return <Review key={id} whole={whole} />
  return (
    <StaffPage title={say('queue')} crumb={<Crumb id={id} />}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />}
    </StaffPage>
  )
}
