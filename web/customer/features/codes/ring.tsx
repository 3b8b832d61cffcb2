import type { ReactNode } from 'react'
import styles from './codes.module.css'

const outline = 'M146 4H276a12 12 0 0 1 12 12V276a12 12 0 0 1-12 12H16a12 12 0 0 1-12-12V16A12 12 0 0 1 16 4Z'

type RingProps = {
  /** From 1 to 0. */
  readonly left: number
  readonly state: 'fine' | 'soon' | 'over'
  readonly children: ReactNode
}

/** The time that is left, as a line around the code that starts at the top. */
export const Ring = ({ left, state, children }: RingProps) => (
  <div className={`${styles.code} ${state === 'fine' ? '' : styles[state]}`}>
    <svg className={styles.ring} viewBox="0 0 292 292" aria-hidden="true">
      <path className={styles.track} d={outline} />
      <path
        className={styles.left}
        d={outline}
        pathLength={100}
        strokeDasharray={100}
        strokeDashoffset={100 - 100 * left}
      />
    </svg>
    <div className={styles.inside}>{children}</div>
  </div>
)
