import type { ReactNode } from 'react'
import styles from './empty.module.css'
import { useKitWords } from './kit-words.ts'

/** Nothing here yet: one sentence and two blank ruled rows. */
export const Empty = ({ children }: { children: ReactNode }) => (
  <div className={styles.empty}>
    <div>{children}</div>
    <div className={styles.blank} aria-hidden="true">
      <i />
      <i />
    </div>
  </div>
)

const widths = ['60%', '44%', '52%', '38%', '56%']

/** Dotted lines where rows will be. */
export const Loading = ({ rows = 3, label }: { rows?: number; label?: string }) => {
  const say = useKitWords()
  return (
    <div className={styles.loading} role="status">
      <p className="vh">{label ?? say('loading')}</p>
      {widths.slice(0, rows).map((width) => (
        <div key={width}>
          <span style={{ width }} />
        </div>
      ))}
    </div>
  )
}
