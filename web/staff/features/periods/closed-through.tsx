import { useLanguage } from '../../../kit/words.ts'
import { readDay } from './calendar-day.ts'
import styles from './periods.module.css'
import { usePeriodsWords } from './periods-words.ts'

/** The last closed day over a double line, or that nothing is closed over a dotted one. */
export const ClosedThrough = ({ day }: { day: string | null }) => {
  const say = usePeriodsWords()
  const language = useLanguage()
  return (
    <div className={styles.through}>
      {day && <p>{say('closedThrough')}</p>}
      <p className={day ? styles.closed : styles.open}>{day ? readDay(day, language) : say('nothingClosed')}</p>
      <p className={styles.below}>{say(day ? 'openFrom' : 'nothingClosedMore')}</p>
    </div>
  )
}
