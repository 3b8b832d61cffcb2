import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import type { Product } from '#wire/products'
import { productsQuery } from '../../../api/queries.ts'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { daysOf, faultOf, type Period, type Span, spans } from './periods.ts'
import { useStatementWords } from './statement-words.ts'
import styles from './statements-page.module.css'
import { Sums } from './sums.tsx'
import { TakeForm } from './take-form.tsx'
import { Taken } from './taken.tsx'

type DaysProps = { readonly period: Period; readonly now: Date; readonly onChange: (period: Period) => void }

const OwnDays = ({ period, now, onChange }: DaysProps) => {
  const say = useStatementWords()
  const fault = faultOf(period, now)
  return (
    <div className={styles.pair}>
      <TextField
        type="date"
        label={say('from')}
        value={period.from}
        onChange={(from) => onChange({ ...period, from })}
        error={period.from === '' ? say('missing') : undefined}
      />
      <TextField
        type="date"
        label={say('to')}
        value={period.to}
        onChange={(to) => onChange({ ...period, to })}
        error={fault && (fault !== 'missing' || period.to === '') ? say(fault) : undefined}
      />
    </div>
  )
}

const WhichAccount = ({ products, product }: { products: readonly Product[]; product: Product }) => {
  const say = useStatementWords()
  const navigate = useNavigate()
  return (
    <SelectField
      label={say('which')}
      value={product.id}
      options={products.map(({ id, name, number }) => ({ value: id, label: `${name}, ${number.slice(-4)}` }))}
      onChange={(account) => navigate({ to: '/statements', search: { account }, replace: true })}
    />
  )
}

const Choose = ({ products, product }: { products: readonly Product[]; product: Product }) => {
  const say = useStatementWords()
  const [now] = useState(() => new Date())
  const [span, setSpan] = useState<Span>('month')
  const [own, setOwn] = useState(() => daysOf('month', now))
  const period = span === 'own' ? own : daysOf(span, now)
  return (
    <div className={styles.columns}>
      <div>
        <div className={styles.form}>
          <WhichAccount products={products} product={product} />
          <SelectField
            label={say('span')}
            hint={say('utc')}
            value={span}
            options={spans.map((value) => ({ value, label: say(value) }))}
            onChange={(value) => setSpan(spans.find((known) => known === value) ?? 'month')}
          />
          {span === 'own' && <OwnDays period={own} now={now} onChange={setOwn} />}
        </div>
        {!faultOf(period, now) && <Sums product={product} period={period} />}
      </div>
      <div>
        {!faultOf(period, now) && <TakeForm key={product.id} product={product} period={period} />}
        <Taken products={products} />
      </div>
    </div>
  )
}

/** What was written on an account in some days: the sums at once, the whole as a file. */
export const StatementsPage = () => {
  const say = useStatementWords()
  const { account } = useSearch({ strict: false })
  const { data: products, error, refetch } = useQuery(productsQuery)
  const product = products?.find(({ id }) => id === account) ?? products?.[0]
  return (
    <Page title={say('title')} back="/history" width="wide">
      <p className={styles.lead}>{say('lead')}</p>
      {!products && (error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={5} />)}
      {products && !product && <p>{say('noAccount')}</p>}
      {products && product && <Choose products={products} product={product} />}
    </Page>
  )
}
