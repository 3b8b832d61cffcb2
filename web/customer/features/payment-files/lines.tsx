import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PaymentFile, PaymentFileLine } from '#wire/payments'
import { paymentFileLinesQuery } from '../../../api/payment-file-queries.ts'
import { Problem } from '../../../api/problem.ts'
import { type Verdict, VerdictChip } from '../../../kit/chip.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { useProblemSentence } from '../../../kit/problem-words.ts'
import { MoreButton, Section } from '../../../kit/section.tsx'
import { useFileWords } from './file-words.ts'
import styles from './files.module.css'

const verdicts: Readonly<Record<PaymentFileLine['state'], Verdict>> = {
  refused: 'stopped',
  waits: 'held',
  settled: 'passed',
  challenged: 'asked',
  waiting: 'held',
  tried: 'held',
  in_review: 'held',
  blocked: 'stopped',
  announced: 'held',
  authorized: 'held',
  returned: 'returned',
  cancelled: 'returned',
  expired: 'returned',
}

const rules = [
  'malformed',
  'no-such-account',
  'no-day',
  'day-to-come',
  'number-wrong',
  'same-account',
  'currency-differs',
  'amount-wrong',
  'note-too-long',
  'note-odd',
] as const

/** Why a line was refused, in the reader's language: by the rule of files, else as any refused payment says it. */
const useWhy = () => {
  const say = useFileWords()
  const sentence = useProblemSentence()
  return ({ state, rule, detail }: PaymentFileLine): string | undefined => {
    if (state !== 'refused' || rule === null) return undefined
    const known = rules.find((one) => one === rule)
    return known ? say(`rule_${known}`) : sentence(new Problem(rule, 422, detail)).lead
  }
}

const Line = ({ line }: { line: PaymentFileLine }) => {
  const say = useFileWords()
  const whyOf = useWhy()
  const { number, reference, to, currency, minor, note, state, payment, rule } = line
  const why = whyOf(line)
  return (
    <li className={styles.line}>
      <span className={styles.number}>
        <span className="vh">{say('line', { number })}</span>
        <span aria-hidden="true">{number}</span>
      </span>
      <span className={styles.whom}>
        <span className={styles.digits}>{to || '–'}</span>
        <span className="small soft">{[reference, note].filter(Boolean).join(' · ')}</span>
      </span>
      <span className={styles.amount}>{currency && minor && <Money amount={moneyOf(currency, minor)} />}</span>
      <span className={styles.result}>
        <VerdictChip verdict={verdicts[state]}>{say(`line_${state}`)}</VerdictChip>
        {why && <span className="small">{why}</span>}
        {rule === 'malformed' && (
          <span className="tiny mut" lang="en">
            {line.detail}
          </span>
        )}
        {payment && state !== 'waits' && state !== 'refused' && (
          <Link className="small" to="/payments/$id" params={{ id: payment }}>
            {say('look')}
            <span className="vh">: {say('line', { number })}</span>
          </Link>
        )}
      </span>
    </li>
  )
}

/** What became of each order, in the order of the file. */
export const Lines = ({ file: { id, state, left } }: { file: PaymentFile }) => {
  const say = useFileWords()
  const query = useInfiniteQuery(paymentFileLinesQuery(id, state, left))
  const lines = query.data?.pages.flatMap(({ items }) => items)
  return (
    <Section title={say('results')} ruled>
      {query.error && <ProblemNote error={query.error} onRetry={() => query.refetch()} />}
      {!lines && !query.error && <Loading rows={4} />}
      <ol>
        {lines?.map((line) => (
          <Line key={line.number} line={line} />
        ))}
      </ol>
      {query.hasNextPage && (
        <p className={styles.form}>
          <MoreButton onClick={() => void query.fetchNextPage()}>{say('more')}</MoreButton>
        </p>
      )}
    </Section>
  )
}
