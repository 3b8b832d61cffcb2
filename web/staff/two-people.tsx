import type { ReactNode } from 'react'
import styles from './two-people.module.css'

/** One of two who decide: a dotted line while they choose, a single one when they have signed. */
export type Signer = { readonly name: string; readonly remark: ReactNode; readonly hasSigned: boolean }

/** Two people who decide something together, side by side, each on a line of their own. */
export const TwoPeople = ({ label, people }: { label: string; people: readonly [Signer, Signer] }) => (
  <ul className={styles.people} aria-label={label}>
    {people.map(({ name, remark, hasSigned }, index) => (
      // biome-ignore lint/suspicious/noArrayIndexKey: there are two places, and they stay
      <li key={index} className={hasSigned ? styles.signed : styles.waits}>
        <b>{name}</b>
        <span>{remark}</span>
      </li>
    ))}
  </ul>
)
