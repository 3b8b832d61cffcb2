import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { useState } from 'react'
import type { Product } from '#wire/products'
import { feeQuoteQuery } from '../../../api/charge-queries.ts'
import { productsQuery } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { Button } from '../../../kit/button.tsx'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import styles from './cash-form.module.css'
import { minorOf, useAmountError } from './draft.ts'
import { CashFee } from './fee.tsx'
import { NoAccount } from './no-account.tsx'
import { OrderProblem } from './order-problem.tsx'
import { useSendWords } from './send-words.ts'
import { useOrder } from './use-order.ts'

const FORM = 'cash'

type CashFormProps = {
  readonly title: string
  readonly lede: string
  readonly which: string
  /** Whether the amount leaves the account and so must be there. */
  readonly isOut: boolean
  readonly act: (currency: Product['currency'], minor: bigint | null) => string
  readonly remark?: (product: Product) => ReactNode
}

const Form = ({ products, ...props }: CashFormProps & { products: readonly Product[] }) => {
  const say = useSendWords()
  const amountError = useAmountError()
  const [chosen, setChosen] = useState('')
  const [text, setText] = useState('')
  const [isSent, setSent] = useState(false)
  const { mutate, isPending, error } = useOrder()
  const product = products.find(({ id }) => id === chosen) ?? products[0]
  const minor = product ? minorOf(text, product.currency) : null
  const fee = useQuery(feeQuoteQuery('withdrawal', props.isOut && product ? product.id : '', minor)).data?.fee
  if (!product) return null
  const { currency } = product
  const limit = props.isOut ? product : undefined

  const submit = (): void => {
    setSent(true)
    if (minor === null || amountError(text, currency, false, limit)) return
    const amount = { currency, minor: minor.toString() }
    if (props.isOut) mutate({ kind: 'withdrawal', from: product.id, amount, ...(fee !== undefined && { fee }) })
    else mutate({ kind: 'deposit', to: product.number, amount })
  }

  return (
    <Page
      title={props.title}
      back="/overview"
      acts={
        <>
          <OrderProblem error={error} limited={{ kind: 'withdrawal', currency }} />
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {props.act(currency, minor)}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
          focusFirstError(event.currentTarget)
        }}
      >
        <p className="soft">{props.lede}</p>
        <AmountField
          label={say('amount')}
          currency={currency}
          text={text}
          onText={setText}
          error={amountError(text, currency, !isSent, limit)}
        />
        <div>
          <SelectField
            label={props.which}
            value={product.id}
            options={products.map(({ id, name, number }) => ({
              value: id,
              label: say('accountEnds', { name, ends: number.slice(-4) }),
            }))}
            onChange={setChosen}
          />
          {props.remark && <p className={styles.remark}>{props.remark(product)}</p>}
        </div>
        {props.isOut && <CashFee fee={fee} minor={minor} currency={currency} />}
      </form>
    </Page>
  )
}

/** Announces cash: how much, and from or to which account. */
export const CashForm = (props: CashFormProps) => {
  const { data: products, error, refetch } = useQuery(productsQuery)
  if (products?.length) return <Form {...props} products={products} />
  return (
    <Page title={props.title} back="/overview">
      {products ? (
        <NoAccount />
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={3} />
      )}
    </Page>
  )
}
