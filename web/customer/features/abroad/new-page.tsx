import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { CorridorView, Quote } from '#wire/payments'
import { askQuote, purpose as purposeOf, sendAbroad } from '#wire/payments'
import type { Product } from '#wire/products'
import { corridorsQuery } from '../../../api/abroad-queries.ts'
import { call } from '../../../api/call.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { Button } from '../../../kit/button.tsx'
import { moneyOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import styles from './abroad.module.css'
import { useAbroadWords } from './abroad-words.ts'
import { corridorName } from './countries.ts'
import {
  type Choices,
  choicesOf,
  currencyOf,
  type Draft,
  emptyDraft,
  type Missing,
  minorOf,
  missingIn,
} from './draft.ts'
import { QuoteView } from './quote-view.tsx'
import { useLeft } from './use-left.ts'

const FORM = 'abroad'

type PartProps = {
  readonly draft: Draft
  readonly change: (more: Partial<Draft>) => void
  readonly choices: Choices
  readonly missing: ReadonlySet<Missing>
}

const Where = ({ draft, change, choices: { open, accounts, corridor, product } }: PartProps) => {
  const say = useAbroadWords()
  const language = useLanguage()
  return (
    <Section title={say('where')} ruled>
      <div className={`${styles.form} ${styles.pair}`}>
        <SelectField
          label={say('corridor')}
          value={draft.corridor || (corridor?.id ?? '')}
          onChange={(id) => change({ corridor: id, purpose: '' })}
          options={open.map((each) => ({ value: each.id, label: corridorName(each, language) }))}
        />
        <SelectField
          label={say('from')}
          value={product?.id ?? ''}
          onChange={(from) => change({ from })}
          options={accounts.map(({ id, name, available, currency }) => ({
            value: id,
            label: `${name}, ${formatMoney(moneyOf(currency, available), language)}`,
          }))}
        />
      </div>
    </Section>
  )
}

const Whom = ({ draft, change, choices: { corridor }, missing }: PartProps) => {
  const say = useAbroadWords()
  const error = (name: Missing) => (missing.has(name) ? say(name) : undefined)
  const isIban = corridor?.rules.account === 'iban'
  const purposes = corridor?.rules.purposes ?? []
  return (
    <Section title={say('whom')} ruled>
      <div className={styles.form}>
        <TextField
          label={say('name')}
          value={draft.name}
          maxLength={140}
          error={error('nameMissing')}
          onChange={(name) => change({ name })}
        />
        <div className={isIban ? undefined : styles.pair}>
          <TextField
            label={say(isIban ? 'iban' : 'account')}
            value={draft.account}
            maxLength={50}
            error={error('accountMissing')}
            onChange={(account) => change({ account })}
          />
          {!isIban && (
            <TextField
              label={say('bank')}
              value={draft.bank}
              maxLength={11}
              error={error('bankMissing')}
              onChange={(bank) => change({ bank })}
            />
          )}
        </div>
        {purposes.length > 0 && (
          <SelectField
            label={say('purpose')}
            value={draft.purpose}
            error={error('purposeMissing')}
            onChange={(purpose) => change({ purpose })}
            options={[
              { value: '', label: say('choosePurpose') },
              ...purposes.map((each) => ({ value: each, label: say(`purpose_${each}`) })),
            ]}
          />
        )}
        <TextField label={say('note')} value={draft.note} maxLength={140} onChange={(note) => change({ note })} />
      </div>
    </Section>
  )
}

const HowMuch = ({ draft, change, choices, missing }: PartProps) => {
  const say = useAbroadWords()
  return (
    <Section title={say('howMuch')} ruled>
      <div className={styles.form}>
        <Picks
          legend={say('side')}
          options={[
            { value: 'pays', title: say('pays') },
            { value: 'gets', title: say('gets') },
          ]}
          value={draft.side}
          onChange={(side) => change({ side })}
        />
        <AmountField
          label={say(draft.side)}
          currency={currencyOf(draft, choices)}
          text={draft.text}
          onText={(text) => change({ text })}
          error={missing.has('amountMissing') ? say('amountMissing') : undefined}
        />
      </div>
    </Section>
  )
}

const useQuoting = (draft: Draft, choices: Choices) =>
  useMutation({
    mutationFn: () => {
      const { corridor, product } = choices
      const minor = minorOf(draft, currencyOf(draft, choices))
      if (!corridor || !product || minor === null) throw new Error('nothing was chosen')
      const body = { from: product.id, corridor: corridor.id, side: draft.side, minor: minor.toString() }
      return call(askQuote, { body })
    },
  })

const useSending = (draft: Draft) => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: ({ quote }: Quote) => {
      const [note, bank] = [draft.note.trim(), draft.bank.trim().toUpperCase()]
      const purpose = purposeOf.safeParse(draft.purpose).data
      const payee = { name: draft.name.trim(), account: draft.account.trim() }
      const body = { quote, ...payee, ...(bank && { bank }), ...(purpose && { purpose }), ...(note && { note }) }
      return call(sendAbroad, { params: { id: idOf(body) }, body })
    },
    onError: (error) => {
      if (!isUnreachable(error)) forget()
    },
    onSuccess: async ({ payment: { id, state } }) => {
      const to = state === 'settled' ? '/abroad/$id' : '/payments/$id'
      await navigate({ to, params: { id } })
      await refresh()
    },
  })
}

