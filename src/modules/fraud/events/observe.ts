/** What people do besides paying: stored, then taken into the memory. */
import type { Database } from '#platform/database'
import { checkEvent } from '../features/check-movement.ts'
import type { PersonalEvent } from '../features/state.ts'
import type { Memory } from '../memory/memory.ts'

const insert = `
  with told as (
    insert into fraud.event (person, change, at, device, network, place)
    select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])
  )
  insert into fraud.change (what, body) select 'observed', unnest($7::json[])`

/** Stores events and tells the log of them, from which every process takes them into its memory. */
export const observe = async (db: Database, memory: Memory, events: readonly PersonalEvent[]): Promise<void> => {
  if (events.length === 0) return
  for (const event of events) checkEvent(event)
  const column = (read: (event: PersonalEvent) => string | null) => events.map(read)
  await db.query(insert, [
    column(({ person }) => person),
    column(({ change }) => change),
    column(({ atMs }) => new Date(atMs).toISOString()),
    column(({ context }) => context?.device || null),
    column(({ context }) => context?.network || null),
    column(({ context }) => context?.place || null),
    events.map((event) => JSON.stringify({ event })),
  ])
  await memory.follow()
}
