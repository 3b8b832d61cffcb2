import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { PaymentAbroadView } from '#wire/payments'
import { paymentsAbroadQuery } from '../../../api/abroad-queries.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Money } from '../../../kit/money.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './abroad.module.css'
import { useAbroadWords } from './abroad-words.ts'
import { countryName } from './countries.ts'
import { useStateInWords } from './state-in-words.ts'

const Row = ({ payment, abroad }: PaymentAbroadView) => {
  const language = useLanguage()
  const state = useStateInWords()
  return (
    <li>
      <Link className={styles.row} to="/abroad/$id" params={{ id: payment.id }}>
        <span className="strong">{abroad.name}</span>
        <span className={`strong ${styles.end}`}>
          <Money amount={moneyOf(abroad.arrives.currency, abroad.arrives.minor)} incoming={abroad.direction === 'in'} />
        </span>
        <span className="small soft">{countryName(abroad.country, language)}</span>
        <span className={`small soft ${styles.end}`}>{state(abroad)}</span>
      </Link>
    </li>
  )
}

/** My payments to and from other countries, and where each of them is. */
export const AbroadPage = () => {
  const say = useAbroadWords()
  const { data: items, error, refetch } = useQuery(paymentsAbroadQuery)
  return (
    <Page title={say('title')} back="/overview">
      <p>{say('lead')}</p>
      <Section title={say('title')} ruled>
        {!items && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={3} />)}
        {items?.length === 0 && <p className={styles.form}>{say('none')}</p>}
        {items && items.length > 0 && (
          <ul className={styles.list}>
            {items.map((each) => (
              <Row key={each.payment.id} {...each} />
            ))}
          </ul>
        )}
      </Section>
      <p className={styles.acts}>
        <ButtonLink to="/abroad/new" look="go">
          {say('add')}
        </ButtonLink>
      </p>
    </Page>
  )
}
