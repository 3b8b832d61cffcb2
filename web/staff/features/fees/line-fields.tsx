import type { FeeLine } from '#wire/products'
import { feeKind, feeLine } from '#wire/products'
import { Button } from '../../../kit/button.tsx'
import type { CurrencyCode } from '../../../kit/currency.ts'
import { SelectField, TextField } from '../../../kit/field.tsx'
import { type Amounts, type DraftLine, isCount, isMonthly, isRate, minorOf } from './draft-line.ts'
import styles from './fees.module.css'
import { useStaffFeesWords } from './fees-words.ts'

type Props = {
  readonly line: DraftLine
  readonly number: number
  readonly isTried: boolean
  readonly onLine: (line: DraftLine) => void
  readonly onRemove: () => void
}

const Choices = ({ line, onLine }: Pick<Props, 'line' | 'onLine'>) => {
  const say = useStaffFeesWords()
  return (
    <>
      <SelectField
        label={say('kind')}
        value={line.kind}
        options={feeKind.options.map((value) => ({ value, label: say(`kind_${value}`) }))}
        onChange={(kind) => onLine({ ...line, kind: kind as FeeLine['kind'] })}
      />
      <SelectField
        label={say('product')}
        value={line.product}
        options={(['all', 'current', 'savings'] as const).map((value) => ({ value, label: say(`product_${value}`) }))}
        onChange={(product) => onLine({ ...line, product: product as DraftLine['product'] })}
      />
      <SelectField
        label={say('currency')}
        value={line.currency}
        options={feeLine.shape.currency.options.map((value) => ({ value, label: value }))}
        onChange={(currency) => onLine({ ...line, currency: currency as CurrencyCode })}
      />
    </>
  )
}

const amounts: readonly (readonly [
  Amounts,
  'amountFrom' | 'amountBelow' | 'flat' | 'minimum' | 'maximum' | 'mostInMonth',
])[] = [
  ['from', 'amountFrom'],
  ['below', 'amountBelow'],
  ['flat', 'flat'],
  ['minimum', 'minimum'],
  ['maximum', 'maximum'],
  ['mostInMonth', 'mostInMonth'],
]

const amountsOf = (line: DraftLine) => amounts.filter(([name]) => name !== 'mostInMonth' || isMonthly(line))

const openEnded: readonly Amounts[] = ['below', 'maximum', 'mostInMonth']

/** One line of a schedule, as it is typed. */
export const LineFields = ({ line, number, isTried, onLine, onRemove }: Props) => {
  const say = useStaffFeesWords()
  return (
    <fieldset className={styles.line}>
      <legend>{say('line', { number })}</legend>
      <Choices line={line} onLine={onLine} />
      {amountsOf(line).map(([name, label]) => (
        <TextField
          key={name}
          label={say(label)}
          inputMode="numeric"
          autoComplete="off"
          value={line[name]}
          hint={openEnded.includes(name) ? say('open') : undefined}
          error={isTried && minorOf(line[name], line.currency) === null ? say('wrong') : undefined}
          onChange={(text) => onLine({ ...line, [name]: text })}
        />
      ))}
      <TextField
        label={say('rate')}
        inputMode="numeric"
        autoComplete="off"
        value={line.rate}
        error={isTried && !isRate(line.rate) ? say('wrongRate') : undefined}
        onChange={(rate) => onLine({ ...line, rate })}
      />
      {isMonthly(line) && (
        <TextField
          label={say('free')}
          inputMode="numeric"
          autoComplete="off"
          value={line.free}
          hint={say('freeMore')}
          error={isTried && !isCount(line.free) ? say('wrongFree') : undefined}
          onChange={(free) => onLine({ ...line, free })}
        />
      )}
      <div>
        <Button look="plain" onClick={onRemove}>
          {say('remove', { number })}
        </Button>
      </div>
    </fieldset>
  )
}
