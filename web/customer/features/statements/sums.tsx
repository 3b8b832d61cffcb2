import { useQuery } from '@tanstack/react-query'
import type { Product } from '#wire/products'
import { statementQuery } from '../../../api/queries.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { fullDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import type { Period } from './periods.ts'
import { useStatementWords } from './statement-words.ts'
import styles from './statements-page.module.css'

/** The addition that a statement makes: opening, in, out, closing. */
export const Sums = ({ product, period }: { product: Product; period: Period }) => {
  const say = useStatementWords()
  const language = useLanguage()
  const { data, error, refetch } = useQuery(statementQuery(product.id, period))
  const dayIn = (day: string) => fullDay(new Date(`${day}T12:00:00`), language)
  const money = (minor: string) => moneyOf(product.currency, minor)
  return (
    <Section title={say('sums')} ruled>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && (
        <table className={styles.sum}>
          <caption className="vh">{say('sums')}</caption>
          <tbody>
            <tr>
              <th scope="row">{say('opening', { day: dayIn(data.from) })}</th>
              <td>
                <Money amount={money(data.opening)} />
              </td>
            </tr>
            <tr>
              <th scope="row">{say('in', { count: data.in.count })}</th>
              <td>
                <Money amount={money(data.in.total)} />
              </td>
            </tr>
            <tr>
              <th scope="row">{say('out', { count: data.out.count })}</th>
              <td>
                <Money amount={money(data.out.total === '0' ? '0' : `-${data.out.total}`)} />
              </td>
            </tr>
            <tr className={styles.total}>
              <th scope="row">{say('closing', { day: dayIn(data.to) })}</th>
              <td>
                <Money amount={money(data.closing)} />
              </td>
            </tr>
          </tbody>
        </table>
      )}
    </Section>
  )
}
