import { IconCheck } from '@tabler/icons-react'
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { prove } from '#wire/ledger'
import { call } from '../../../api/call.ts'
import { Button } from '../../../kit/button.tsx'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Note } from '../../../kit/note.tsx'
import { Part, StaffPage } from '../../page.tsx'
import { lastProofQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './books.module.css'
import { useBooksWords } from './books-words.ts'
import { Finding } from './finding.tsx'
import { LedgersTable } from './ledgers-table.tsx'

const rules = ['rule1', 'rule2', 'rule3', 'rule4', 'rule5', 'rule6', 'rule7', 'rule8'] as const

const Rules = ({ isProved }: { isProved: boolean }) => {
  const say = useBooksWords()
  return (
    <ul className={styles.rules}>
      {rules.map((rule) => (
        <li key={rule} data-proved={isProved || undefined}>
          {isProved ? <Icon of={IconCheck} size={18} /> : <span className={styles.open} />}
          {say(rule)}
        </li>
      ))}
    </ul>
  )
}

/** The last proof of the books, and an act that makes another one. */
const useProof = () => {
  const client = useQueryClient()
  const { data, error, refetch } = useQuery(lastProofQuery)
  const again = () => client.invalidateQueries({ queryKey: lastProofQuery.queryKey })
  const proving = useMutation({ mutationFn: () => call(prove, {}), onSettled: again })
  return {
    last: data?.last ?? null,
    isThere: data !== undefined,
    isRunning: proving.isPending || data?.isRunning === true,
    proveNow: () => proving.mutate(),
    failure: proving.error,
    error: data === undefined ? error : null,
    refetch,
  }
}

/** The books and their last proof: debits and credits of each ledger, closed by a double line once they are proved. */
export const BooksPage = () => {
  const say = useBooksWords()
  const { last, isThere, isRunning, proveNow, failure, error, refetch } = useProof()
  const isProved = last?.proof.proved === true
  return (
    <StaffPage title={say('books')} lead={say('lead')}>
      <p className={styles.act}>
        <Button look={last ? 'quiet' : 'go'} busy={isRunning} onClick={proveNow}>
          {say(isRunning ? 'proving' : last ? 'again' : 'prove')}
        </Button>
      </p>
      <div role="status" className={styles.finding}>
        {failure && !isRunning && <StaffProblem error={failure} />}
        {isRunning && (
          <Note tone="know" lead={say('running')}>
            {last && say('runningMore')}
          </Note>
        )}
        {last && <Finding last={last} />}
      </div>
      {error && <StaffProblem error={error} onRetry={refetch} />}
      {(!isThere || (isRunning && !last)) && !error && <Loading rows={3} />}
      {isThere && !last && !isRunning && (
        <Empty>
          <b>{say('never')}</b> {say('neverMore')}
        </Empty>
      )}
      {last && (
        <Part title={say('ledgers')}>
          <LedgersTable ledgers={last.proof.ledgers} isProved={isProved} />
        </Part>
      )}
      <Part title={say('rules')}>
        <Rules isProved={isProved} />
      </Part>
    </StaffPage>
  )
}
