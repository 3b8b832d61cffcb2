import type { ReactNode } from 'react'
import styles from './press.module.css'

type PressProps = {
  readonly look?: 'go' | 'quiet' | 'stop'
  readonly type?: 'button' | 'submit'
  readonly busy?: boolean
  readonly pressed?: boolean
  readonly onClick?: () => void
  readonly children: ReactNode
}

/** A button as large as a hand wants it on a wall. While busy it stays in place and takes no second press. */
export const Press = ({ look = 'quiet', type = 'button', busy, pressed, onClick, children }: PressProps) => (
  <button
    type={type}
    className={`${styles.press} ${styles[look]}`}
    aria-busy={busy || undefined}
    aria-pressed={pressed}
    onClick={(event) => {
      if (busy) return event.preventDefault()
      onClick?.()
    }}
  >
    {children}
  </button>
)
