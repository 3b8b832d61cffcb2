import { Link } from '@tanstack/react-router'
import type { CaseEntryView, CasePaymentView } from '#wire/fraud'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Moment } from '../../moment.tsx'
import { useCaseWords } from './case-words.ts'
import styles from './cases.module.css'

const keyOf = (what: CaseEntryView['what']) => (what === 'given back' ? 'entry_givenBack' : (`entry_${what}` as const))

type PaymentsOf = { readonly payments: readonly CasePaymentView[] }

const PaymentLink = ({ id, payments }: PaymentsOf & { id: string }) => {
  const say = useCaseWords()
  const language = useLanguage()
  const known = payments.find(({ payment }) => payment === id)
  const text = known
    ? `${formatMoney(moneyOf(known.amount.currency, known.amount.minor), language)} ${say('to', { name: known.payee ?? say('cash') })}`
    : id.slice(-8)
  return <Link to={`/payments/${id}`}>{text}</Link>
}

const Entry = ({ entry, payments }: PaymentsOf & { entry: CaseEntryView }) => {
  const say = useCaseWords()
  return (
    <li>
      <Moment at={entry.at} />
      <div>
        <b>{entry.who?.name ?? say('bank')}</b>: {say(keyOf(entry.what), { name: entry.person?.name ?? '' })}
        {entry.payment && (
          <>
            {', '}
            <PaymentLink id={entry.payment} payments={payments} />
          </>
        )}
        {entry.note !== '' && <p className={styles.note}>{entry.note}</p>}
        {entry.links.length > 0 && (
          <p className={styles.links}>
            {say('evidence')}
            {entry.links.map((id) => (
              <PaymentLink key={id} id={id} payments={payments} />
            ))}
          </p>
        )}
      </div>
    </li>
  )
}

/** What was done in a case, oldest first. */
export const CaseFile = ({ entries, payments }: PaymentsOf & { entries: readonly CaseEntryView[] }) => (
  <ol className={styles.file}>
    {entries.map((entry, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: entries are only added at the end
      <Entry key={index} entry={entry} payments={payments} />
    ))}
  </ol>
)
