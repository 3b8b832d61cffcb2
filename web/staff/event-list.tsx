import styles from './event-list.module.css'
import { Moment } from './moment.tsx'

/** Something that was done: when, what, by whom, and what they wrote about it. */
export type ListedEvent = {
  readonly at: string
  readonly what: string
  readonly who: string
  readonly note?: string | null
}

/** What was done, one line each, in the order given. */
export const EventList = ({ events }: { events: readonly ListedEvent[] }) => (
  <ol className={styles.events}>
    {events.map(({ at, what, who, note }) => (
      <li key={`${at} ${what}`}>
        <Moment at={at} />
        <b>{what}</b>
        <span>{who}</span>
        {note && <q>{note}</q>}
      </li>
    ))}
  </ol>
)
