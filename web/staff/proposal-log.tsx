import { type UseQueryOptions, useQuery } from '@tanstack/react-query'
import type { Proposal } from '#wire/identity'
import { Loading } from '../kit/empty.tsx'
import { ApprovalLines } from './approval-lines.tsx'
import { Moment } from './moment.tsx'
import { Part } from './page.tsx'
import styles from './proposal-log.module.css'
import { useProposeWords } from './propose-words.ts'
import { StaffProblem } from './staff-problem.tsx'
import table from './table.module.css'

type ProposalLogProps<Key extends readonly unknown[]> = {
  readonly query: UseQueryOptions<Proposal[], Error, Proposal[], Key>
  /** How the kinds begin that are shown; all where it is not said. */
  readonly about?: string
}

/** Who asked for what takes two people, and what became of it. */
export const ProposalLog = <Key extends readonly unknown[]>({ query, about = '' }: ProposalLogProps<Key>) => {
  const say = useProposeWords()
  const { data: all, error, refetch } = useQuery(query)
  const data = all?.filter(({ kind }) => kind.startsWith(about))
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
