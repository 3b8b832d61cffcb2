import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Part } from '../../page.tsx'
import { passedUpToQuery } from '../../queries.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import styles from './decisions.module.css'
import { useDecisionsWords } from './decisions-words.ts'

/** What would have stopped a payment that passed: found by trying, once somebody asks. */
export const Passed = ({ id }: { id: string }) => {
  const say = useDecisionsWords()
  const language = useLanguage()
  const [isAsked, setIsAsked] = useState(false)
  const { data, error, isFetching } = useQuery({ ...passedUpToQuery(id), enabled: isAsked })
  const amount = data ? formatMoney(moneyOf(data.amount.currency, data.amount.minor), language) : ''
  return (
    <Part title={say('changed')}>
      <div className={styles.sentences}>
        <p>{say('passed')}</p>
        <p role="status">
          {data && (data.above ? say(`above_${data.above}`, { amount }) : say('aboveNone', { amount }))}
        </p>
      </div>
      {data && <p className={styles.how}>{say('passedHow')}</p>}
      {error && <StaffProblem error={error} />}
      {!data && !error && (
        <p className={styles.try}>
          <Button busy={isFetching} onClick={() => setIsAsked(true)}>
            {say('askPassed')}
          </Button>
        </p>
      )}
    </Part>
  )
}
