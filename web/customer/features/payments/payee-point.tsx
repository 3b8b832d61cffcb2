import { useQuery } from '@tanstack/react-query'
import type { Payee } from '#wire/payments'
import { payeesQuery } from '../../../api/queries.ts'
import { Avatar } from '../../../kit/avatar.tsx'
import { longDay } from '../../../kit/dates.ts'
import { TextField } from '../../../kit/field.tsx'
import { Finding, SafetyPoint } from '../../../kit/safety-line.tsx'
import { MoreButton } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './payee-card.module.css'
import { PayeeCard } from './payee-card.tsx'
import { useSendWords } from './send-words.ts'

type PayeePointProps = {
  readonly number: string
  readonly onNumber: (number: string) => void
  readonly payee: Payee | undefined
  readonly isLooking: boolean
  readonly error: string | undefined
}

const SHOWN = 4

const Known = ({ onNumber }: Pick<PayeePointProps, 'onNumber'>) => {
  const say = useSendWords()
  const { data } = useQuery(payeesQuery)
  if (!data?.items.length) return null
  return (
    <ul className={styles.known} aria-label={say('paidBefore')}>
      {data.items.slice(0, SHOWN).map((payee) => (
        <li key={payee.number}>
          <button type="button" onClick={() => onNumber(payee.number)}>
            <Avatar name={payee.name} small />
            <b>
              {payee.name}
              <small>{say('atBank', { ends: payee.number.slice(-4) })}</small>
            </b>
          </button>
        </li>
      ))}
    </ul>
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

/** To whom: an account number, or somebody paid before; answered with the name it belongs to. */
export const PayeePoint = ({ number, onNumber, payee, isLooking, error }: PayeePointProps) => {
  const say = useSendWords()
  const state = payee ? (payee.timesPaid > 0 || payee.isOwn ? 'checked' : 'open') : 'later'
  return (
    <SafetyPoint state={state} label={say('to')}>
      {payee ? (
        <>
          <PayeeCard
            name={payee.name}
            detail={say('atBank', { ends: payee.number.slice(-4) })}
            act={<MoreButton onClick={() => onNumber('')}>{say('change')}</MoreButton>}
          />
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
        </>
      )}
    </SafetyPoint>
  )
}
