import { useQuery } from '@tanstack/react-query'
import { useParams } from '@tanstack/react-router'
import type { PaymentAbroadView } from '#wire/payments'
import { paymentAbroadQuery } from '../../../api/abroad-queries.ts'
import { ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { longDay } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { Figure, Money } from '../../../kit/money.tsx'
import { Note } from '../../../kit/note.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './abroad.module.css'
import { useAbroadWords } from './abroad-words.ts'
import { countryName, noonOf } from './countries.ts'
import { useStateInWords } from './state-in-words.ts'

const useFacts = ({ payment, abroad }: PaymentAbroadView) => {
  const say = useAbroadWords()
  const language = useLanguage()
  const state = useStateInWords()
  const { exchanged, fee, arrives, rate } = abroad
  const money = ({ currency, minor }: typeof arrives) => <Money amount={moneyOf(currency, minor)} />
  const between = { from: exchanged.currency, to: arrives.currency, rate: rate ?? '' }
  const place = [
    [say('status'), state(abroad)],
    [say('toAccount'), `${abroad.account}, ${countryName(abroad.country, language)}`],
    ...(abroad.bank ? [[say('toBank'), abroad.bank] as const] : []),
  ] as const
  if (abroad.direction === 'in') return [...place, [say('arrived'), money(arrives)]] as const
  return [
    ...place,
    ...(abroad.state === 'returned'
      ? []
      : [[say('arrivesOn'), longDay(noonOf(abroad.arrivesOn), language, new Date())] as const]),
    [say('youPaid'), money(payment.amount)],
    [say('exchanged'), money(exchanged)],
    [say('fee'), money(fee)],
    ...(rate && exchanged.currency !== arrives.currency ? [[say('rate'), say('rateIs', between)] as const] : []),
  ] as const
}

const reasonOf = (reason: string): string => reason.replace(/^[A-Z0-9]{2,4}: /, '')

const Whole = (seen: PaymentAbroadView) => {
  const say = useAbroadWords()
  const facts = useFacts(seen)
  const { payment, abroad } = seen
  return (
    <>
      {abroad.state === 'returned' && (
        <Note tone="wait" lead={say('cameBack')}>
          {say('cameBackMore', { reason: reasonOf(abroad.reason ?? '') })}
        </Note>
      )}
      {payment.state === 'challenged' && (
        <Note tone="wait" lead={say('waitsFirst')}>
          <ButtonLink to={`/payments/${payment.id}`}>{say('answer')}</ButtonLink>
        </Note>
      )}
      <p className={styles.quote}>
        <Figure amount={moneyOf(abroad.arrives.currency, abroad.arrives.minor)} size="asked" />
      </p>
      <Section title={say('status')} ruled>
        <Facts facts={facts} />
      </Section>
    </>
  )
}

/** One payment to or from another country: where it is, and what it cost. */
export const OneAbroadPage = () => {
  const say = useAbroadWords()
  const { id } = useParams({ strict: false })
  const { data, error, refetch } = useQuery({ ...paymentAbroadQuery(id ?? ''), refetchInterval: 15_000 })
  const title = data
    ? say(data.abroad.direction === 'out' ? 'sentTo' : 'cameFrom', { name: data.abroad.name })
    : say('title')
  return (
    <Page title={title} back="/abroad">
      {data ? (
        <Whole {...data} />
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={5} />
      )}
    </Page>
  )
}
