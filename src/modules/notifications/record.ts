/** What a batch of the lane has to tell, people and programs, in one statement. */
import type { Tx } from '#platform/database'
import type { Fate, Participant } from '#platform/lane'
import type { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import { columnsOfNotices, type Notice, noticesStatement } from './tell.ts'
import { columnsOfEvents, type WebhookEvent, wantedEvents } from './webhooks/events.ts'

/** What one item has to tell. */
export interface Told {
  readonly notices: readonly Notice[]
  readonly events: readonly WebhookEvent[]
}

const statement = `
  with noticed as (${noticesStatement} returning seq)
  insert into notifications.event (at, type, owner, data)
  select given.at, given.type, given.owner, given.data
    from unnest($10::timestamptz[], $11::text[], $12::uuid[], $13::jsonb[]) with ordinality
      as given (at, type, owner, data, place)
  ${wantedEvents}
   order by given.place`

/** Takes part in a lane, after the book. `select` is asked for every item, with its refusal where it has one. */
export const createRecorder =
  (clock: Clock) =>
  <Item>(select: (item: Item, refusal: Refusal | null) => Told): Participant<Item> => ({
    name: 'notifications',
    record: (tx: Tx, fates: readonly Fate<Item>[]) => {
      const told = fates.map(({ item, refusal }) => select(item, refusal))
      const notices = told.flatMap((each) => each.notices)
      const events = told.flatMap((each) => each.events)
      if (notices.length + events.length === 0) return
      tx.send(statement, [...columnsOfNotices(notices, clock()), ...columnsOfEvents(events)])
    },
  })
