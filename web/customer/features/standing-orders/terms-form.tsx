import type { StandingOrder, StandingTerms } from '#wire/payments'
import type { Product } from '#wire/products'
import { AmountField } from '../../../kit/amount-field.tsx'
import { parseAmount } from '../../../kit/amount-parse.ts'
import { exponentOf } from '../../../kit/currency.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { formatDigits } from '../../../kit/money-format.ts'
import { Picks } from '../../../kit/picks.tsx'
import { Section } from '../../../kit/section.tsx'
import styles from './standing.module.css'
import { useStandingWords } from './standing-words.ts'

export const emptyDraft = {
  from: '',
  kind: 'fixed' as 'fixed' | 'sweep',
  text: '',
  most: '',
  every: 'month' as StandingTerms['every'],
  first: '',
  onLastDay: false,
  dayRule: 'following' as StandingTerms['dayRule'],
  end: 'never' as 'never' | 'date' | 'times',
  until: '',
  times: '',
  retryDays: '1',
  note: '',
}
export type Draft = typeof emptyDraft

type Currency = Product['currency']

const minorOf = (text: string, currency: Currency): string | null => {
  const parsed = parseAmount(text, exponentOf(currency))
  return parsed.kind === 'amount' ? parsed.minor.toString() : null
}

const amountOf = ({ kind, text, most }: Draft, currency: Currency): StandingTerms['amount'] | null => {
  const minor = minorOf(text, currency)
  if (minor === null) return null
  if (kind === 'fixed') return minor === '0' ? null : { kind, minor }
  const bound = most.trim() === '' ? null : minorOf(most, currency)
  return bound === null && most.trim() !== '' ? null : { kind, keep: minor, most: bound === '0' ? null : bound }
}

const isDay = (text: string) => /^\d{4}-\d{2}-\d{2}$/.test(text)
const isCount = (text: string) => /^[1-9]\d{0,3}$/.test(text)

/** What is missing in a draft, by field. */
export const wrongIn = (draft: Draft, currency: Currency) => ({
  amount: amountOf(draft, currency) === null,
  first: !isDay(draft.first),
  end: (draft.end === 'date' && !isDay(draft.until)) || (draft.end === 'times' && !isCount(draft.times)),
})

/** The terms that a draft means, or null where something is missing. */
export const termsOf = (draft: Draft, to: string | undefined, from: Product | undefined): StandingTerms | null => {
  if (!from || !to) return null
  const amount = amountOf(draft, from.currency)
  const wrong = wrongIn(draft, from.currency)
  if (!amount || wrong.first || wrong.end) return null
  const note = draft.note.trim()
  const isMonthly = draft.every === 'month' || draft.every === 'quarter' || draft.every === 'year'
  return {
    from: from.id,
    to,
    amount,
    every: draft.every,
    first: draft.first,
    onLastDay: isMonthly && draft.onLastDay,
    dayRule: draft.dayRule,
    until: draft.end === 'date' ? draft.until : null,
    times: draft.end === 'times' ? Number(draft.times) : null,
    retryDays: Number(draft.retryDays),
    ...(note && { note }),
  }
}

type PartProps = {
  readonly draft: Draft
  readonly set: (change: Partial<Draft>) => void
  readonly currency: Currency
  readonly isTried: boolean
}

export const HowMuch = ({ draft, set, currency, isTried }: PartProps) => {
  const say = useStandingWords()
  const error = isTried && wrongIn(draft, currency).amount ? say('amountWrong') : undefined
  return (
    <Section title={say('amount')} ruled>
      <div className={styles.form}>
        <Picks
          legend={say('kind')}
          legendHidden
          options={[
            { value: 'fixed', title: say('fixed') },
            { value: 'sweep', title: say('sweep') },
          ]}
          value={draft.kind}
          onChange={(kind) => set({ kind })}
        />
        <AmountField
          label={say(draft.kind === 'fixed' ? 'amount' : 'keep')}
          currency={currency}
          text={draft.text}
          onText={(text) => set({ text })}
          error={error}
        />
        {draft.kind === 'sweep' && (
          <TextField
            label={say('most')}
            inputMode="numeric"
            autoComplete="off"
            value={draft.most}
            onChange={(most) => set({ most })}
          />
        )}
      </div>
    </Section>
  )
}

