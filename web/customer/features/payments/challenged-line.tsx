import { useQuery } from '@tanstack/react-query'
import type { PaymentView } from '#wire/payments'
import { productsQuery } from '../../../api/queries.ts'
import { amountInWords } from '../../../kit/amount-words.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { clockTime } from '../../../kit/dates.ts'
import { Figure } from '../../../kit/money.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { partOf, useReasons } from '../../../kit/reasons.ts'
import { Finding, SafetyLine, SafetyPoint } from '../../../kit/safety-line.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './challenged.module.css'
import { useOutcomeWords } from './outcome-words.ts'
import { PayeeCard } from './payee-card.tsx'

type Part = ReturnType<typeof partOf>

const Findings = ({ payment, part }: { payment: PaymentView; part: Part }) => {
  const { clause } = useReasons()
  const found = payment.reasons.filter((reason) => partOf(reason) === part)
  return found.map((reason) => (
    <Finding key={reason.code} tone="open">
      {clause(reason)}
    </Finding>
  ))
}

const stateOf = (payment: PaymentView, part: Part) =>
  payment.reasons.some((reason) => partOf(reason) === part) ? 'open' : 'checked'

const ToPoint = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const { to } = payment
  return (
    <SafetyPoint state={stateOf(payment, 'to')} label={say('to')}>
      {to ? (
        <PayeeCard name={to.name} detail={say('atBank', { ends: to.ends })} />
      ) : (
        <p className="strong">{say('cash')}</p>
      )}
      <Findings payment={payment} part="to" />
    </SafetyPoint>
  )
}

const AmountPoint = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const amount = moneyOf(payment.amount.currency, payment.amount.minor)
  return (
    <SafetyPoint state={stateOf(payment, 'amount')} label={say('amount')}>
      <span className={styles.amount}>
        <Figure amount={amount} size="asked" />
      </span>
      <p className="tiny mut">{amountInWords(amount, useLanguage())}</p>
      <Findings payment={payment} part="amount" />
    </SafetyPoint>
  )
}

const FromPoint = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  const { data: products } = useQuery(productsQuery)
  const own = products?.find(({ id }) => id === payment.from?.product)
  const left = own && BigInt(own.available) - BigInt(payment.amount.minor)
  if (!payment.from) return null
  return (
    <SafetyPoint state="checked" label={say('from')}>
      <p className="strong">{say('accountEnds', { name: own?.name ?? payment.from.name, ends: payment.from.ends })}</p>
      {own && left !== undefined && left >= 0n && (
        <Finding>{say('left', { left: formatMoney({ currency: own.currency, minor: left }, language) })}</Finding>
      )}
    </SafetyPoint>
  )
}

/** The safety line of a payment that was paused: under each part what stands out about it. */
export const ChallengedLine = ({ payment }: { payment: PaymentView }) => {
  const say = useOutcomeWords()
  const language = useLanguage()
  return (
    <>
      <h2 className="vh">{say('line')}</h2>
      <SafetyLine>
        <ToPoint payment={payment} />
        <AmountPoint payment={payment} />
        <FromPoint payment={payment} />
        <SafetyPoint state="later" label={say('before')}>
          <p className="soft">{payment.askedThrough === null ? say('waitsForChoice') : say('waitsForProof')}</p>
          <Findings payment={payment} part="before" />
          {payment.expiresAt && (
            <p className="small mut">
              {say(payment.askedThrough === null ? 'until' : 'proveUntil', {
                time: clockTime(new Date(payment.expiresAt), language),
              })}
            </p>
          )}
        </SafetyPoint>
      </SafetyLine>
    </>
  )
}
