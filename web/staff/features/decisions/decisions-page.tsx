import { useQuery } from '@tanstack/react-query'
import { useNavigate, useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { currencyCodes } from '#platform/money'
import { models, rules } from '#wire/fraud'
import { call } from '../../../api/call.ts'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { Button } from '../../../kit/button.tsx'
import { exponentOf } from '../../../kit/currency.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { Filters, StaffPage } from '../../page.tsx'
import { usePaymentWords } from '../../payment-words.ts'
import type { DecisionFilter } from '../../queries.ts'
import styles from './decisions.module.css'
import { DecisionsTable } from './decisions-table.tsx'
import { useDecisionsWords } from './decisions-words.ts'
import { SearchField } from './search-field.tsx'

type FilterProps = { readonly filter: DecisionFilter; readonly onChange: (next: DecisionFilter) => void }

type Named = 'verdict' | 'outcome' | 'label' | 'choice'
const options = {
  verdict: ['allow', 'challenge', 'review', 'block'],
  outcome: ['open', 'settled', 'stopped'],
  label: ['fraud', 'genuine', 'none'],
  choice: ['wait', 'unit', 'proof', 'stop'],
} as const

const Select = ({ name, filter, onChange }: FilterProps & { readonly name: Named }) => {
  const say = useDecisionsWords()
  const values: readonly (typeof options)[Named][number][] = options[name]
  return (
    <SelectField
      label={say(name)}
      value={filter[name] ?? ''}
      onChange={(value) => onChange({ [name]: value || undefined })}
      options={[
        { value: '', label: say('any') },
        ...values.map((value) => ({ value, label: say(value === 'none' ? 'notKnown' : value) })),
      ]}
    />
  )
}

const AmountFilter = ({ name, filter, onChange }: FilterProps & { readonly name: 'least' | 'most' }) => {
  const say = useDecisionsWords()
  const [text, setText] = useState('')
  const currency = filter.currency ?? 'INR'
  const read = parseAmount(text, exponentOf(currency))
  return (
    <TextField
      label={say(name)}
      hint={say('amountHint', { currency })}
      error={read.kind === 'amount' || read.kind === 'empty' ? undefined : say('amountWrong')}
      inputMode="numeric"
      value={text}
      onChange={(value) => {
        setText(value)
        const next = parseAmount(value, exponentOf(currency))
        if (next.kind === 'amount') onChange({ [name]: next.minor.toString(), currency })
        if (next.kind === 'empty') onChange({ [name]: undefined })
      }}
    />
  )
}

const ModelFilter = ({ filter, onChange }: FilterProps) => {
  const say = useDecisionsWords()
  const { data } = useQuery({ queryKey: ['models'], queryFn: ({ signal }) => call(models, { signal }) })
  return (
    <SelectField
      label={say('model')}
      value={filter.model ?? ''}
      onChange={(value) => onChange({ model: value || undefined })}
      options={[
        { value: '', label: say('any') },
        ...(data?.items ?? []).map(({ version }) => ({ value: version, label: version })),
      ]}
    />
  )
}

const RuleFilter = ({ filter, onChange }: FilterProps) => {
  const say = useDecisionsWords()
  const { data } = useQuery({
    queryKey: ['rules'],
    queryFn: async ({ signal }) => (await call(rules, { signal })).items,
  })
  return (
    <SelectField
      label={say('rule')}
      value={filter.rule ?? ''}
      onChange={(value) => onChange({ rule: value || undefined })}
      options={[
        { value: '', label: say('any') },
        ...(data ?? []).map(({ rule }) => ({ value: rule.id, label: rule.latest.name })),
      ]}
    />
  )
}

const MoreFilters = (props: FilterProps) => {
  const say = useDecisionsWords()
  const { filter, onChange } = props
  const isDigits = (text: string) => /^\d{12}$/.test(text)
  const [payee, setPayee] = useState(filter.payee ?? '')
  return (
    <details className={styles.more}>
      <summary>{say('more')}</summary>
      <Filters>
        <TextField
          label={say('payee')}
          inputMode="numeric"
          value={payee}
          onChange={(value) => {
            setPayee(value)
            if (value === '' || isDigits(value)) onChange({ payee: value || undefined })
          }}
        />
        <Select name="choice" {...props} />
        <TextField
          label={say('from')}
          type="date"
          value={filter.from ?? ''}
          onChange={(value) => onChange({ from: value || undefined })}
        />
        <TextField
          label={say('to')}
          type="date"
          value={filter.to ?? ''}
          onChange={(value) => onChange({ to: value || undefined })}
        />
        <SelectField
          label={say('currency')}
          value={filter.currency ?? ''}
          onChange={(value) => onChange({ currency: (value || undefined) as DecisionFilter['currency'] })}
          options={[{ value: '', label: say('any') }, ...currencyCodes.map((value) => ({ value, label: value }))]}
        />
        <AmountFilter key={`least ${filter.currency}`} name="least" {...props} />
        <AmountFilter key={`most ${filter.currency}`} name="most" {...props} />
        <ModelFilter {...props} />
        <RuleFilter {...props} />
      </Filters>
    </details>
  )
}

/** Every decision about a payment: found by what it was about and what became of it. */
export const DecisionsPage = () => {
  const say = useDecisionsWords()
  const sayPayment = usePaymentWords()
  const navigate = useNavigate()
  const filter = useSearch({ strict: false }) as DecisionFilter
  const change = (next: DecisionFilter) => navigate({ to: '/decisions', search: { ...filter, ...next }, replace: true })
  const [cleared, setCleared] = useState(0)
  // Fields that hold what is being typed begin anew.
  const clear = () => {
    setCleared((times) => times + 1)
    navigate({ to: '/decisions', search: {}, replace: true })
  }
  const props = { filter, onChange: change }
  const isFiltered = Object.values(filter).some((value) => value !== undefined)
  return (
    <StaffPage title={say('decisions')} lead={say('lead')}>
      <Filters key={`filters ${cleared}`}>
        <SearchField value={filter} onSearch={change} />
        <Select name="verdict" {...props} />
        <SelectField
          label={say('kind')}
          value={filter.kind ?? ''}
          onChange={(value) => change({ kind: (value || undefined) as DecisionFilter['kind'] })}
          options={[
            { value: '', label: say('any') },
            ...(['send', 'withdrawal', 'card'] as const).map((value) => ({ value, label: sayPayment(value) })),
          ]}
        />
        <Select name="outcome" {...props} />
        <Select name="label" {...props} />
      </Filters>
      <MoreFilters key={`more ${cleared}`} {...props} />
      {isFiltered && (
        <p className={styles.clear}>
          <Button onClick={() => clear()}>{say('clear')}</Button>
        </p>
      )}
      <DecisionsTable filter={filter} />
    </StaffPage>
  )
}
