import { IconAlertOctagon, IconCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import type { Proof } from '#wire/ledger'
import { Button } from '../../../kit/button.tsx'
import { clockTime } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Note } from '../../../kit/note.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { FactRow, Part, StaffPage } from '../../page.tsx'
import { proofQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './books.module.css'
import { useBooksWords } from './books-words.ts'
import { LedgersTable } from './ledgers-table.tsx'

const rules = ['rule1', 'rule2', 'rule3', 'rule4', 'rule5', 'rule6'] as const

const count = (value: number): string => new Intl.NumberFormat('en-IN').format(value)

const Finding = ({ proof, at }: { proof: Proof; at: number }) => {
  const say = useBooksWords()
  const language = useLanguage()
  if (proof.proved)
    return (
      <Note lead={say('proved')}>
        {say('provedMore', {
          transfers: count(proof.transfers),
          accounts: count(proof.accounts),
          seconds: proof.seconds.toFixed(proof.seconds < 10 ? 2 : 1),
          time: clockTime(new Date(at), language),
        })}
      </Note>
    )
  return (
    <>
      <Note tone="stop" icon={IconAlertOctagon} lead={say('broken')}>
        {say('brokenMore')}
      </Note>
      {proof.breach && (
        <div lang="en">
          <FactRow
            facts={[
              [say('rule'), proof.breach.rule],
              [say('offender'), proof.breach.offender],
              [say('detail'), proof.breach.detail],
            ]}
          />
        </div>
      )}
    </>
  )
}

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

/** The books and their proof: debits and credits of each ledger, closed by a double line once they are proved. */
export const BooksPage = () => {
  const say = useBooksWords()
  const { data: proof, error, refetch, isFetching, dataUpdatedAt } = useQuery(proofQuery)
  const isProved = proof?.proved === true && !isFetching
  return (
    <StaffPage title={say('books')} lead={say('lead')}>
      <p className={styles.act}>
        <Button look={proof ? 'quiet' : 'go'} busy={isFetching} onClick={() => refetch()}>
          {say(isFetching ? 'proving' : proof ? 'again' : 'prove')}
        </Button>
      </p>
      <div role="status" className={styles.finding}>
        {error && !isFetching && <StaffProblem error={error} />}
        {proof && !isFetching && <Finding proof={proof} at={dataUpdatedAt} />}
      </div>
      {isFetching && <Loading rows={3} label={say('proving')} />}
      {proof && !isFetching && (
        <Part title={say('ledgers')}>
          <LedgersTable ledgers={proof.ledgers} isProved={proof.proved} />
        </Part>
      )}
      <Part title={say('rules')}>
        <Rules isProved={isProved} />
      </Part>
    </StaffPage>
  )
}
