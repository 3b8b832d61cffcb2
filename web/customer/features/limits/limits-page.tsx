import { useQuery } from '@tanstack/react-query'
import type { LimitKind, PaymentLimit } from '#wire/products'
import { limitsQuery, productsQuery } from '../../../api/queries.ts'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { dayAndTime } from '../../../kit/dates.ts'
import { Loading } from '../../../kit/empty.tsx'
import { formatMoney } from '../../../kit/money-format.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { byPart, partsOf } from './limit-draft.ts'
import { LimitForm } from './limit-form.tsx'
import { useLimitWords } from './limit-words.ts'
import styles from './limits-page.module.css'
import { Raise } from './raise.tsx'

const kinds: readonly LimitKind[] = ['send', 'withdrawal']

const OneLimit = ({ limit, sent }: { limit: PaymentLimit; sent: bigint }) => {
  const say = useLimitWords()
  const language = useLanguage()
  const { kind, currency, raise } = limit
  const amount = (minor: string | null) =>
    minor === null ? say('none') : formatMoney({ currency, minor: BigInt(minor) }, language)
  return (
    <Section title={say(kind, { currency })} ruled>
      <Facts
        facts={[
          ...partsOf(kind).map((part) => [say(part), amount(limit[part])] as const),
          [say('today'), amount(sent.toString())],
        ]}
      />
      {raise && <Raise limit={limit} raise={raise} />}
      {/* What is being typed begins anew where something else holds or waits. */}
      <LimitForm key={JSON.stringify(limit)} limit={limit} />
    </Section>
  )
}

type Known = { readonly items: readonly PaymentLimit[] }

const limitOf = ({ items }: Known, kind: LimitKind, currency: CurrencyCode): PaymentLimit =>
  items.find((one) => one.kind === kind && one.currency === currency) ?? {
    kind,
    currency,
    ...byPart(() => null),
    raise: null,
  }

/** What may leave the customer's accounts to others, by kind and currency; lower at once, higher after a while. */
export const LimitsPage = () => {
  const say = useLimitWords()
  const language = useLanguage()
  const { data: products } = useQuery(productsQuery)
  const { data, error, refetch } = useQuery(limitsQuery)
  const currencies = [...new Set(products?.map(({ currency }) => currency))]
  return (
    <Page title={say('title')} back="/profile">
      <p className={styles.lead}>{say('lead')}</p>
      {!data && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {data && products && (
        <>
          <p className={`small soft ${styles.remark}`}>
            {say('lowerNow', { count: data.raiseWaitsHours })}{' '}
            {say('dayOfUtc', { time: dayAndTime(new Date(data.freesAt), language) })}
          </p>
          {currencies.length === 0 && <p>{say('noAccount')}</p>}
          {currencies.flatMap((currency) =>
            kinds.map((kind) => {
              const sent = data.sent.find((one) => one.kind === kind && one.currency === currency)?.minor ?? '0'
              return <OneLimit key={`${kind} ${currency}`} limit={limitOf(data, kind, currency)} sent={BigInt(sent)} />
            }),
          )}
        </>
      )}
    </Page>
  )
}
