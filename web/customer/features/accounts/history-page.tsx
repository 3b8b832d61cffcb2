import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import type { Product } from '#wire/products'
import { activityQuery, productsQuery } from '../../../api/queries.ts'
import { AvailableSum } from '../../../kit/available-sum.tsx'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { Ledger } from '../../../kit/ledger.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Facts, MoreLink } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useAccountWords } from './account-words.ts'
import { AccountsSection } from './accounts-section.tsx'
import { useEntries } from './entries.ts'
import styles from './history-page.module.css'

const grouped = (number: string): string => number.replace(/(\d{4})(?=\d)/g, '$1 ')

const WhichAccount = ({ products, account }: { products: readonly Product[]; account: string | undefined }) => {
  const say = useAccountWords()
  const navigate = useNavigate()
  return (
    <SelectField
      label={say('which')}
      value={account ?? ''}
      options={[
        { value: '', label: say('all') },
        ...products.map(({ id, name, number }) => ({ value: id, label: `${name}, ${number.slice(-4)}` })),
      ]}
      onChange={(id) => navigate({ to: '/history', search: { account: id || undefined }, replace: true })}
    />
  )
}

const OneAccount = ({ product }: { product: Product }) => {
  const say = useAccountWords()
  return (
    <div className={styles.one}>
      <AvailableSum
        balance={moneyOf(product.currency, product.balance)}
        available={moneyOf(product.currency, product.available)}
        waiting={say('waitingSome')}
      />
      <Facts facts={[[say('yourNumber'), <span key="number">{grouped(product.number)}</span>]]} />
      <p>
        <MoreLink to="/statements" search={{ account: product.id }}>
          {say('statements')}
        </MoreLink>
      </p>
    </div>
  )
}

const Entries = ({ products, account }: { products: readonly Product[]; account: string | undefined }) => {
  const say = useAccountWords()
  const { ofItem, ofWaiting } = useEntries(products, products.find(({ id }) => id === account) ?? products[0])
  const { data, error, refetch, hasNextPage, fetchNextPage, isFetchingNextPage } = useInfiniteQuery(
    activityQuery(account),
  )
  if (!data) return error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={5} />
  const entries = data.pages.flatMap((page) => [...page.waiting.map(ofWaiting), ...page.items.map(ofItem)])
  if (entries.length === 0) return <Empty>{say('nothingYet')}</Empty>
  return (
    <>
      <h2 className="vh">{say('historyCaption')}</h2>
      <Ledger entries={entries} caption={say('historyCaption')} now={new Date()} />
      <div className={styles.older}>
        {hasNextPage ? (
          <Button busy={isFetchingNextPage} onClick={() => fetchNextPage()}>
            {say('older')}
          </Button>
        ) : (
          <p className="small mut">{say(account ? 'end' : 'endAll')}</p>
        )}
      </div>
    </>
  )
}

/** Everything that happened, newest first, on all accounts or on one. */
export const HistoryPage = () => {
  const say = useAccountWords()
  const { account } = useSearch({ strict: false })
  const { data: products, error, refetch } = useQuery(productsQuery)
  const product = products?.find(({ id }) => id === account)
  return (
    <Page title={say('history')} width="wide">
      {!products && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {products && (
        <div className={styles.columns}>
          <div className={styles.side}>
            <WhichAccount products={products} account={product?.id} />
            {product ? (
              <OneAccount product={product} />
            ) : (
              <div className={styles.list}>
                <AccountsSection products={products} />
              </div>
            )}
          </div>
          <div>
            <Entries products={products} account={product?.id} />
          </div>
        </div>
      )}
    </Page>
  )
}
