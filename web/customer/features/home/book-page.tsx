import type { MoneyAmount } from '../../../kit/currency.ts'
import { formatDigits } from '../../../kit/money-format.ts'
import styles from './book-page.module.css'
import { useHomeWords } from './home-words.ts'

type Line = {
  readonly who: string
  readonly about: 'to' | 'wages'
  readonly other: string
  readonly out?: bigint
  readonly in?: bigint
}

const lines: readonly Line[] = [
  { who: 'Ananya Deshpande', about: 'to', other: 'Kiran Textiles', out: 1_840_000n },
  { who: 'Ibrahim Sheikh', about: 'wages', other: 'Tata Motors', in: 4_275_000n },
  { who: 'Lakshmi Raman', about: 'to', other: 'Farhan Qureshi', out: 125_000n },
  { who: 'Oriol Ferrer', about: 'to', other: 'Asha Kurien', out: 689_950n },
]
const outgoing = lines.reduce((sum, line) => sum + (line.out ?? 0n), 0n)
const incoming = lines.reduce((sum, line) => sum + (line.in ?? 0n), 0n)
const total = outgoing + incoming

const digits = (minor: bigint | undefined): string => {
  const amount: MoneyAmount = { currency: 'INR', minor: minor ?? 0n }
  return minor === undefined ? '' : formatDigits(amount)
}

/** An example page of the book: each entry is made twice, so the sides agree and the page is closed. */
export const BookPage = () => {
  const say = useHomeWords()
  return (
    <div className={styles.sheet}>
      <table>
        <caption>
          <span>
            <span className="strong">{say('page')}</span>
            <span className="mut">{say('example')}</span>
          </span>
        </caption>
        <thead>
          <tr>
            <th scope="col">{say('entry')}</th>
            <th scope="col">{say('out')}</th>
            <th scope="col">{say('in')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <tr key={line.who}>
              <td>
                {line.who}
                <small>{say(line.about, { name: line.other })}</small>
              </td>
              <td>{digits(line.out)}</td>
              <td>{digits(line.in)}</td>
            </tr>
          ))}
          <tr>
            <td>
              {say('otherSide')}
              <small>{say('twice')}</small>
            </td>
            <td>{digits(incoming)}</td>
            <td>{digits(outgoing)}</td>
          </tr>
        </tbody>
        <tfoot>
          <tr>
            <td>
              <span className="vh">{say('totals')}</span>
            </td>
            <td>
              <span className={styles.closed}>{digits(total)}</span>
            </td>
            <td>
              <span className={styles.closed}>{digits(total)}</span>
            </td>
          </tr>
        </tfoot>
      </table>
      <p className={styles.by}>{say('closed')}</p>
    </div>
  )
}
