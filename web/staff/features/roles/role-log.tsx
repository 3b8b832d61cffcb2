import { useQuery } from '@tanstack/react-query'
import { Loading } from '../../../kit/empty.tsx'
import { ApprovalLines } from '../../approval-lines.tsx'
import { Moment } from '../../moment.tsx'
import { Part } from '../../page.tsx'
import { roleProposalsQuery } from '../../role-queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import table from '../../table.module.css'
import { useRoleWords } from './role-words.ts'
import styles from './roles.module.css'

/** Who asked for which change of roles, and what became of it. */
export const RoleLog = () => {
  const say = useRoleWords()
  const { data, error, refetch } = useQuery(roleProposalsQuery)
  return (
    <Part title={say('log')}>
      {!data && (error ? <StaffProblem error={error} onRetry={() => refetch()} /> : <Loading rows={2} />)}
      {data?.length === 0 && <p className={table.note}>{say('logNone')}</p>}
      <ol className={styles.log}>
        {data?.map(({ id, outcome, askedBy, endedBy, askedAt, endedAt, lines, reason }) => (
          <li key={id}>
            <b>{say(`did_${outcome}`, { name: askedBy.name, other: endedBy?.name ?? '' })}</b>
            <span className="small soft">
              <Moment at={endedAt ?? askedAt} width="long" />
            </span>
            <ApprovalLines lines={lines} />
            <q>{reason}</q>
          </li>
        ))}
      </ol>
    </Part>
  )
}
