import { Link } from '@tanstack/react-router'
import type { PaymentView } from '#wire/payments'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { partOf, useReasons } from '../../../kit/reasons.ts'
import { Finding, SafetyLine, SafetyPoint } from '../../../kit/safety-line.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './receipt.module.css'
import { useReceiptWords } from './receipt-words.ts'

type Props = { readonly payment: PaymentView }

const StoodOut = ({ payment, parts }: Props & { readonly parts: readonly ReturnType<typeof partOf>[] }) => {
  const { clause } = useReasons()
  return payment.reasons
    .filter((reason) => parts.includes(partOf(reason)))
    .map((reason) => (
      <Finding key={reason.code} tone="open">
        {clause(reason)}
      </Finding>
    ))
}

/** What the bank looked at for the one who paid; the other side learns nothing of it. */
const ForPayer = ({ payment }: Props) => {
  const say = useReceiptWords()
  const language = useLanguage()
  const { to, fee, amount, reasons, note, kind } = payment
  const hasStoodOut = reasons.length > 0
  return (
    <>
      <SafetyPoint state="checked" label={say('to')}>
        <Finding>{to ? say('checkedTo', { name: to.name }) : say('checkedCash')}</Finding>
        <StoodOut payment={payment} parts={['to']} />
      </SafetyPoint>
      <SafetyPoint state="checked" label={say('amount')}>
        <Finding>{say('checkedAmount')}</Finding>
        {fee !== '0' && (
          <Finding>{say('checkedFee', { fee: formatMoney(moneyOf(amount.currency, fee), language) })}</Finding>
        )}
        <StoodOut payment={payment} parts={['amount']} />
      </SafetyPoint>
      <SafetyPoint state="checked" label={say('before')}>
        {kind === 'send' && note !== '' && <Finding>{say('checkedNote')}</Finding>}
        <StoodOut payment={payment} parts={['before']} />
        <Finding>{say(hasStoodOut ? 'checkedPause' : 'checkedUsual')}</Finding>
      </SafetyPoint>
    </>
  )
}

/** The safety line of a payment that is written: what was checked, in words, and how that compares with other ways to pay. */
export const CheckedLine = ({ payment, isProved }: Props & { readonly isProved: boolean }) => {
  const say = useReceiptWords()
  const isPayer = payment.from !== null && payment.from.product !== null
  return (
    <div className={styles.checked}>
      <Section title={say('checked')} ruled>
        <div className={styles.line}>
          <SafetyLine>
            {isPayer && (payment.kind === 'send' || payment.kind === 'withdrawal') && <ForPayer payment={payment} />}
            <SafetyPoint state="checked" label={say('book')}>
              <Finding>{say('checkedBook')}</Finding>
            </SafetyPoint>
            <SafetyPoint state={isProved ? 'checked' : 'later'} label={say('log')}>
              <Finding tone={isProved ? 'fine' : 'open'}>{say(isProved ? 'checkedLog' : 'uncheckedLog')}</Finding>
              <p className="small">
                <Link to="/compare" search={{ payment: payment.id }}>
                  {say('compare')}
                </Link>
              </p>
            </SafetyPoint>
          </SafetyLine>
        </div>
      </Section>
    </div>
  )
}
