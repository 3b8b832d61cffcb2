import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { z } from 'zod'
import type { oneDecision } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Part, StaffPage } from '../../page.tsx'
import { decisionQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { referenceOf, useTitle } from '../../whole/payment-title.ts'
import { PaymentBody, PaymentHead } from '../../whole/whole-payment.tsx'
import { DecisionPanel } from './decision-panel.tsx'
import styles from './decisions.module.css'
import { useDecisionsWords } from './decisions-words.ts'
import { Neighborhood } from './graph.tsx'
import { Passed } from './passed.tsx'

/** One decision with everything that is known around it. */
export type OneDecision = z.output<typeof oneDecision.answer>

const Crumb = ({ id }: { id: string }) => {
  const say = useDecisionsWords()
  return (
    <span>
      <Link to="/decisions">{say('decisions')}</Link> / {referenceOf(id)}
    </span>
  )
}

/** What would have let it pass, in sentences. */
const useChanges = ({ counterfactual, payment }: OneDecision): string[] => {
  const say = useDecisionsWords()
  const language = useLanguage()
  if (!counterfactual) return [say('noneKept')]
  const { passesBelow, passesLaterDays } = counterfactual
  if (passesBelow === null && passesLaterDays === null) return [say('nothing')]
  return [
    ...(passesBelow === null
      ? []
      : [say('below', { amount: formatMoney(moneyOf(payment.amount.currency, passesBelow), language) })]),
    ...(passesLaterDays === null ? [] : [say('later', { count: passesLaterDays })]),
  ]
}

const Changed = ({ whole }: { whole: OneDecision }) => {
  const say = useDecisionsWords()
  const changes = useChanges(whole)
  return (
    <Part title={say('changed')}>
      <div className={styles.sentences}>
        {changes.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
      {whole.counterfactual && <p className={styles.how}>{say('changedHow')}</p>}
    </Part>
  )
}

const Decision = ({ whole }: { whole: OneDecision }) => {
  const say = useDecisionsWords()
  return (
    <StaffPage
      title={useTitle(whole)}
      crumb={<Crumb id={whole.payment.id} />}
      heading={<PaymentHead whole={whole} />}
      panel={<DecisionPanel whole={whole} />}
    >
      <PaymentBody whole={whole}>
        {whole.decision?.verdict === 'allow' ? <Passed id={whole.payment.id} /> : <Changed whole={whole} />}
        <Part title={say('around')}>
          <Neighborhood graph={whole.graph} />
        </Part>
      </PaymentBody>
    </StaffPage>
  )
}

/** One decision whole: why, what would have changed it, what became of it, and who is around it. */
export const DecisionPage = () => {
  const say = useDecisionsWords()
  const { id = '' } = useParams({ strict: false })
  const { data: whole, error, refetch } = useQuery(decisionQuery(id))
  if (whole) return <Decision key={id} whole={whole} />
  return (
    <StaffPage title={say('decisions')} crumb={<Crumb id={id} />}>
      {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />}
    </StaffPage>
  )
}
