import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './picks.module.css'

export type Pick<Value extends string> = {
  readonly value: Value
  readonly title: ReactNode
  readonly detail?: ReactNode
  readonly lang?: string
}

type PicksProps<Value extends string> = {
  readonly legend: string
  readonly legendHidden?: boolean
  readonly options: readonly Pick<Value>[]
  readonly value: Value
  readonly onChange: (value: Value) => void
  readonly children?: ReactNode
}

/** A calm choice among few: one ruled row for each, the chosen one ringed in green. */
export const Picks = <Value extends string>(props: PicksProps<Value>) => {
  const name = useId()
  return (
    <fieldset className={styles.picks}>
      <legend className={props.legendHidden ? 'vh' : styles.legend}>{props.legend}</legend>
      {props.options.map(({ value, title, detail, lang }) => (
        <label key={value} className={styles.pick} lang={lang}>
          <input
            type="radio"
            name={name}
            checked={props.value === value}
            aria-labelledby={`${name}-${value}`}
            aria-describedby={detail ? `${name}-${value}-detail` : undefined}
            onChange={() => props.onChange(value)}
          />
          <span className={styles.title} id={`${name}-${value}`}>
            {title}
          </span>
          {detail && (
            <span className={styles.detail} id={`${name}-${value}-detail`}>
              {detail}
            </span>
          )}
        </label>
      ))}
      {props.children}
    </fieldset>
  )
}
