import { currencyCodes } from '#platform/money'
import { Button } from '../../../kit/button.tsx'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { focusFirstError } from '../../../kit/focus.ts'
import { StaffProblem } from '../../staff-problem.tsx'
import { useFeatureWords } from '../../whole/feature-words.ts'
import type { Draft, Tried } from './draft.ts'
import styles from './try-it.module.css'
import { useTryWords } from './try-words.ts'

type FormProps = {
  readonly draft: Draft
  readonly change: (change: Partial<Draft>) => void
  /** Sentences about what is wrong, by field. */
  readonly errors: Readonly<Record<string, string>>
  /** What went wrong beyond a field. */
  readonly problem: unknown
  readonly isBusy: boolean
  readonly tried: Tried | null
  /** Features that can be given other values. */
  readonly offered: readonly string[]
  readonly onPredict: () => void
}

const Payment = ({ draft, change, errors }: Pick<FormProps, 'draft' | 'change' | 'errors'>) => {
  const say = useTryWords()
  return (
    <fieldset className={styles.fields}>
      <legend>{say('payment')}</legend>
      <SelectField
        label={say('kind')}
        value={draft.kind}
        onChange={(kind) => change({ kind: kind as Draft['kind'] })}
        options={(['send', 'withdrawal', 'card'] as const).map((value) => ({ value, label: say(value) }))}
      />
      <div className={styles.sum}>
        <TextField
          label={say('amount')}
          inputMode="numeric"
          autoComplete="off"
          value={draft.amount}
          onChange={(amount) => change({ amount })}
          error={errors.amount}
        />
        <SelectField
          label={say('currency')}
          value={draft.currency}
          onChange={(currency) => change({ currency: currency as Draft['currency'] })}
          options={currencyCodes.map((value) => ({ value, label: value }))}
          error={errors.currency}
        />
      </div>
      <TextField
        label={say('payer')}
        hint={say('partyHint')}
        autoComplete="off"
        value={draft.payer}
        onChange={(payer) => change({ payer })}
        error={errors.payer}
      />
      {draft.kind !== 'withdrawal' && (
        <TextField
          label={say('payee')}
          hint={say('partyHint')}
          autoComplete="off"
          value={draft.payee}
          onChange={(payee) => change({ payee })}
          error={errors.payee}
        />
      )}
    </fieldset>
  )
}

/** What the bank computes of a feature, and as which number it is typed. */
const useHint = () => {
  const say = useTryWords()
  const words = useFeatureWords()
  return ({ value, unit, number }: Tried['computed'][number]): string => {
    const typed = say(unit === 'share' || unit === 'count' || unit === 'times' ? 'number' : unit)
    return number === null
      ? say('computedUnknown', { unit: typed })
      : say('computed', { value: words.value(value), unit: typed, number: Number(number.toPrecision(3)) })
  }
}

const Overrides = ({ draft, change, errors, tried, offered }: FormProps) => {
  const say = useTryWords()
  const words = useFeatureWords()
  const hint = useHint()
  const computed = new Map(tried?.computed.map((one) => [one.feature, one]))
  return (
    <fieldset className={styles.fields}>
      <legend>{say('change')}</legend>
      <p className="small soft">{say('changeHint')}</p>
      {offered.map((feature) => {
        const known = computed.get(feature)
        return (
          <TextField
            key={feature}
            label={words.label(feature, known?.label ?? feature)}
            hint={known && hint(known)}
            autoComplete="off"
            value={draft.overrides[feature] ?? ''}
            onChange={(text) => change({ overrides: { ...draft.overrides, [feature]: text } })}
            error={errors[feature]}
          />
        )
      })}
    </fieldset>
  )
}

/** Where a payment is described, and what is known of it is changed. */
export const TryForm = (props: FormProps) => {
  const say = useTryWords()
  const { draft, change, tried, problem, isBusy, onPredict } = props
  const isChanged = Object.values(draft.overrides).some((text) => text !== '')
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        onPredict()
        focusFirstError(event.currentTarget)
      }}
    >
      <Payment {...props} />
      {tried && <Overrides {...props} />}
      {problem !== null && <StaffProblem error={problem} />}
      <div className={styles.acts}>
        <Button type="submit" look="go" busy={isBusy}>
          {say(tried ? 'predictAgain' : 'predict')}
        </Button>
        {isChanged && <Button onClick={() => change({ overrides: {} })}>{say('clear')}</Button>}
      </div>
    </form>
  )
}
