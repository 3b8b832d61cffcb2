import styles from './checks.module.css'
import { FieldError } from './field.tsx'

type ChecksProps<Value extends string> = {
  readonly legend: string
  readonly options: readonly { readonly value: Value; readonly title: string; readonly detail?: string }[]
  readonly values: readonly Value[]
  readonly onChange: (values: readonly Value[]) => void
  readonly error?: string
  /** Rows high enough for a finger. */
  readonly isRoomy?: boolean
}

/** Any of a few: one ruled row with a box for each. */
export const Checks = <Value extends string>({
  legend,
  options,
  values,
  onChange,
  error,
  isRoomy,
}: ChecksProps<Value>) => {
  const toggle = (value: Value): void =>
    onChange(values.includes(value) ? values.filter((one) => one !== value) : [...values, value])
  return (
    <fieldset className={isRoomy ? `${styles.checks} ${styles.roomy}` : styles.checks}>
      <legend>{legend}</legend>
      {options.map(({ value, title, detail }) => (
        <label key={value}>
          <input type="checkbox" checked={values.includes(value)} onChange={() => toggle(value)} />
          <span className={styles.title}>{title}</span>
          {detail && <span className={styles.detail}>{detail}</span>}
        </label>
      ))}
      {error && <FieldError>{error}</FieldError>}
    </fieldset>
  )
}