const holdsMsOf = ({ madeAt, expiresAt }: Quote): number => Date.parse(expiresAt) - Date.parse(madeAt)

const Form = ({ corridors, products }: { corridors: readonly CorridorView[]; products: readonly Product[] }) => {
  const say = useAbroadWords()
  const language = useLanguage()
  const [draft, setDraft] = useState(emptyDraft)
  const [isTried, setTried] = useState(false)
  const choices = choicesOf(draft, corridors, products)
  const missing = missingIn(draft, choices)
  const quoting = useQuoting(draft, choices)
  const sending = useSending(draft)
  const quote = quoting.data
  // A second is left for the way, so that what is shown as good is good.
  const left = useLeft(quote ? holdsMsOf(quote) - 1000 : 0, quote?.id)
  const parts = { draft, choices, missing: isTried ? missing : new Set<Missing>() }
  const change = (more: Partial<Draft>): void => {
    setDraft({ ...draft, ...more })
    // Another amount, account or country is another price; a name or a note is not.
    if ('text' in more || 'side' in more || 'from' in more || 'corridor' in more) quoting.reset()
    sending.reset()
  }
  const submit = (form: HTMLFormElement): void => {
    setTried(true)
    sending.reset()
    if (missing.size > 0) focusFirstError(form)
    else if (quote && left > 0) sending.mutate(quote)
    else quoting.mutate()
  }
  const again = (): void => {
    sending.reset()
    quoting.mutate()
  }
  const isReady = quote !== undefined && left > 0
  const act = isReady
    ? say('send', { amount: formatMoney(moneyOf(quote.total.currency, quote.total.minor), language) })
    : say(quote ? 'again' : 'ask')
  return (
    <Page
      title={say('add')}
      back="/abroad"
      acts={
        <Button type="submit" form={FORM} look="go" wide big busy={quoting.isPending || sending.isPending}>
          {act}
        </Button>
      }
    >
      <form
        id={FORM}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          submit(event.currentTarget)
        }}
      >
        <Where {...parts} change={change} />
        <Whom {...parts} change={change} />
        <HowMuch {...parts} change={change} />
        {quoting.error && <ProblemNote error={quoting.error} />}
        {quote && <QuoteView quote={quote} left={left} busy={quoting.isPending} onAgain={again} />}
        {sending.error && <ProblemNote error={sending.error} />}
      </form>
    </Page>
  )
}

/** Where a customer sends money abroad, once they have seen what it costs. */
export const NewAbroadPage = () => {
  const say = useAbroadWords()
  const corridors = useQuery(corridorsQuery)
  const products = useQuery(productsQuery)
  const error = corridors.error ?? products.error
  if (corridors.data && products.data && choicesOf(emptyDraft, corridors.data, products.data).corridor)
    return <Form corridors={corridors.data} products={products.data} />
  const isKnown = corridors.data && products.data
  return (
    <Page title={say('add')} back="/abroad">
      {error && <ProblemNote error={error} onRetry={() => Promise.all([corridors.refetch(), products.refetch()])} />}
      {isKnown ? <p>{say('noCorridors')}</p> : !error && <Loading rows={4} />}
    </Page>
  )
}
