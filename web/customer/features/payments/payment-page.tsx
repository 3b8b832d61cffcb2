import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { PaymentView } from '#wire/payments'
import { paymentQuery } from '../../../api/queries.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { AskedThrough } from './asked-through.tsx'
import { Authorized } from './authorized.tsx'
import { Challenged } from './challenged.tsx'
import { InReview } from './in-review.tsx'
import { Outcome } from './outcome.tsx'
import { useOutcomeWords } from './outcome-words.ts'
import { Settled } from './settled.tsx'
import { Slip } from './slip.tsx'
import { ToldOutcome } from './told-steps.tsx'
import { Tried } from './tried.tsx'
import { Waiting } from './waiting.tsx'

const Shown = ({ payment }: { payment: PaymentView }) => {
  switch (payment.state) {
    case 'challenged':
      return payment.askedThrough === null ? (
        <Challenged payment={payment} />
      ) : (
        <AskedThrough payment={payment} who={payment.askedThrough} />
      )
    case 'waiting':
      return <Waiting payment={payment} />
    case 'tried':
      return <Tried payment={payment} />
    case 'in_review':
      return <InReview payment={payment} />
    case 'authorized':
      return <Authorized payment={payment} />
    case 'announced':
      return <Slip payment={payment} />
    case 'settled':
      return <Settled payment={payment} />
    default:
      return <Outcome payment={payment} state={payment.state} />
  }
}

/** One payment: what it waits for, or what became of it. Changes by itself when the payment does. */
export const PaymentPage = () => {
  const say = useOutcomeWords()
  const { id } = useParams({ strict: false })
  const { data: payment, error, refetch } = useQuery(paymentQuery(id ?? ''))
  if (payment)
    return (
      <>
        <Shown key={payment.state} payment={payment} />
        <ToldOutcome payment={payment} />
      </>
    )
  return (
    <Page title={say('payment')} back="/history">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
