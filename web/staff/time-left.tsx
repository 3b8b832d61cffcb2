import { IconClockHour4 } from '@tabler/icons-react'
import { Icon } from '../kit/icon.tsx'
import { useStaffWords } from './staff-words.ts'
import styles from './time-left.module.css'

const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS
const DAY_MS = 24 * HOUR_MS

/** How long something may still wait for an answer, or for how long it should have had one. */
export const TimeLeft = ({ dueAt }: { dueAt: string }) => {
  const say = useStaffWords()
  const left = new Date(dueAt).getTime() - Date.now()
  const span = Math.abs(left)
  const told =
    span < HOUR_MS
      ? say('spanMinutes', { count: Math.ceil(span / MINUTE_MS) })
      : span < DAY_MS
        ? say('spanHours', { count: Math.round(span / HOUR_MS) })
        : say('spanDays', { count: Math.round(span / DAY_MS) })
  return (
    <time className={left < 0 ? styles.late : styles.left} dateTime={dueAt}>
      <Icon of={IconClockHour4} size={16} />
      {say(left < 0 ? 'late' : 'left', { span: told })}
    </time>
  )
}
