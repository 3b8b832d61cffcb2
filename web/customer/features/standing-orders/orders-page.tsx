import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { StandingOrder } from '#wire/payments'
import { standingOrdersQuery } from '../../../api/people-queries.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { longDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './standing.module.css'
import { useStandingWords } from './standing-words.ts'
import { noonOf, useSum } from './sum.tsx'

const Row = ({ order }: { order: StandingOrder }) => {
  const say = useStandingWords()
  const language = useLanguage()
  const sum = useSum()
  const [next] = order.coming
  return (
    <li>
      <Link className={styles.row} to="/standing-orders/$id" params={{ id: order.id }}>
        <span className="strong">{order.payee}</span>
        <span className={`strong ${styles.end}`}>{sum(order)}</span>
        <span className="small soft">
          {say(`every_${order.every}`)}
          {order.note && `, ${order.note}`}
        </span>
        <span className={`small soft ${styles.end}`}>
          {order.state === 'active' && next
            ? say('next', { day: longDay(noonOf(next.due), language, new Date()) })
            : say(`state_${order.state}`)}
        </span>
      </Link>
    </li>
  )
}

/** My standing orders, the next one due first. */
export const StandingOrdersPage = () => {
  const say = useStandingWords()
  const { data: items, error, refetch } = useQuery(standingOrdersQuery)
  return (
    <Page title={say('title')} back="/overview">
      <p>{say('lead')}</p>
      <Section title={say('title')} ruled>
        {!items && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
        {items?.length === 0 && <p className={styles.form}>{say('none')}</p>}
        {items && items.length > 0 && (
          <ul className={styles.list}>
            {items.map((order) => (
              <Row key={order.id} order={order} />
            ))}
          </ul>
        )}
      </Section>
      <p className={styles.acts}>
        <ButtonLink to="/standing-orders/new" look="go">
          {say('add')}
        </ButtonLink>
      </p>
    </Page>
  )
}
