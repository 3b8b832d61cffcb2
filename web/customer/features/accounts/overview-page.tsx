import { IconArrowDownLeft, IconArrowUpRight, IconQrcode, IconScan, IconSend } from '@tabler/icons-react'
import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { Product } from '#wire/products'
import { activityQuery, productsQuery } from '../../../api/queries.ts'
import { AvailableSum } from '../../../kit/available-sum.tsx'
import { ButtonLink } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { Icon } from '../../../kit/icon.tsx'
import { Ledger } from '../../../kit/ledger.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreLink, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useAccountWords } from './account-words.ts'
import { AccountsSection } from './accounts-section.tsx'
import { useEntries } from './entries.ts'
import { MonthsSection } from './months-section.tsx'
import styles from './overview-page.module.css'
import { PlansSection } from './plans-section.tsx'

const LATEST = 8

const actions = [
  ['/send', 'send', IconSend],
  ['/scan', 'scan', IconScan],
  ['/receive', 'receive', IconQrcode],
  ['/deposit', 'deposit', IconArrowDownLeft],
  ['/withdraw', 'withdraw', IconArrowUpRight],
] as const

const QuickActions = () => {
  const say = useAccountWords()
  return (
    <nav className={styles.quick} aria-label={say('quick')}>
      {actions.map(([to, label, icon]) => (
        <Link key={to} to={to}>
          <Icon of={icon} size={26} />
          {say(label)}
        </Link>
      ))}
    </nav>
  )
}

const useWaitingOn = (product: Product): string => {
  const say = useAccountWords()
  const { data } = useInfiniteQuery(activityQuery())
  const held = data?.pages[0]?.waiting.filter(
    ({ from, state }) => from?.product === product.id && state !== 'challenged',
  )
  return held?.length ? say('waitingSum', { count: held.length }) : say('waitingSome')
}

const Available = ({ product }: { product: Product }) => (
  <AvailableSum
    balance={moneyOf(product.currency, product.balance)}
    available={moneyOf(product.currency, product.available)}
    waiting={useWaitingOn(product)}
  />
)

const Latest = ({ products, main }: { products: readonly Product[]; main: Product }) => {
  const say = useAccountWords()
  const { ofItem, ofWaiting } = useEntries(products, main)
  const { data, error, refetch } = useInfiniteQuery(activityQuery())
  const page = data?.pages[0]
  const entries = page ? [...page.waiting.map(ofWaiting), ...page.items.map(ofItem)].slice(0, LATEST) : undefined
  return (
    <Section title={say('latest')} more={<MoreLink to="/history">{say('allActivity')}</MoreLink>}>
      {!entries && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />)}
      {entries?.length === 0 && <Empty>{say('nothingYet')}</Empty>}
      {entries && entries.length > 0 && <Ledger entries={entries} caption={say('latestCaption')} now={new Date()} />}
    </Section>
  )
}

const NoAccount = () => {
  const say = useAccountWords()
  return (
    <Empty>
      <p>{say('noAccount')}</p>
      <p className={styles.first}>
        <ButtonLink to="/open" look="go">
          {say('openFirst')}
        </ButtonLink>
      </p>
    </Empty>
  )
}

const Accounts = ({ products, main }: { products: readonly Product[]; main: Product }) => (
  <div className={styles.columns}>
    <div>
      <Available product={main} />
      <QuickActions />
      <AccountsSection products={products} />
      <PlansSection />
    </div>
    <div>
      <MonthsSection product={main} />
      <Latest products={products} main={main} />
    </div>
  </div>
)

/** What I have and can spend, my accounts, the last months and the latest entries. */
export const OverviewPage = () => {
  const say = useAccountWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  const main = products?.[0]
  return (
    <Page title={say('overview')} titleHidden width="wide">
      {main && <Accounts products={products} main={main} />}
      {products?.length === 0 && <NoAccount />}
      {!products && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
    </Page>
  )
}
