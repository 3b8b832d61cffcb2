import styles from './available-sum.module.css'
import type { MoneyAmount } from './currency.ts'
import { useKitWords } from './kit-words.ts'
import { Figure, Money } from './money.tsx'

type AvailableSumProps = {
  readonly balance: MoneyAmount
  readonly available: MoneyAmount
  /** What waits, in words ("Waiting: 2 payments"); the row is left out when nothing waits. */
  readonly waiting: string
}

/** What can be spent, large, and the small addition that leads to it. */
export const AvailableSum = ({ balance, available, waiting }: AvailableSumProps) => {
  const say = useKitWords()
  const held = { currency: balance.currency, minor: available.minor - balance.minor }
  return (
    <div>
      <p className={styles.label}>{say('canSpend')}</p>
      <p className={styles.figure}>
        <Figure amount={available} />
      </p>
      <table className={styles.sum}>
        <caption className="vh">{say('reckoning')}</caption>
        <tbody>
          <tr className={held.minor === 0n ? styles.ruled : undefined}>
            <th scope="row">{say('written')}</th>
            <td>
              <Money amount={balance} line="written" />
            </td>
          </tr>
          {held.minor !== 0n && (
            <tr className={styles.ruled}>
              <th scope="row">
                <span className={styles.waiting}>{waiting}</span>
              </th>
              <td>
                <Money amount={held} />
              </td>
            </tr>
          )}
          <tr className={styles.total}>
            <th scope="row">{say('canSpend')}</th>
            <td>
              <Money amount={available} />
            </td>
          </tr>
        </tbody>
      </table>
    </div>
  )
}
