import type { BoardEvent } from '#wire/locker'
import { Moment } from '../../../moment.tsx'
import table from '../../../table.module.css'
import { useHallWords } from '../hall-words.ts'
import styles from '../lockers.module.css'
import type { BoardBox } from './box-tiles.tsx'
import { useEventSentence } from './event-words.ts'

/** What happened last, newest first. */
export const EventLog = ({ events, boxes }: { events: readonly BoardEvent[]; boxes: readonly BoardBox[] }) => {
  const say = useHallWords()
  const sentenceOf = useEventSentence()
  if (events.length === 0) return <p className={table.note}>{say('nothingYet')}</p>
  const numberOf = (id: string | null) => boxes.find((box) => box.id === id)?.number
  return (
    <ol className={styles.log} role="log" aria-label={say('happens')}>
      {events.map((event) => (
        <li key={`${event.at} ${event.kind} ${event.what} ${event.box}`}>
          <Moment at={event.at} />
          <span>{sentenceOf(event, numberOf(event.box))}</span>
        </li>
      ))}
    </ol>
  )
}
