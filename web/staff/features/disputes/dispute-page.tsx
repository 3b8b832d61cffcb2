import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import type { DisputeCase } from '#wire/payments'
import { evidencePath } from '../../../api/send-file.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import { FactRow, Pair, Part, StaffPage } from '../../page.tsx'
import { Quote } from '../../panel.tsx'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { TimeLeft } from '../../time-left.tsx'
import { DecidePanel } from './decide.tsx'
import { disputeCaseQuery } from './disputes-queries.ts'
import { useStaffDisputeWords } from './disputes-words.ts'

type Props = { readonly dispute: DisputeCase }

const About = ({ dispute }: Props) => {
  const say = useStaffDisputeWords()
  const language = useLanguage()
  const { amount, reason, state, captured, refunded, isCredited, decideUntil, endedAt } = dispute
  const sum = (of: DisputeCase['captured']) => formatMoney(moneyOf(of.currency, of.minor), language)
  return (
    <FactRow
      facts={[
        [say('amount'), sum(amount)],
        [say('reason'), say(`reason_${reason}`)],
        [say('state'), say(`state_${state}`)],
        [say('taken'), sum(captured)],
        [say('refunded'), sum(refunded)],
        [say('credited'), say(isCredited ? 'yes' : 'no')],
        [say('time'), endedAt ? <Moment key="at" at={endedAt} /> : <TimeLeft key="left" dueAt={decideUntil} />],
      ]}
    />
  )
}

const Files = ({ dispute: { id, evidence } }: Props) => {
  const say = useStaffDisputeWords()
  if (evidence.length === 0) return <p className={table.note}>{say('noFiles')}</p>
  return (
    <ul>
      {evidence.map(({ id: file, name, side, at }) => (
        <li key={file}>
          <a href={evidencePath('dispute-cases', id, file)} download>
            {name}
          </a>{' '}
          <span className="small soft">
            {say(`file_${side}`)}, <Moment at={at} />
          </span>
        </li>
      ))}
    </ul>
  )
}

const Proposals = ({ dispute: { proposals } }: Props) => {
  const say = useStaffDisputeWords()
  if (proposals.length === 0) return <p className={table.note}>{say('noProposals')}</p>
  return (
    <ul>
      {proposals.map(({ id, what, askedBy, outcome, endedBy, askedAt }) => (
        <li key={id}>
          <span className="strong">{say(`what_${what}`)}</span>{' '}
          <span className="small soft">
            {say('proposedBy', { name: askedBy.name })}, <Moment at={askedAt} />,{' '}
            {say(`proposal_${outcome}`, { name: endedBy?.name ?? '' })}
          </span>
        </li>
      ))}
    </ul>
  )
}

const Whole = ({ dispute }: Props) => {
  const say = useStaffDisputeWords()
  return (
    <>
      <About dispute={dispute} />
      <Pair>
        <Part title={say('payerSays')}>
          <Quote>{dispute.words}</Quote>
        </Part>
        <Part title={say('merchantSays')}>
          {dispute.answer === null ? <p className={table.note}>{say('noAnswer')}</p> : <Quote>{dispute.answer}</Quote>}
        </Part>
      </Pair>
      {dispute.note && (
        <Part title={say('bankSays')}>
          <Quote>{dispute.note}</Quote>
        </Part>
      )}
      <Pair>
        <Part title={say('files')}>
          <Files dispute={dispute} />
        </Part>
        <Part title={say('proposals')}>
          <Proposals dispute={dispute} />
        </Part>
      </Pair>
    </>
  )
}

/** One dispute with all that both sides brought, and beside it what becomes of it. */
export const DisputePage = () => {
  const say = useStaffDisputeWords()
  const { id } = useParams({ strict: false })
  const { data, error, refetch } = useQuery(disputeCaseQuery(id ?? ''))
  return (
    <StaffPage
      title={data ? say('title', { payer: data.payer.name, merchant: data.merchant.name }) : say('disputes')}
      crumb={<Link to="/disputes">{say('disputes')}</Link>}
      panel={data && <DecidePanel dispute={data} />}
    >
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {data && <Whole dispute={data} />}
    </StaffPage>
  )
}
