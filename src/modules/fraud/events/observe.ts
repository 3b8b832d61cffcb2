/** What people do besides paying: stored, then taken into the memory. */
import type { Database } from '#platform/database'
import { checkEvent } from '../features/check-movement.ts'
import type { FraudState, PersonalEvent } from '../features/state.ts'

const insert = `
  insert into fraud.event (person, change, at, device, network, place)
  select * from unnest($1::uuid[], $2::text[], $3::timestamptz[], $4::text[], $5::text[], $6::text[])`

/** Stores events, and then folds them into the memory, so that one which is folded is never lost by a crash. */
export const observe = async (db: Database, state: FraudState, events: readonly PersonalEvent[]): Promise<void> => {
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
  ])
  for (const event of events) state.observe(event)
}
