import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Approval } from '#wire/identity'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { ApprovalLines } from '../../approval-lines.tsx'
import { Moment } from '../../moment.tsx'
import { StaffPage } from '../../page.tsx'
import { approvalsQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useApprovalWords } from './approval-words.ts'
import styles from './approvals.module.css'
import { DecidePanel, Withdraw } from './decide-panel.tsx'
import { isNamedKind } from './kind-names.ts'

type RowProps = { readonly approval: Approval; readonly onDecide: () => void }

const Act = ({ approval, onDecide }: RowProps) => {
  const say = useApprovalWords()
  const { path, isMine } = approval
  const isHere = path === '/approvals'
  if (isMine) return isHere ? <Withdraw {...approval} /> : null
  if (isHere) return <Button onClick={onDecide}>{say('decide')}</Button>
  return <Link to={path}>{say('decideThere')}</Link>
}

const Row = ({ approval, onDecide }: RowProps) => {
  const say = useApprovalWords()
  const { kind, askedBy, askedAt, endsAt, reason, lines, isMine } = approval
  return (
    <li>
      <h2>{isNamedKind(kind) ? say(kind) : kind}</h2>
      <p className="small soft">
        {isMine ? say('youAsked') : say('asked', { name: askedBy.name })} <Moment at={askedAt} />
        {endsAt && (
          <>
            , {say('until')} <Moment at={endsAt} />
          </>
        )}
      </p>
      <ApprovalLines lines={lines} />
      {reason && <q>{reason}</q>}
      <div>
        <Act approval={approval} onDecide={onDecide} />
      </div>
    </li>
  )
}

/** What waits for the signature of a second person, in words. */
export const ApprovalsPage = () => {
  const say = useApprovalWords()
  const { data: approvals, error, refetch } = useQuery(approvalsQuery)
  const [open, setOpen] = useState<string>()
  const chosen = approvals?.find(({ id, isMine }) => id === open && !isMine)
  return (
    <StaffPage
      title={say('title')}
      lead={say('lead')}
      panel={chosen && <DecidePanel key={chosen.id} approval={chosen} onClose={() => setOpen(undefined)} />}
    >
      {!approvals && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
      {approvals?.length === 0 && <Empty>{say('none')}</Empty>}
      {approvals && approvals.length > 0 && (
        <ul className={styles.list} aria-label={say('list')}>
          {approvals.map((approval) => (
            <Row key={approval.id} approval={approval} onDecide={() => setOpen(approval.id)} />
          ))}
        </ul>
      )}
    </StaffPage>
  )
}
