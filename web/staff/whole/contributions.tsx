import { useId } from 'react'
import styles from './contributions.module.css'
import { useFeatureWords } from './feature-words.ts'
import { useReviewWords } from './review-words.ts'
import { type Contribution, shorten } from './shorten.ts'

type ContributionsProps = {
  readonly contributions: readonly Contribution[]
  /** The score of an average payment, before anything is known (log-odds). */
  readonly start: number
  /** Start and all contributions together (log-odds), and as a probability. */
  readonly sum: number
  readonly probability: number
}

const signed = (value: number): string => `${value < 0 ? '\u2212' : '+'}${Math.abs(value).toFixed(2)}`

const Bar = ({ logOdds, largest, hatch }: { logOdds: number; largest: number; hatch: string }) => {
  // The longest bar leaves room for its number; how much that is, the style sheet says.
  const length = `${Math.abs(logOdds) / largest} * var(--reach)`
  const number = <b style={{ [logOdds < 0 ? 'right' : 'left']: `calc(${length} + 7px)` }}>{signed(logOdds)}</b>
  if (logOdds >= 0)
    return (
      <span className={styles.against}>
        <span className={styles.solid} style={{ width: `calc(${length})` }} />
        {number}
      </span>
    )
  return (
    <span className={styles.for}>
      <svg className={styles.hatched} style={{ width: `calc(${length})` }} aria-hidden="true">
        <rect width="100%" height="100%" fill={`url(#${hatch})`} />
      </svg>
      {number}
    </span>
  )
}

const Row = ({ of, largest, hatch }: { of: Contribution; largest: number; hatch: string }) => {
  const words = useFeatureWords()
  return (
    <tr>
      <th scope="row">
        {of.feature === '' ? of.label : words.label(of.feature, of.label)}
        <small className={styles.narrow}>{words.value(of.value)}</small>
      </th>
      <td className={styles.value}>{words.value(of.value)}</td>
      <td className={styles.bar}>
        <Bar logOdds={of.logOdds} largest={largest} hatch={hatch} />
      </td>
    </tr>
  )
}

/** What moved a score, as a table whose last column is a chart: solid to the right speaks against, hatched to the left for it. */
export const Contributions = ({ contributions, start, sum, probability }: ContributionsProps) => {
  const say = useReviewWords()
  const hatch = `${useId()}-for`
  const rows = shorten(contributions, (count) => say('others', { count }))
  const largest = Math.max(0.01, ...rows.map(({ logOdds }) => Math.abs(logOdds)))
  return (
    <>
      <svg width="0" height="0" aria-hidden="true" className={styles.pattern}>
        <pattern id={hatch} width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line x1="0" y1="0" x2="0" y2="5" stroke="var(--green)" strokeWidth="2" />
        </pattern>
      </svg>
      <table className={styles.chart}>
        <caption className="vh">{say('whatMoved')}</caption>
        <thead>
          <tr>
            <th scope="col">
              <span className="vh">{say('feature')}</span>
            </th>
            <th scope="col">
              <span className="vh">{say('value')}</span>
            </th>
            <th scope="col">
              <span className="vh">{say('effect')}: </span>
              <span className={styles.sides}>
                <span>{say('speaksFor')}</span>
                <span>{say('speaksAgainst')}</span>
              </span>
            </th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <Row key={row.label} of={row} largest={largest} hatch={hatch} />
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{say('together', { start: signed(start) })}</th>
            <td className={styles.value} />
            <td>
              <span>{say('sum', { sum: signed(sum), score: probability.toFixed(2) })}</span>
            </td>
          </tr>
        </tfoot>
      </table>
    </>
  )
}
