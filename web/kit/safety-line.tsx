import { IconCheck, IconDots } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './safety-line.module.css'

/** checked: looked at and fine; open: stands out; later: not yet its turn. */
export type PointState = 'checked' | 'open' | 'later'

/** The form as a line of points, each saying what was found. */
export const SafetyLine = ({ children }: { children: ReactNode }) => <ol className={styles.line}>{children}</ol>

const marks = { checked: IconCheck, open: IconDots, later: undefined }

/** One part of the form on the line. */
export const SafetyPoint = ({ state, label, children }: { state: PointState; label: string; children: ReactNode }) => {
  const Mark = marks[state]
  return (
    <li className={styles[state]}>
      <span className={styles.point} aria-hidden="true">
        {Mark && <Mark size={15} stroke={2.6} />}
      </span>
      <p className={styles.label}>{label}</p>
      {children}
    </li>
  )
}

/** The sentence under a part that says what was found. */
export const Finding = ({ tone = 'fine', children }: { tone?: 'fine' | 'open'; children: ReactNode }) => (
  <p className={`${styles.finding} ${tone === 'open' ? styles.standsOut : ''}`}>{children}</p>
)
