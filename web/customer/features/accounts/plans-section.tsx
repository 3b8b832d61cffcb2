import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { requestsQuery } from '../../../api/people-queries.ts'
import { moneyOf } from '../../../kit/currency.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { MoreLink, Section } from '../../../kit/section.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { useAccountWords } from './account-words.ts'
import styles from './overview-page.module.css'

const SHOWN = 3

/** Who asks me for money, and the ways to requests and standing orders. */
export const PlansSection = () => {
  const say = useAccountWords()
  const language = useLanguage()
  const { data } = useInfiniteQuery(requestsQuery('to-me'))
  const open = data?.pages[0]?.items.filter(({ state }) => state === 'open').slice(0, SHOWN) ?? []
  return (
    <Section title={say('requests')} more={<MoreLink to="/requests">{say('allRequests')}</MoreLink>} ruled>
      <ul className={styles.plans}>
        {open.map(({ id, who, amount, note }) => (
          <li key={id}>
            <Link to="/requests/$id" params={{ id }}>
              {say('asksYou', { name: who, amount: formatMoney(moneyOf(amount.currency, amount.minor), language) })}
            </Link>
            {note && <span className="small soft">{note}</span>}
          </li>
        ))}
        <li>
          <Link to="/ask">{say('ask')}</Link>
        </li>
        <li>
          <Link to="/standing-orders">{say('standingOrders')}</Link>
        </li>
        <li>
          <Link to="/payment-files">{say('paymentFiles')}</Link>
        </li>
        <li>
          <Link to="/abroad">{say('abroad')}</Link>
        </li>
      </ul>
    </Section>
  )
}
