import { Link } from '@tanstack/react-router'
import { VerdictChip } from '../../../kit/chip.tsx'
import { type CurrencyCode, moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { useReasons } from '../../../kit/reasons.ts'
import { useLanguage } from '../../../kit/words.ts'
import { Part } from '../../page.tsx'
import { Quote } from '../../panel.tsx'
import { Contributions } from '../../whole/contributions.tsx'
import { Gauge } from '../../whole/gauge.tsx'
import type { Tried } from './draft.ts'
import { Moved } from './moved.tsx'
import styles from './try-it.module.css'
import { useTryWords } from './try-words.ts'

const chips = { allow: 'passed', challenge: 'asked', review: 'held', block: 'stopped' } as const

/** A prediction, the one before it, and the currency that it was made in. */
export type Attempted = { readonly now: Tried; readonly before: Tried | null; readonly currency: CurrencyCode }

const Head = ({ now }: Pick<Attempted, 'now'>) => {
  const say = useTryWords()
  return (
    <div className={styles.head}>
      <p>
        <VerdictChip verdict={chips[now.verdict]}>{say(now.verdict)}</VerdictChip>
      </p>
      <Gauge score={now.probability} policy={now.policy} />
    </div>
  )
}

const Rules = ({ now }: Pick<Attempted, 'now'>) => {
  const say = useTryWords()
  if (now.rules.length === 0) return null
  return (
    <p className={styles.told}>
      <span className="mut">{say('rules')}: </span>
      {now.rules.map(({ rule, number, name }) => (
        <Link key={number} to={`/rules/${rule}`} className={styles.rule}>
          {name}
        </Link>
      ))}
      <br />
      {say('ownVerdict', { verdict: say(now.ownVerdict) })}
    </p>
  )
}

const Loss = ({ now }: Pick<Attempted, 'now'>) => {
  const say = useTryWords()
  if (now.lossVerdict === 'allow') return null
  return (
    <p className={styles.told}>
      <span className="mut">{say('lossReached')}: </span>
      {say(now.lossVerdict)}
    </p>
  )
}

const Customer = ({ now }: Pick<Attempted, 'now'>) => {
  const say = useTryWords()
  const { clause } = useReasons()
  const end = useLanguage() === 'hi' ? '।' : '.'
  return (
    <Part title={say('customer')}>
      {now.reasons.length === 0 ? (
        <p className={styles.told}>{say('customerNothing')}</p>
      ) : (
        <div className={styles.told}>
          <Quote>{now.reasons.map((reason) => `${clause(reason)}${end}`).join(' ')}</Quote>
        </div>
      )}
    </Part>
  )
}

const Passes = ({ now, currency }: Pick<Attempted, 'now' | 'currency'>) => {
  const say = useTryWords()
  const language = useLanguage()
  if (!now.counterfactual) return null
  const { passesBelow, passesLaterDays } = now.counterfactual
  return (
    <Part title={say('passes')}>
      {passesBelow !== null && (
        <p className={styles.told}>{say('below', { amount: formatMoney(moneyOf(currency, passesBelow), language) })}</p>
      )}
      {passesLaterDays !== null && <p className={styles.told}>{say('later', { count: passesLaterDays })}</p>}
      {passesBelow === null && passesLaterDays === null && <p className={styles.told}>{say('passesNothing')}</p>}
    </Part>
  )
}

/** What would be decided, what moved it, and what the customer would read. */
export const TryResult = ({ now, before, currency }: Attempted) => {
  const say = useTryWords()
  return (
    <>
      <Head now={now} />
      <Loss now={now} />
      <Rules now={now} />
      {before && <Moved before={before} now={now} />}
      <Customer now={now} />
      <Passes now={now} currency={currency} />
      <Part title={say('whatMade')} more={<span className={styles.model}>{now.model}</span>}>
        <Contributions
          contributions={now.contributions}
          start={now.base}
          sum={now.score}
          probability={now.probability}
        />
      </Part>
    </>
  )
}
