import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Payee } from '#wire/payments'
import { payeesQuery, savedPayeesQuery } from '../../../api/queries.ts'
import { Avatar } from '../../../kit/avatar.tsx'
import { longDay } from '../../../kit/dates.ts'
import { TextField } from '../../../kit/field.tsx'
import { Finding, SafetyPoint } from '../../../kit/safety-line.tsx'
import { MoreButton } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { ByAddress, CheckedPayee, type Checking } from './by-address.tsx'
import type { CodedDraft } from './coded-draft.ts'
import styles from './payee-card.module.css'
import { PayeeCard } from './payee-card.tsx'
import { useSendWords } from './send-words.ts'

type PayeePointProps = {
  readonly number: string
  readonly onNumber: (number: string) => void
  readonly payee: Payee | undefined
  readonly isLooking: boolean
  readonly error: string | undefined
  readonly coded?: CodedDraft
} & Checking

const SHOWN = 4

type NumbersProps = Pick<PayeePointProps, 'onNumber'> & {
  readonly label: string
  readonly payees: readonly { readonly number: string; readonly name: string }[]
}

const Numbers = ({ label, payees, onNumber }: NumbersProps) => {
  const say = useSendWords()
  return (
    <ul className={styles.known} aria-label={label}>
      {payees.map(({ number, name }) => (
        <li key={number}>
          <button type="button" onClick={() => onNumber(number)}>
            <Avatar name={name} small />
            <b>
              {name}
              <small>{say('atBank', { ends: number.slice(-4) })}</small>
            </b>
          </button>
        </li>
      ))}
    </ul>
  )
}

const Known = ({ onNumber }: Pick<PayeePointProps, 'onNumber'>) => {
  const say = useSendWords()
  const { data: paid } = useQuery(payeesQuery)
  const { data: saved } = useQuery(savedPayeesQuery)
  const isSaved = (number: string) => saved?.some((payee) => payee.number === number)
  const others = paid?.items.filter(({ number }) => !isSaved(number)).slice(0, SHOWN)
  return (
    <>
      {saved && saved.length > 0 && (
        <Numbers label={say('savedPayees')} payees={saved.slice(0, 2 * SHOWN)} onNumber={onNumber} />
      )}
      {others && others.length > 0 && <Numbers label={say('paidBefore')} payees={others} onNumber={onNumber} />}
      <p className={`small ${styles.more}`}>
        <Link to="/payees">{say(saved?.length ? 'toPayees' : 'savePayee')}</Link>
      </p>
    </>
  )
}

const PaidBefore = ({ payee }: { payee: Payee }) => {
  const say = useSendWords()
  const language = useLanguage()
  if (payee.isOwn) return <Finding>{say('own')}</Finding>
  return (
    <>
      <Finding>{say('belongs', { name: payee.name })}</Finding>
      {payee.lastPaidAt ? (
        <Finding>
          {say('paid', { count: payee.timesPaid, day: longDay(new Date(payee.lastPaidAt), language, new Date()) })}
        </Finding>
      ) : (
        <Finding tone="open">{say('neverPaid')}</Finding>
      )}
    </>
  )
}

/** To whom: an account number, an alias, or somebody paid before; answered with the name it belongs to. */
export const PayeePoint = ({ number, onNumber, payee, isLooking, error, coded, check, onCheck }: PayeePointProps) => {
  const say = useSendWords()
  if (check) return <CheckedPayee check={check} onCheck={onCheck} />
  const state = payee ? (payee.timesPaid > 0 || payee.isOwn ? 'checked' : 'open') : 'later'
  return (
    <SafetyPoint state={state} label={say('to')}>
      {payee ? (
        <>
          <PayeeCard
            name={payee.name}
            detail={say('atBank', { ends: payee.number.slice(-4) })}
            act={coded ? undefined : <MoreButton onClick={() => onNumber('')}>{say('change')}</MoreButton>}
          />
          {coded && <Finding>{say('fromCode', { name: coded.name })}</Finding>}
          {coded?.isPrinted && <Finding tone="open">{say('printedCode')}</Finding>}
          <PaidBefore payee={payee} />
        </>
      ) : (
        <>
          <Known onNumber={onNumber} />
          <TextField
            label={say('number')}
            hint={say('numberHint')}
            value={number}
            inputMode="numeric"
            autoComplete="off"
            onChange={(typed) => onNumber(typed.replace(/\D/g, '').slice(0, 12))}
            error={error}
          />
          <p role="status" className="small mut">
            {isLooking ? say('looking') : ''}
          </p>
          <ByAddress onCheck={onCheck} />
        </>
      )}
    </SafetyPoint>
  )
}
