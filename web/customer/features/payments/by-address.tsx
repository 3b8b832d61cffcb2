import { useState } from 'react'
import type { Payee, PayeeCheck } from '#wire/payments'
import { SafetyPoint } from '../../../kit/safety-line.tsx'
import { MoreButton } from '../../../kit/section.tsx'
import { AddressForm } from '../../../payee/address-form.tsx'
import { CheckFinding } from '../../../payee/check-finding.tsx'
import { PayeeCard } from './payee-card.tsx'
import { useSendWords } from './send-words.ts'

export interface Checking {
  /** What the bank confirmed of an alias, a phone or an email. */
  readonly check: PayeeCheck | undefined
  readonly onCheck: (check: PayeeCheck | undefined) => void
}

/** Somebody who was confirmed by name: the check takes the place of the number. */
export const payeeOf = ({ id, name, currency }: PayeeCheck): Payee => ({
  number: id,
  name,
  currency,
  timesPaid: 0,
  lastPaidAt: null,
  isOwn: false,
})

/** Somebody who was looked up by alias, phone or email, as far as the payer may know of them. */
export const CheckedPayee = ({ check, onCheck }: { check: PayeeCheck; onCheck: Checking['onCheck'] }) => {
  const say = useSendWords()
  return (
    <SafetyPoint state={check.match === 'same' ? 'checked' : 'open'} label={say('to')}>
      <PayeeCard
        name={check.name}
        detail={check.address}
        act={<MoreButton onClick={() => onCheck(undefined)}>{say('change')}</MoreButton>}
      />
      <CheckFinding {...check} />
    </SafetyPoint>
  )
}

/** The way to pay to a name, a phone or an email. */
export const ByAddress = ({ onCheck }: Pick<Checking, 'onCheck'>) => {
  const say = useSendWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <p>
        <MoreButton expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          {say('byAddress')}
        </MoreButton>
      </p>
      {isOpen && <AddressForm onChecked={onCheck} />}
    </>
  )
}
