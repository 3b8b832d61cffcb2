import { IconX } from '@tabler/icons-react'
import { type ReactNode, useEffect, useId, useRef } from 'react'
import { Icon } from '../kit/icon.tsx'
import styles from './panel.module.css'
import { useStaffWords } from './staff-words.ts'

type PanelProps = {
  readonly title: string
  /** Makes the panel one that can be closed again. */
  readonly onClose?: () => void
  /** Puts the focus on the heading when the panel appears because somebody asked for it. */
  readonly isCalled?: boolean
  readonly children: ReactNode
}

/** The panel beside the work: a sheet where one thing is decided. */
export const Panel = ({ title, onClose, isCalled = false, children }: PanelProps) => {
  const say = useStaffWords()
  const id = useId()
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!isCalled) return
    heading.current?.focus({ preventScroll: true })
    // Beside the work it is in sight already; below it, it may be far away.
    if (!matchMedia('(min-width: 1280px)').matches) heading.current?.scrollIntoView()
  }, [isCalled])
  return (
    <aside className={styles.panel} aria-labelledby={id}>
      <div className={styles.head}>
        <h2 ref={heading} id={id} tabIndex={-1}>
          {title}
        </h2>
        {onClose && (
          <button type="button" className={styles.close} aria-label={say('dismiss')} onClick={onClose}>
            <Icon of={IconX} />
          </button>
        )}
      </div>
      {children}
    </aside>
  )
}

type PanelFormProps = { readonly onSubmit: () => void; readonly foot: ReactNode; readonly children: ReactNode }

/** A form in a panel, with its one act at the foot. */
export const PanelForm = ({ onSubmit, foot, children }: PanelFormProps) => (
  <form
    className={styles.form}
    noValidate
    onSubmit={(event) => {
      event.preventDefault()
      onSubmit()
    }}
  >
    {children}
    <div className={styles.foot}>{foot}</div>
  </form>
)

/** Words that a customer reads, set apart from what staff read. */
export const Quote = ({ lang, children }: { lang?: string; children: ReactNode }) => (
  <p className={styles.quote} lang={lang}>
    {children}
  </p>
)
