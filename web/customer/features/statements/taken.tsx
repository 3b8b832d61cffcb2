import { useQuery } from '@tanstack/react-query'
import type { Product } from '#wire/products'
import { statementsTakenQuery } from '../../../api/queries.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useStatementWords } from './statement-words.ts'
import styles from './statements-page.module.css'

const formats = { pdf: 'pdf', csv: 'csv', 'camt.053': 'camt' } as const

/** What left the bank before: whoever finds something that they did not take knows that somebody else did. */
export const Taken = ({ products }: { products: readonly Product[] }) => {
  const say = useStatementWords()
  const language = useLanguage()
  const { data } = useQuery(statementsTakenQuery)
  if (!data) return null
  return (
    <Section title={say('taken')} ruled>
      {data.length === 0 && <p className={`soft ${styles.none}`}>{say('takenNone')}</p>}
      <ul className={styles.list}>
        {data.map(({ id, product, format, from, to, at }) => (
          <li key={id}>
            <p>{say('takenOne', { format: say(formats[format]), from, to })}</p>
            <p className="small soft">
              {say('takenMore', {
                account: products.find((one) => one.id === product)?.name ?? '',
                time: dayAndTime(new Date(at), language),
              })}
            </p>
          </li>
        ))}
      </ul>
    </Section>
  )
}
