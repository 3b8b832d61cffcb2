import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { ChargeAsked } from '#wire/payments'
import { putCharge } from '#wire/payments'
import type { Product } from '#wire/products'
import { call } from '../../../api/call.ts'
import { feeQuoteQuery } from '../../../api/charge-queries.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { Button, ButtonLink } from '../../../kit/button.tsx'
import { exponentOf } from '../../../kit/currency.ts'
import { Empty, Loading } from '../../../kit/empty.tsx'
import { FieldError, SelectField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { PersonPicker, type Picked } from '../../../payee/person-picker.tsx'
import styles from './charges.module.css'
import { useChargeWords } from './charges-words.ts'

const FORM = 'take'

const useTake = () => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: (body: ChargeAsked) => call(putCharge, { params: { id: idOf(body) }, body }),
    onError: (error) => {
      if (!isUnreachable(error)) forget()
    },
    onSuccess: async ({ id }) => {
      await navigate({ to: '/charges/$id', params: { id } })
      await refresh()
    },
  })
}

const useForm = (products: readonly Product[]) => {
  const [draft, setDraft] = useState({ text: '', note: '', to: '', days: '7' })
  const [who, setWho] = useState<'link' | 'person'>('link')
  const [when, setWhen] = useState<'now' | 'later'>('now')
  const [person, setPerson] = useState<Picked>()
  const product = products.find(({ id }) => id === draft.to) ?? products[0]
  const parsed = parseAmount(draft.text, exponentOf(product.currency))
  const minor = parsed.kind === 'amount' && parsed.minor > 0n ? parsed.minor : null
  const isNamed = who === 'link' || person !== undefined
  const body = (): ChargeAsked | null => {
    if (minor === null || !isNamed) return null
    const note = draft.note.trim()
    return {
      to: product.id,
      minor: minor.toString(),
      isSale: when === 'now',
      holdDays: Number(draft.days),
      ...(note && { note }),
      ...(who === 'person' && person && { payer: person.to }),
    }
  }
  return { draft, setDraft, who, setWho, when, setWhen, person, setPerson, product, minor, isNamed, body }
}

type Form = ReturnType<typeof useForm>

const Fee = ({ product, minor }: Pick<Form, 'product' | 'minor'>) => {
  const say = useChargeWords()
  const language = useLanguage()
  const { data } = useQuery(feeQuoteQuery('capture', product.id, minor))
  if (!data || minor === null || data.fee === '0') return null
  const [fee, rest] = [BigInt(data.fee), minor - BigInt(data.fee)].map((each) =>
    formatMoney({ currency: product.currency, minor: each }, language),
  )
  return <p className="small soft">{say('feeOfIt', { fee, rest })}</p>
}

const Who = ({ who, setWho, person, setPerson, isNamed, isTried }: Form & { isTried: boolean }) => {
  const say = useChargeWords()
  return (
    <>
      <Picks
        legend={say('who')}
        options={(['link', 'person'] as const).map((value) => ({
          value,
          title: say(`who_${value}`),
          detail: say(`who_${value}More`),
        }))}
        value={who}
        onChange={setWho}
      />
      {who === 'person' && !person && <PersonPicker except={[]} onPick={setPerson} />}
      {who === 'person' && person && (
        <p>
          <span className="strong">{person.name}</span> <span className="small soft">{person.detail}</span>{' '}
          <Button look="plain" onClick={() => setPerson(undefined)}>
            {say('other')}
          </Button>
        </p>
      )}
      {isTried && !isNamed && <FieldError>{say('whoMissing')}</FieldError>}
    </>
  )
}

const Fields = (form: Form & { products: readonly Product[]; isTried: boolean }) => {
  const say = useChargeWords()
  const { draft, setDraft, when, setWhen, product, minor, products, isTried } = form
  return (
    <div className={styles.form}>
      <AmountField
        label={say('amount')}
        currency={product.currency}
        text={draft.text}
        onText={(text) => setDraft({ ...draft, text })}
        error={isTried && minor === null ? say('amountWrong') : undefined}
      />
      <Fee product={product} minor={minor} />
      <TextField
        label={say('note')}
        value={draft.note}
        maxLength={140}
        onChange={(note) => setDraft({ ...draft, note })}
      />
      <Who {...form} isTried={isTried} />
      <Picks
        legend={say('when')}
        options={(['now', 'later'] as const).map((value) => ({
          value,
          title: say(`when_${value}`),
          detail: say(`when_${value}More`),
        }))}
        value={when}
        onChange={setWhen}
      />
      {when === 'later' && (
        <SelectField
          label={say('days')}
          value={draft.days}
          options={(['1', '7', '30'] as const).map((days) => ({ value: days, label: say(`days_${days}`) }))}
          onChange={(days) => setDraft({ ...draft, days })}
        />
      )}
      {products.length > 1 && (
        <SelectField
          label={say('to')}
          value={product.id}
          options={products.map(({ id, name, number }) => ({
            value: id,
            label: say('accountEnds', { name, ends: number.slice(-4) }),
          }))}
          onChange={(to) => setDraft({ ...draft, to })}
        />
      )}
    </div>
  )
}

const TakeForm = ({ products }: { products: readonly Product[] }) => {
  const say = useChargeWords()
  const language = useLanguage()
  const form = useForm(products)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useTake()
  const { minor, product } = form
  return (
    <Page
      title={say('take')}
      back="/charges"
      acts={
        <>
          {error && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {minor === null
              ? say('ask')
              : say('askSum', { amount: formatMoney({ currency: product.currency, minor }, language) })}
          </Button>
        </>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          setTried(true)
          focusFirstError(event.currentTarget)
          const body = form.body()
          if (body) mutate(body)
        }}
      >
        <Fields {...form} products={products} isTried={isTried} />
      </form>
    </Page>
  )
}

/** A merchant asks somebody to let them take an amount. */
export const TakePage = () => {
  const say = useChargeWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  if (products?.length) return <TakeForm products={products} />
  return (
    <Page title={say('take')} back="/charges">
      {products ? (
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
