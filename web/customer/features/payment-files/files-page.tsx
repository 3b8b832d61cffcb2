import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PaymentFile } from '#wire/payments'
import { paymentFilesQuery } from '../../../api/payment-file-queries.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { Bring } from './bring.tsx'
import { useFileWords } from './file-words.ts'
import styles from './files.module.css'
import { stateOf } from './state-of.ts'

const Row = ({ file }: { file: PaymentFile }) => {
  const say = useFileWords()
  const language = useLanguage()
  const { id, message, lines, currency, total, at } = file
  return (
    <li>
      <Link className={styles.row} to="/payment-files/$id" params={{ id }}>
        <span className="strong">{message}</span>
        <span className={styles.end}>{currency && <Money amount={moneyOf(currency, total)} />}</span>
        <span className="small soft">
          {dayAndTime(new Date(at), language)}, {say('lines', { count: lines })}
        </span>
        <span className={`small soft ${styles.end}`}>{say(`state_${stateOf(file)}`)}</span>
      </Link>
    </li>
  )
}

/** Brings files of payments, and has those of before. */
export const PaymentFilesPage = () => {
  const say = useFileWords()
  const { data: files, error, refetch } = useQuery(paymentFilesQuery)
  return (
    <Page title={say('title')} back="/overview">
      <Bring />
      <Section title={say('past')} ruled={files !== undefined && files.length > 0}>
        {error && <ProblemNote error={error} onRetry={() => refetch()} />}
        {!files && !error && <Loading rows={3} />}
        {files?.length === 0 && <Empty>{say('none')}</Empty>}
        {files && files.length > 0 && (
          <ul className={styles.list}>
            {files.map((file) => (
              <Row key={file.id} file={file} />
            ))}
          </ul>
        )}
      </Section>
    </Page>
  )
}
