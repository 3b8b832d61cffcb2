import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { CaseView } from '#wire/fraud'
import { Loading } from '../../../kit/empty.tsx'
import { Moment } from '../../moment.tsx'
import { FactRow, Part, StaffPage } from '../../page.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import { Answers } from './answers.tsx'
import { CaseFile } from './case-file.tsx'
import { CasePayments } from './case-payments.tsx'
import { caseQuery } from './case-queries.ts'
import { useCaseWords } from './case-words.ts'
import { Sums } from './sums.tsx'
import { WorkPanel } from './work-panel.tsx'

const Facts = ({ it }: { it: CaseView }) => {
  const say = useCaseWords()
  return (
    <FactRow
      facts={[
        [say('opened'), <Moment key="opened" at={it.openedAt} width="long" />],
        [say('assigned'), it.assignedTo?.name ?? say('nobody')],
        [say('payments'), String(it.payments.length)],
        it.kind === 'review'
          ? [say('onHold'), <Sums key="held" of={it.onHold} line="waiting" />]
          : [say('kind'), say('statement')],
        [say('loss'), <Sums key="loss" of={it.expectedLoss} />],
      ]}
    />
  )
}

/** One case whole: its payments, its file, and the panel where an analyst works on it. */
export const CasePage = () => {
  const say = useCaseWords()
  const { id = '' } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(caseQuery(id))
  const crumb = <Link to="/cases">{say('cases')}</Link>
  if (!data)
    return (
      <StaffPage title={say('cases')} crumb={crumb}>
        {error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />}
      </StaffPage>
    )
  const { case: it, entries, analysts } = data
  return (
    <StaffPage
      title={say('caseOf', { name: it.payments[0]?.payer ?? '' })}
      crumb={crumb}
      panel={<WorkPanel key={id} it={it} analysts={analysts} />}
    >
      <Facts it={it} />
      <Part title={say('paymentsOf')}>
        <CasePayments payments={it.payments} />
      </Part>
      {it.kind === 'statement' && <Answers it={it} />}
      <Part title={say('file')}>
        <CaseFile entries={entries} payments={it.payments} />
      </Part>
    </StaffPage>
  )
}
