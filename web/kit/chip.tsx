import { IconArrowBackUp, IconCheck, IconClockPause, IconHandStop, IconQuestionMark } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import styles from './chip.module.css'
import { Icon } from './icon.tsx'
import { useKitWords } from './kit-words.ts'

/** What became of a payment, in one word. */
export type Verdict = 'passed' | 'asked' | 'held' | 'stopped' | 'returned'

const icons = {
  passed: IconCheck,
  asked: IconQuestionMark,
  held: IconClockPause,
  stopped: IconHandStop,
  returned: IconArrowBackUp,
}

/** The verdict on a payment: icon, word and color together. */
export const VerdictChip = ({ verdict, children }: { verdict: Verdict; children?: ReactNode }) => {
  const say = useKitWords()
  return (
    <span className={`${styles.chip} ${styles[verdict]}`}>
      <Icon of={icons[verdict]} size={16} />
      {children ?? say(verdict)}
    </span>
  )
}
