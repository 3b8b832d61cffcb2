import { ButtonLink } from '../../../kit/button.tsx'
import type { MoneyAmount } from '../../../kit/currency.ts'
import { Figure } from '../../../kit/money.tsx'
import { useHomeWords } from './home-words.ts'
import { PublicFrame, Wrap } from './public-frame.tsx'
import styles from './tour-page.module.css'

const parts = [
  ['t1', ['t1a', 't1b', 't1c']],
  ['t2', ['t2a', 't2b', 't2c']],
  ['t3', ['t3a', 't3b', 't3c']],
  ['t4', ['t4a', 't4b']],
  ['t5', ['t5a', 't5b']],
] as const

const rupees = (minor: bigint): MoneyAmount => ({ currency: 'INR', minor })

const lines = [
  ['l-wait', rupees(675_000n), 'dotted', 'dottedMore'],
  ['l-one', rupees(13_125_000n), 'single', 'singleMore'],
  ['l-two', rupees(6_929_950n), 'double', 'doubleMore'],
] as const

const Lines = () => {
  const say = useHomeWords()
  return (
    <section className={styles.part}>
      <h2>{say('lines')}</h2>
      <div className={styles.lines}>
        {lines.map(([line, amount, lead, more]) => (
          <div key={line}>
            <span className={`${line} ${styles.line}`}>
              <Figure amount={amount} size="head" />
            </span>
            <p>
              <b>{say(lead)}</b> {say(more)}
            </p>
          </div>
        ))}
      </div>
    </section>
  )
}

/** Everything that this bank can do today, and nothing else. */
export const TourPage = () => {
  const say = useHomeWords()
  return (
    <PublicFrame title={say('tourTitle')}>
      <Wrap>
        <div className={styles.head}>
          <h1>{say('tourTitle')}</h1>
          <p>{say('tourLede')}</p>
        </div>
        {parts.map(([title, sentences]) => (
          <section key={title} className={styles.part}>
            <h2>{say(title)}</h2>
            <ul>
              {sentences.map((sentence) => (
                <li key={sentence}>{say(sentence)}</li>
              ))}
            </ul>
          </section>
        ))}
        <Lines />
        <p className={styles.acts}>
          <ButtonLink to="/register" look="go" big>
            {say('open')}
          </ButtonLink>
        </p>
      </Wrap>
    </PublicFrame>
  )
}
