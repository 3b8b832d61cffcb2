/** Events for programs: written where an endpoint asked for their type, and handed to the endpoints after the commit. */
import type { Database } from '#platform/database'
import type { Clock } from '#platform/time'
import type { WebhookEventType } from '../wire.ts'

/** What happened. `data` holds ids and amounts, nothing by which a stranger would know a person. */
export interface WebhookEvent {
  readonly type: WebhookEventType
  readonly at: Date
  /** Who asked for it. */
  readonly owner: string | null
  readonly data: object
}

/** Stands in an insert: `given` are the events, by columns at, type, owner, data. */
export const wantedEvents = `
  where exists (
    select from notifications.webhook_endpoint as endpoint
     where endpoint.removed_at is null and given.type = any (endpoint.events)
       and (not endpoint.of_client or endpoint.owner = given.owner))`

export const columnsOfEvents = (events: readonly WebhookEvent[]): unknown[] => [
  events.map(({ at }) => at),
  events.map(({ type }) => type),
  events.map(({ owner }) => owner),
  events.map(({ data }) => JSON.stringify(data)),
]

const atOnce = 500

const spreadStatement = `
  with taken as (
    select seq, type, owner from notifications.event where spread_at is null order by seq limit ${atOnce} for update skip locked
  ), made as (
    insert into notifications.webhook_delivery (event, endpoint, due_at)
    select taken.seq, endpoint.id, $1
      from taken join notifications.webhook_endpoint as endpoint
        on endpoint.removed_at is null and endpoint.off_at is null and taken.type = any (endpoint.events)
       and (not endpoint.of_client or endpoint.owner = taken.owner)
     order by taken.seq
    on conflict do nothing
  )
  update notifications.event as event set spread_at = $1 from taken where event.seq = taken.seq returning event.seq`

/** Makes a delivery for each endpoint that wants an event, once; answers how many events there were. */
export const createSpreadEvents = (db: Database, clock: Clock) => async (): Promise<number> => {
  let spread = 0
  while (true) {
    const taken = await db.query(spreadStatement, [clock()])
    spread += taken.length
    if (taken.length < atOnce) return spread
  }
}
