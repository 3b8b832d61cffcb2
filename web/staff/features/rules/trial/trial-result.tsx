import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import type { BackTestOutcome, BackTestResult, BackTestView } from '#wire/fraud'
import { type CurrencyCode, moneyOf } from '../../../../kit/currency.ts'
import { dayAndTime } from '../../../../kit/dates.ts'
import { Money } from '../../../../kit/money.tsx'
import { formatMoney } from '../../../../kit/money-format.ts'
import { useLanguage } from '../../../../kit/words.ts'
import { Moment } from '../../../moment.tsx'
import table from '../../../table.module.css'
import styles from './trial.module.css'
import { useTrialWords } from './trial-words.ts'

type Moneys = BackTestOutcome['lost']

const count = (value: number): string => new Intl.NumberFormat('en-IN').format(value)
const rate = (value: number): string => (value >= 10 ? count(Math.round(value)) : value.toFixed(1))

/** Sums of `after` beyond those of `before`, by currency. */
const beyond = (before: Moneys, after: Moneys): { currency: CurrencyCode; minor: bigint }[] =>
  after
    .map(({ currency, minor }) => {
      const known = before.find((one) => one.currency === currency)?.minor ?? '0'
      return { currency, minor: BigInt(minor) - BigInt(known) }
    })
    .filter(({ minor }) => minor > 0n)

const Sums = ({ of }: { of: Moneys }) =>
  of.length === 0 ? (
    <>–</>
  ) : (
    of.map(({ currency, minor }) => (
      <div key={currency}>
        <Money amount={moneyOf(currency, minor)} />
      </div>
    ))
  )

const Figure = ({ title, value, more }: { title: string; value: ReactNode; more?: string }) => (
  <div className={styles.figure}>
    <h3>{title}</h3>
    <p className={styles.value}>{value}</p>
    {more && <p className="small mut">{more}</p>}
  </div>
)

const Headline = ({ result }: { result: BackTestResult }) => {
  const say = useTrialWords()
  const language = useLanguage()
  const { before, after } = result
  const saved = beyond(before.saved, after.saved).map((amount) => formatMoney(amount, language))
  return (
    <div className={styles.figures}>
      <Figure title={say('saved')} value={saved.length > 0 ? saved.join(' + ') : say('savedNone')} />
      <Figure
        title={say('customers')}
        value={count(result.customers)}
        more={say('customersMore', { count: Math.max(0, after.genuineStopped - before.genuineStopped) })}
      />
      <Figure
        title={say('reviews')}
        value={rate(after.reviewsPerDay)}
        more={say('reviewsMore', { before: rate(before.reviewsPerDay), busiest: count(after.busiestDay) })}
      />
    </div>
  )
}

const Outcomes = ({ before, after }: Pick<BackTestResult, 'before' | 'after'>) => {
  const say = useTrialWords()
  const rows: readonly (readonly [string, (outcome: BackTestOutcome) => ReactNode])[] = [
    [say('allow'), ({ allow }) => count(allow)],
    [say('challenge'), ({ challenge }) => count(challenge)],
    [say('review'), ({ review }) => count(review)],
    [say('block'), ({ block }) => count(block)],
    [say('frauds'), ({ fraudsPassed }) => count(fraudsPassed)],
    [say('lost'), ({ lost }) => <Sums of={lost} />],
    [say('loss'), ({ expectedLoss }) => <Sums of={expectedLoss} />],
    [say('genuine'), ({ genuineStopped }) => count(genuineStopped)],
    [say('held'), ({ held }) => <Sums of={held} />],
  ]
  return (
    <table className={styles.outcomes}>
      <caption className="vh">{say('table')}</caption>
      <thead>
        <tr>
          <td />
          <th scope="col">{say('before')}</th>
          <th scope="col">{say('after')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([word, read], index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the rows never change
          <tr key={index}>
            <th scope="row">{word}</th>
            <td>{read(before)}</td>
            <td>{read(after)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const verdictKey = (verdict: string) =>
  verdict === 'challenge' || verdict === 'review' || verdict === 'block' ? verdict : 'allow'

const Examples = ({ examples }: Pick<BackTestResult, 'examples'>) => {
  const say = useTrialWords()
  if (examples.length === 0) return null
  const known = (isFraud: boolean | null) => (isFraud === null ? say('unknown') : say(isFraud ? 'fraud' : 'good'))
  return (
    <table className={`${table.table} ${table.linked} ${styles.examples}`}>
      <caption>{say('examples')}</caption>
      <thead>
        <tr>
          <th scope="col">{say('amount')}</th>
          <th scope="col">{say('at')}</th>
          <th scope="col">{say('change')}</th>
          <th scope="col">{say('known')}</th>
        </tr>
      </thead>
      <tbody>
        {examples.map(({ payment, amount, at, before, after, isFraud }) => (
          <tr key={payment}>
            <td className={table.lead}>
              <Link className={table.link} to={`/payments/${payment}`}>
                <Money amount={moneyOf(amount.currency, amount.minor)} />
              </Link>
            </td>
            <td className={table.tight}>
              <Moment at={at} />
            </td>
            <td>
              {say(verdictKey(before))} → {say(verdictKey(after))}
            </td>
            <td>{known(isFraud)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

/** What a back-test found: the fraud it would have stopped, and whom it would have annoyed. */
export const TrialResult = ({ test }: { test: BackTestView }) => {
  const say = useTrialWords()
  const language = useLanguage()
  const { result } = test
  if (!result) return null
  const words = { count: count(result.decisions), days: rate(result.days), unlabeled: count(result.unlabeled) }
  return (
    <div className={styles.result}>
      <Headline result={result} />
      <Outcomes before={result.before} after={result.after} />
      <p className="small soft">
        {say('decisions', words)} {result.isCut && say('cut')}{' '}
        {result.letThrough > 0 && say('letThrough', { count: rate(result.letThrough) })}
      </p>
      <p className="small mut">
        {say('tested', { at: dayAndTime(new Date(test.askedAt), language), name: test.askedBy.name })}
      </p>
      <Examples examples={result.examples} />
    </div>
  )
}
