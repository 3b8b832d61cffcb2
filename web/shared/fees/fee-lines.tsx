import type { FeeLine } from '#wire/products'
import { moneyOf } from '../../kit/currency.ts'
import { formatMoney } from '../../kit/money-format.ts'
import { useLanguage } from '../../kit/words.ts'
import styles from './fee-lines.module.css'
import { useFeeLineWords } from './fee-words.ts'

/** Basis points as percent, in digits alone: 150 is 1.5. */
const percentOf = (basisPoints: number): string =>
  `${Math.floor(basisPoints / 100)}.${String(basisPoints % 100).padStart(2, '0')}`.replace(/\.?0+$/, '')

const useSentences = () => {
  const say = useFeeLineWords()
  const language = useLanguage()
  const money = ({ currency }: FeeLine, minor: string) => formatMoney(moneyOf(currency, minor), language)
  const what = ({ kind, product }: FeeLine) =>
    [say(`kind_${kind}`), product && say(`product_${product}`)].filter(Boolean).join(', ')
  const band = (line: FeeLine): string => {
    if (line.from === '0' && line.below === null) return `${say('all')}, ${line.currency}`
    if (line.below === null) return say('from', { from: money(line, line.from) })
    if (line.from === '0') return say('below', { below: money(line, line.below) })
    return say('between', { from: money(line, line.from), below: money(line, line.below) })
  }
  const whole = (line: FeeLine): string => {
    const [flat, rate] = [money(line, line.flat), percentOf(line.basisPoints)]
    if (line.basisPoints === 0) return line.flat === '0' ? say('free') : flat
    return line.flat === '0' ? say('percent', { rate }) : say('plus', { flat, rate })
  }
  const fee = (line: FeeLine): string =>
    [
      whole(line),
      line.minimum !== '0' && say('atLeast', { minimum: money(line, line.minimum) }),
      line.maximum !== null && say('atMost', { maximum: money(line, line.maximum) }),
      line.free !== undefined && say('freeFirst', { count: line.free }),
      line.mostInMonth !== undefined && say('mostInMonth', { most: money(line, line.mostInMonth) }),
    ]
      .filter(Boolean)
      .join(', ')
  return { say, what, band, fee }
}

/** The lines of a schedule, each as what, for which amounts, and how much. */
export const FeeLines = ({ lines, label }: { lines: readonly FeeLine[]; label: string }) => {
  const { say, what, band, fee } = useSentences()
  return (
    <table className={styles.lines} aria-label={label}>
      <thead>
        <tr>
          <th scope="col">{say('what')}</th>
          <th scope="col">{say('band')}</th>
          <th scope="col">{say('fee')}</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={JSON.stringify(line)}>
            <th scope="row">{what(line)}</th>
            <td>{band(line)}</td>
            <td>{fee(line)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
