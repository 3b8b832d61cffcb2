import { type ReactNode, useEffect, useId, useRef } from 'react'
import { takeFocus } from '../kit/focus.ts'
import styles from './page.module.css'

type StaffPageProps = {
  readonly title: string
  /** What stands in the place of the heading, with an h1 of its own. */
  readonly heading?: ReactNode
  /** The line above the heading: where this page belongs. */
  readonly crumb?: ReactNode
  readonly lead?: ReactNode
  /** The panel at the right where something is decided. */
  readonly panel?: ReactNode
  readonly children: ReactNode
}

/** A page of the console: the work, and beside it the panel where it has one. */
export const StaffPage = ({ title, heading, crumb, lead, panel, children }: StaffPageProps) => {
  const main = useRef<HTMLElement>(null)
  useEffect(() => takeFocus(main.current), [])
  return (
    <>
      <title>{`${title} · Bankserver`}</title>
      <main ref={main} id="main" tabIndex={-1} className={styles.main}>
        {crumb && <div className={styles.crumb}>{crumb}</div>}
        {heading ?? (
          <div className={styles.head}>
            <h1>{title}</h1>
            {lead && <p className={styles.lead}>{lead}</p>}
          </div>
        )}
        {children}
      </main>
      {panel}
    </>
  )
}

type PartProps = { readonly title: string; readonly more?: ReactNode; readonly children: ReactNode }

/** A part of a page under its heading and one ink rule. */
export const Part = ({ title, more, children }: PartProps) => {
  const id = useId()
  return (
    <section className={styles.part} aria-labelledby={id}>
      <div className={styles.partHead}>
        <h2 id={id}>{title}</h2>
        {more}
      </div>
      {children}
    </section>
  )
}

/** Two parts side by side where there is room. */
export const Pair = ({ children }: { children: ReactNode }) => <div className={styles.pair}>{children}</div>

/** Facts in a row: the word above, the value below. */
export const FactRow = ({ facts }: { facts: readonly (readonly [word: string, value: ReactNode])[] }) => (
  <dl className={styles.facts}>
    {facts.map(([word, value]) => (
      <div key={word}>
        <dt>{word}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)

/** What filters a list, in one row above it. */
export const Filters = ({ children }: { children: ReactNode }) => <div className={styles.filters}>{children}</div>
