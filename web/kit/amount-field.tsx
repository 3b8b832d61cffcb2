import { useId } from 'react'
import styles from './amount-field.module.css'
import { parseAmount } from './amount-parse.ts'
import { amountInWords } from './amount-words.ts'
import type { CurrencyCode } from './currency.ts'
import { exponentOf, signOf } from './currency.ts'
import { FieldError } from './field.tsx'
import { formatDigits } from './money-format.ts'
import { useLanguage } from './words.ts'

type AmountFieldProps = {
  readonly label: string
  readonly currency: CurrencyCode
  readonly text: string
  readonly onText: (text: string) => void
  readonly error?: string
  readonly readOnly?: boolean
  /** Hides the label where a heading already says it. */
  readonly labelHidden?: boolean
}

/** Asks for an amount in large figures and reads it back in words. */
export const AmountField = ({ label, currency, text, onText, error, readOnly, labelHidden }: AmountFieldProps) => {
  const id = useId()
  const language = useLanguage()
  const parsed = parseAmount(text, exponentOf(currency))
  const words =
    parsed.kind === 'amount' && parsed.minor > 0n ? amountInWords({ currency, minor: parsed.minor }, language) : ''
  return (
    <div className={styles.field}>
      <label htmlFor={id} className={labelHidden ? 'vh' : styles.label}>
        {label}, {currency}
      </label>
      <div className={styles.amount} data-wrong={error ? true : undefined}>
        <span className={styles.sign} aria-hidden="true">
          {signOf(currency)}
        </span>
        <input
          id={id}
          inputMode="decimal"
          autoComplete="off"
          size={1}
          value={text}
          readOnly={readOnly}
          placeholder={exponentOf(currency) === 0 ? '0' : `0.${'0'.repeat(exponentOf(currency))}`}
          aria-invalid={error ? true : undefined}
          aria-describedby={`${id}-words ${id}-error`}
          onChange={(event) => onText(event.currentTarget.value)}
          onBlur={() =>
            parsed.kind === 'amount' && !readOnly && onText(formatDigits({ currency, minor: parsed.minor }))
          }
        />
      </div>
      <p className={styles.words} id={`${id}-words`}>
        {words}
      </p>
      <div id={`${id}-error`}>{error && <FieldError>{error}</FieldError>}</div>
    </div>
  )
}
