import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { Product } from '#wire/products'
import { productsQuery } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { exponentOf } from '../../../kit/currency.ts'
import { wakeSound } from '../../../kit/earcon.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useCodeWords } from './code-words.ts'
import styles from './codes.module.css'
import { ShownCode } from './shown-code.tsx'
import type { AskedCode } from './use-shown-code.ts'

interface Draft {
  readonly product: string
  readonly text: string
  readonly note: string
}

type FormProps = {
  readonly products: readonly Product[]
  readonly draft: Draft
  readonly onDraft: (draft: Draft) => void
  readonly onShow: (asked: AskedCode) => void
}

const Form = ({ products, draft, onDraft, onShow }: FormProps) => {
  const say = useCodeWords()
  const [isSent, setSent] = useState(false)
  const product = products.find(({ id }) => id === draft.product) ?? products[0]
  const parsed = parseAmount(draft.text, exponentOf(product.currency))
  const isFine = parsed.kind === 'empty' || parsed.kind === 'amount'
  const submit = () => {
    setSent(true)
    if (!isFine) return
    wakeSound()
    const minor = parsed.kind === 'amount' && parsed.minor > 0n ? parsed.minor.toString() : null
    onShow({ product: product.id, minor, note: draft.note.trim() })
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      {products.length > 1 && (
        <SelectField
          label={say('account')}
          value={product.id}
          options={products.map(({ id, name, number }) => ({
            value: id,
            label: say('accountEnds', { name, ends: number.slice(-4) }),
          }))}
          onChange={(id) => onDraft({ ...draft, product: id })}
        />
      )}
      <AmountField
        label={say('amount')}
        currency={product.currency}
        text={draft.text}
        onText={(text) => onDraft({ ...draft, text })}
        error={isSent && !isFine ? say('amountWrong') : undefined}
      />
      <TextField
        label={say('note')}
        value={draft.note}
        maxLength={26}
        onChange={(note) => onDraft({ ...draft, note })}
      />
      <Button type="submit" look="go" big wide>
        {say('show')}
      </Button>
      <p className="small">
        <Link to="/receive/printed">{say('printed')}</Link>
      </p>
    </form>
  )
}

const Receive = ({ products }: { products: readonly Product[] }) => {
  const [draft, setDraft] = useState<Draft>({ product: products[0].id, text: '', note: '' })
  const [asked, setAsked] = useState<AskedCode>()
  if (asked) return <ShownCode asked={asked} onChange={() => setAsked(undefined)} />
  return <Form products={products} draft={draft} onDraft={setDraft} onShow={setAsked} />
}

/** Asks somebody in the same room for money, by a code on this screen. */
export const ReceivePage = () => {
  const say = useCodeWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  return (
    <Page title={say('receive')} back="/overview">
      {products?.length ? (
        <Receive products={products} />
      ) : products ? (
        <Empty>
          <p>{say('noAccount')}</p>
          <ButtonLink to="/open">{say('openAccount')}</ButtonLink>
        </Empty>
      ) : error ? (
        <ProblemNote error={error} onRetry={() => refetch()} />
      ) : (
        <Loading rows={4} />
      )}
    </Page>
  )
}
