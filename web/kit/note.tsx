import type { TablerIcon } from '@tabler/icons-react'
import { IconCheck, IconCloudOff, IconHourglass, IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { Button } from './button.tsx'
import { Icon } from './icon.tsx'
import { useKitWords } from './kit-words.ts'
import styles from './note.module.css'

/** go: good news; wait: something waits; stop: stopped or wrong; know: neutral. */
export type NoteTone = 'go' | 'wait' | 'stop' | 'know'

type NoteProps = {
  readonly tone?: NoteTone
  readonly icon?: TablerIcon
  readonly lead?: string
  readonly children?: ReactNode
}

const icons = { go: IconCheck, wait: IconHourglass, stop: IconCloudOff, know: IconInfoCircle }

/** A note beside the text: one icon, one sentence in bold, and what it means. */
export const Note = ({ tone = 'go', icon, lead, children }: NoteProps) => (
  <div className={`${styles.note} ${styles[tone]}`}>
    <Icon of={icon ?? icons[tone]} />
    <div>
      {lead && <b>{lead} </b>}
      {children}
    </div>
  </div>
)

type ErrorNoteProps = { readonly lead: string; readonly children?: ReactNode; readonly onRetry?: () => void }

/** An error of the bank: first what happened to the money, then what can be done. */
export const ErrorNote = ({ lead, children, onRetry }: ErrorNoteProps) => {
  const say = useKitWords()
  return (
    <div role="status" className={styles.error}>
      <Note tone="stop" lead={lead}>
        {children}
      </Note>
      {onRetry && (
        <p>
          <Button onClick={onRetry}>{say('tryAgain')}</Button>
        </p>
      )}
    </div>
  )
}
