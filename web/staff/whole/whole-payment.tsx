import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { z } from 'zod'
import type { review } from '#wire/payments'
import { moneyOf } from '../../kit/currency.ts'
import { Figure, Money } from '../../kit/money.tsx'
import { formatMoney } from '../../kit/money-format.ts'
import { useReasons } from '../../kit/reasons.ts'
import { useLanguage } from '../../kit/words.ts'
import { Moment } from '../moment.tsx'
import { FactRow, Pair, Part } from '../page.tsx'
import { PaymentStateChip } from '../payment-state.tsx'
import { PartyName } from '../payment-table.tsx'
import { usePaymentWords } from '../payment-words.ts'
import { firstNameOf } from '../person.tsx'
import { Contributions } from './contributions.tsx'
import { Events } from './events.tsx'
import { expectedLoss } from './expected-loss.ts'
import { Gauge } from './gauge.tsx'
import { PastPayments } from './past-payments.tsx'
import { useReviewWords } from './review-words.ts'
import styles from './whole-payment.module.css'

/** One payment with everything that is known of it. */
export type Whole = z.output<typeof review.answer>

/** The head of a payment: its state and amount, and where its score stands. */
export const PaymentHead = ({ whole: { payment, decision } }: { whole: Whole }) => (
  <div className={styles.head}>
    <div>
      <PaymentStateChip state={payment.state} />
      <h1>
        <Figure size="head" amount={moneyOf(payment.amount.currency, payment.amount.minor)} />
      </h1>
    </div>
    {decision && <Gauge score={decision.probability} policy={decision.policy} />}
  </div>
)

const Facts = ({ payment }: Pick<Whole, 'payment'>) => {
  const say = useReviewWords()
  const sayPayment = usePaymentWords()
  const { currency } = payment.amount
  return (
    <FactRow
      facts={[
        [sayPayment('from'), <PartyName key="from" party={payment.from} />],
        [sayPayment('to'), <PartyName key="to" party={payment.to} />],
        [say('at'), <Moment key="at" at={payment.createdAt} />],
        [sayPayment('kind'), sayPayment(payment.kind)],
        ...(payment.usual === null
          ? []
          : [[say('usual'), <Money key="usual" amount={moneyOf(currency, payment.usual)} />] as const]),
      ]}
    />
  )
}

const Told = ({ whole: { payment, customer } }: { whole: Whole }) => {
  const say = useReviewWords()
  const { clause } = useReasons()
  const end = useLanguage() === 'hi' ? '।' : '.'
  return (
    <>
      {payment.note !== '' && (
        <p className={styles.told}>
          <span className="mut">{say('note')}: </span>
          {payment.note}
        </p>
      )}
      {payment.reasons.length > 0 && (
        <p className={styles.told}>
          <span className="mut">{say('toldCustomer', { name: firstNameOf(customer.name) })}: </span>
          {payment.reasons.map((reason) => `${clause(reason)}${end}`).join(' ')}
        </p>
      )}
    </>
  )
}

/** What else than the probability had a part in the verdict: the loss to be expected, rules that held, and chance. */
const Besides = ({ whole: { decision, payment } }: { whole: Whole }) => {
  const say = useReviewWords()
  const language = useLanguage()
  if (!decision) return null
  const { currency, minor } = payment.amount
  return (
    <>
      {decision.lossVerdict !== 'allow' && (
        <p className={styles.told}>
          <span className="mut">{say('lossReached')}: </span>
          {formatMoney(expectedLoss(moneyOf(currency, minor), decision.probability), language)} (
          {say(`effect_${decision.lossVerdict}`)})
        </p>
      )}
      {decision.rules.map(({ number, rule, name, effect }) => (
        <p key={number} className={styles.told}>
          <span className="mut">{say('ruleHeld')}: </span>
          <Link to={`/rules/${rule}`}>{name}</Link> ({say(`effect_${effect}`)})
        </p>
      ))}
      {decision.exploredFrom && (
        <p className={styles.told}>
          {say(`explored_${decision.exploredFrom}`, { share: Number((decision.propensity * 100).toFixed(1)) })}
        </p>
      )}
    </>
  )
}

const whyWithout = (decision: Whole['decision'], payment: Whole['payment']) => {
  if (decision) return 'noParts'
  if (payment.state === 'in_review') return 'notScored'
  return payment.kind === 'deposit' ? 'needsNoScore' : 'noScore'
}

const Score = ({ whole: { decision, payment } }: { whole: Whole }) => {
  const say = useReviewWords()
  return (
    <Part title={say('whatMoved')} more={decision && <span className={styles.model}>{decision.model}</span>}>
      {decision && decision.contributions.length > 0 ? (
        <Contributions
          contributions={decision.contributions}
          start={decision.base}
          sum={decision.score}
          probability={decision.probability}
        />
      ) : (
        <p className={styles.told}>{say(whyWithout(decision, payment))}</p>
      )}
    </Part>
  )
}

/** Everything about a payment below its head: facts, score, what else is to be said of that, what both sides did before, and what happened. */
export const PaymentBody = ({ whole, children }: { whole: Whole; children?: ReactNode }) => {
  const say = useReviewWords()
  const { payment, payerPays, payeeReceives } = whole
  const payer = firstNameOf(payment.from?.name ?? '')
  const payee = firstNameOf(payment.to?.name ?? '')
  return (
    <>
      <Facts payment={payment} />
      <Told whole={whole} />
      <Besides whole={whole} />
      <Score whole={whole} />
      {children}
      <Pair>
        {payment.from && (
          <Part title={say('pays', { name: payer })}>
            <PastPayments payments={payerPays} side="to" none={say('paysNothing', { name: payer })} />
          </Part>
        )}
        {payment.to && (
          <Part title={say('receives', { name: payee })}>
            <PastPayments payments={payeeReceives} side="from" none={say('receivesNothing', { name: payee })} />
          </Part>
        )}
      </Pair>
      <Part title={say('events')}>
        <Events whole={whole} />
      </Part>
    </>
  )
}
