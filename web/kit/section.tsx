import { Link } from '@tanstack/react-router'
import type { ReactNode } from 'react'
import { useId } from 'react'
import styles from './section.module.css'

type SectionProps = {
  readonly title: string
  /** Where more of it is, or another act on it. */
  readonly more?: ReactNode
  /** Opens the content with an ink rule; leave it out where the content draws its own. */
  readonly ruled?: boolean
  readonly children: ReactNode
}

/** A part of a page under its heading. */
export const Section = ({ title, more, ruled, children }: SectionProps) => {
  const id = useId()
  return (
    <section className={styles.section} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 id={id}>{title}</h2>
        {more}
      </div>
      <div className={ruled ? styles.ruled : undefined}>{children}</div>
    </section>
  )
}

/** The link at the end of a heading. */
export const MoreLink = ({
  to,
  search,
  children,
}: {
  to: string
  search?: Record<string, unknown>
  children: ReactNode
}) => (
  <Link className={styles.more} to={to} search={search}>
    {children}
  </Link>
)

/** A button in the dress of a link at the end of a heading. */
export const MoreButton = ({
  onClick,
  expanded,
  children,
}: {
  onClick: () => void
  expanded?: boolean
  children: ReactNode
}) => (
  <button type="button" className={styles.more} onClick={onClick} aria-expanded={expanded}>
    {children}
  </button>
)

/** Facts as pairs of word and value. */
export const Facts = ({ facts }: { facts: readonly (readonly [word: string, value: ReactNode])[] }) => (
  <dl className={styles.facts}>
    {facts.map(([word, value]) => (
      <div key={word}>
        <dt>{word}</dt>
        <dd>{value}</dd>
      </div>
    ))}
  </dl>
)
