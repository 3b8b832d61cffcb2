import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { BillAsked } from '#wire/payments'
import { putBill } from '#wire/payments'
import type { Product } from '#wire/products'
import { call } from '../../../api/call.ts'
import { useOrderId } from '../../../api/order-id.ts'
import { isUnreachable } from '../../../api/problem.ts'
import { productsQuery, useRefreshMoney } from '../../../api/queries.ts'
import { AmountField } from '../../../kit/amount-field.tsx'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { Avatar } from '../../../kit/avatar.tsx'
import { Button } from '../../../kit/button.tsx'
import { exponentOf } from '../../../kit/currency.ts'
import { Loading } from '../../../kit/empty.tsx'
import { FieldError, SelectField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { formatMoney } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { ProblemNote } from '../../../kit/problem-note.tsx'
import { MoreButton, Section } from '../../../kit/section.tsx'
import { Page } from '../../../kit/shell.tsx'
import { useLanguage } from '../../../kit/words.ts'
import { CheckFinding } from '../../../payee/check-finding.tsx'
import { PersonPicker, type Picked } from '../../../payee/person-picker.tsx'
import styles from './requests.module.css'
import { useRequestsWords } from './requests-words.ts'

const FORM = 'ask'
type Kind = 'even-me' | 'even' | 'amounts'

const useAskFor = () => {
  const navigate = useNavigate()
  const refresh = useRefreshMoney()
  const { idOf, forget } = useOrderId()
  return useMutation({
    mutationFn: (body: BillAsked) => call(putBill, { params: { id: idOf(body) }, body }),
    onError: (error) => {
      if (!isUnreachable(error)) forget()
    },
    onSuccess: async () => {
      await navigate({ to: '/requests' })
      await refresh()
    },
  })
}

const minorOf = (text: string, currency: Product['currency']): bigint | null => {
  const parsed = parseAmount(text, exponentOf(currency))
  return parsed.kind === 'amount' && parsed.minor > 0n ? parsed.minor : null
}

/** What is typed, and what it asks for. */
const useAskForm = (products: readonly Product[]) => {
  const [people, setPeople] = useState<readonly Picked[]>([])
  const [draft, setDraft] = useState({ text: '', note: '', to: '', days: '14' })
  const [kind, setKind] = useState<Kind>('even-me')
  const [each, setEach] = useState<Readonly<Record<string, string>>>({})
  const product = products.find(({ id }) => id === draft.to) ?? products[0]
  const currency = product?.currency ?? 'INR'
  const minors = people.map(({ to }) => minorOf(each[to] ?? '', currency))
  const whole =
    kind === 'amounts'
      ? minors.includes(null)
        ? null
        : minors.reduce<bigint>((sum, minor) => sum + (minor ?? 0n), 0n)
      : minorOf(draft.text, currency)
  const bodyOf = (): BillAsked | null => {
    if (!product || whole === null || people.length === 0) return null
    const note = draft.note.trim()
    const split =
      kind === 'amounts'
        ? {
            kind,
            shares: people.map(({ to }, index) => ({ payer: to, minor: String(minors[index]) })),
          }
        : {
            kind: 'even' as const,
            minor: whole.toString(),
            includesMe: kind === 'even-me',
            payers: people.map(({ to }) => to),
          }
    return { to: product.id, days: Number(draft.days), split, ...(note && { note }) }
  }
  return { people, setPeople, draft, setDraft, kind, setKind, each, setEach, product, currency, whole, bodyOf }
}

type Form = ReturnType<typeof useAskForm>

const People = ({ people, setPeople, isTried }: Form & { isTried: boolean }) => {
  const say = useRequestsWords()
  const [isAdding, setAdding] = useState(false)
  const shows = people.length === 0 || isAdding
  return (
    <Section title={say('whom')} ruled>
      <ul className={styles.list} aria-label={say('whom')}>
        {people.map(({ to, name, detail, match }) => (
          <li key={to} className={styles.person}>
            <Avatar name={name} small />
            <div>
              <p className="strong">{name}</p>
              <p className="small soft">{detail}</p>
              {match && <CheckFinding match={match} name={name} />}
            </div>
            <Button look="plain" onClick={() => setPeople(people.filter((each) => each.to !== to))}>
              {say('takeOut', { name })}
            </Button>
          </li>
        ))}
      </ul>
      {shows ? (
        <PersonPicker
          key={people.length}
          except={people.map(({ to }) => to)}
          onPick={(picked) => {
            setPeople([...people.filter(({ to }) => to !== picked.to), picked])
            setAdding(false)
          }}
        />
      ) : (
        <p className={styles.form}>
          <MoreButton onClick={() => setAdding(true)}>{say('another')}</MoreButton>
        </p>
      )}
      {isTried && people.length === 0 && <FieldError>{say('noPeople')}</FieldError>}
    </Section>
  )
}

const HowMuch = (form: Form & { isTried: boolean }) => {
  const say = useRequestsWords()
  const language = useLanguage()
  const { people, draft, setDraft, kind, setKind, each, setEach, currency, whole, isTried } = form
  const parts = BigInt(people.length + (kind === 'even-me' ? 1 : 0))
  const part = whole !== null && parts > 0n ? formatMoney({ currency, minor: whole / parts }, language) : ''
  return (
    <Section title={say('howMuch')} ruled>
      <div className={styles.form}>
        <Picks
          legend={say('split')}
          options={[
            { value: 'even-me', title: say('evenMe') },
            { value: 'even', title: say('even') },
            { value: 'amounts', title: say('amounts') },
          ]}
          value={kind}
          onChange={setKind}
        />
        {kind === 'amounts' ? (
          people.map(({ to, name }) => (
            <TextField
              key={to}
              label={say('each', { name })}
              inputMode="numeric"
              autoComplete="off"
              value={each[to] ?? ''}
              onChange={(value) => setEach({ ...each, [to]: value })}
              error={isTried && minorOf(each[to] ?? '', currency) === null ? say('amountWrong') : undefined}
            />
          ))
        ) : (
          <AmountField
            label={say('whole')}
            currency={currency}
            text={draft.text}
            onText={(text) => setDraft({ ...draft, text })}
            error={isTried && whole === null ? say('amountWrong') : undefined}
          />
        )}
        {kind !== 'amounts' && people.length > 0 && part && (
          <p className="small soft">{say('parts', { amount: part })}</p>
        )}
      </div>
    </Section>
  )
}

const Details = ({ products, draft, setDraft, product }: Form & { products: readonly Product[] }) => {
  const say = useRequestsWords()
  return (
    <div className={styles.form}>
      <TextField
        label={say('note')}
        value={draft.note}
        maxLength={140}
        onChange={(note) => setDraft({ ...draft, note })}
      />
      <SelectField
        label={say('to')}
        value={product?.id ?? ''}
        options={products.map(({ id, name, number }) => ({ value: id, label: `${name} …${number.slice(-4)}` }))}
        onChange={(to) => setDraft({ ...draft, to })}
      />
      <SelectField
        label={say('days')}
        value={draft.days}
        options={(['7', '14', '30'] as const).map((days) => ({ value: days, label: say(`days_${days}`) }))}
        onChange={(days) => setDraft({ ...draft, days })}
      />
    </div>
  )
}

const AskForm = ({ products }: { products: readonly Product[] }) => {
  const say = useRequestsWords()
  const language = useLanguage()
  const form = useAskForm(products)
  const [isTried, setTried] = useState(false)
  const { mutate, isPending, error } = useAskFor()
  const { whole, currency } = form
  return (
    <Page
      title={say('ask')}
      back="/requests"
      acts={
        <>
          {error && <ProblemNote error={error} />}
          <Button type="submit" form={FORM} look="go" big wide busy={isPending}>
            {whole === null
              ? say('askAct')
              : say('askSum', { amount: formatMoney({ currency, minor: whole }, language) })}
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
          const body = form.bodyOf()
          if (body) mutate(body)
        }}
      >
        <People {...form} isTried={isTried} />
        <HowMuch {...form} isTried={isTried} />
        <Details {...form} products={products} />
      </form>
    </Page>
  )
}

/** Asks one or many people for money. */
export const AskPage = () => {
  const say = useRequestsWords()
  const { data: products, error, refetch } = useQuery(productsQuery)
  if (products?.length) return <AskForm products={products} />
  return (
    <Page title={say('ask')} back="/requests">
      {error ? <ProblemNote error={error} onRetry={() => refetch()} /> : <Loading rows={4} />}
    </Page>
  )
}