const everies = ['once', 'day', 'week', 'month', 'quarter', 'year'] as const
const rules = ['following', 'preceding', 'same'] as const
const ends = ['never', 'date', 'times'] as const
const retries = ['0', '1', '2', '3', '4', '5'] as const

const Ending = ({ draft, set, currency, isTried }: PartProps) => {
  const say = useStandingWords()
  const error = isTried && wrongIn(draft, currency).end ? say('endWrong') : undefined
  return (
    <div className={styles.pair}>
      <SelectField
        label={say('end')}
        value={draft.end}
        options={ends.map((value) => ({ value, label: say(`end_${value}`) }))}
        onChange={(end) => set({ end: end as Draft['end'] })}
      />
      {draft.end === 'date' && (
        <TextField
          type="date"
          label={say('until')}
          value={draft.until}
          onChange={(until) => set({ until })}
          error={error}
        />
      )}
      {draft.end === 'times' && (
        <TextField
          inputMode="numeric"
          autoComplete="off"
          label={say('times')}
          value={draft.times}
          onChange={(times) => set({ times })}
          error={error}
        />
      )}
    </div>
  )
}

export const When = (props: PartProps) => {
  const say = useStandingWords()
  const { draft, set, currency, isTried } = props
  const isMonthly = draft.every === 'month' || draft.every === 'quarter' || draft.every === 'year'
  return (
    <Section title={say('when')} ruled>
      <div className={styles.form}>
        <div className={styles.pair}>
          <SelectField
            label={say('every')}
            value={draft.every}
            options={everies.map((value) => ({ value, label: say(`every_${value}`) }))}
            onChange={(every) => set({ every: every as Draft['every'] })}
          />
          <TextField
            type="date"
            label={say('first')}
            value={draft.first}
            onChange={(first) => set({ first })}
            error={isTried && wrongIn(draft, currency).first ? say('firstWrong') : undefined}
          />
        </div>
        {isMonthly && (
          <SelectField
            label={say('day')}
            value={draft.onLastDay ? 'last' : 'same'}
            options={[
              { value: 'same', label: say('sameDay') },
              { value: 'last', label: say('onLastDay') },
            ]}
            onChange={(value) => set({ onLastDay: value === 'last' })}
          />
        )}
        <SelectField
          label={say('rule')}
          value={draft.dayRule}
          options={rules.map((value) => ({ value, label: say(`rule_${value}`) }))}
          onChange={(dayRule) => set({ dayRule: dayRule as Draft['dayRule'] })}
        />
        {draft.every !== 'once' && <Ending {...props} />}
        <SelectField
          label={say('retry')}
          value={draft.retryDays}
          options={retries.map((value) => ({ value, label: say(`retry_${value}`) }))}
          onChange={(retryDays) => set({ retryDays })}
        />
        <TextField label={say('note')} value={draft.note} maxLength={140} onChange={(note) => set({ note })} />
      </div>
    </Section>
  )
}

const textOf = (minor: string | null, currency: Currency): string =>
  minor === null ? '' : formatDigits({ currency, minor: BigInt(minor) })

/** The form as an order stands now: its next date is the first one of the changed order, and what it has paid is not paid again. */
export const draftOf = (order: StandingOrder, today: string): Draft => {
  const { amount, currency, times, until } = order
  return {
    from: order.from,
    kind: amount.kind,
    text: textOf(amount.kind === 'fixed' ? amount.minor : amount.keep, currency),
    most: amount.kind === 'fixed' ? '' : textOf(amount.most, currency),
    every: order.every,
    first: order.coming[0]?.date ?? today,
    onLastDay: order.onLastDay,
    dayRule: order.dayRule,
    end: until !== null ? 'date' : times !== null ? 'times' : 'never',
    until: until ?? '',
    times: times === null ? '' : String(Math.max(1, times - order.done)),
    retryDays: String(order.retryDays),
    note: order.note,
  }
}
