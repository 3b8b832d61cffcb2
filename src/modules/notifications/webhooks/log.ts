/** The delivery log, and sending again. */
import type { Database, Tx } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import { mostReplayed, type WebhookAttempt, type WebhookDelivery, type WebhookState } from '../wire.ts'
import { type Asking, type Endpoints, lockEndpoint } from './endpoints.ts'
import { endpointOff, noSuchDelivery, spanTooLarge } from './refusals.ts'

const keptMs = 30 * dayMs
const usualPage = 25

interface AttemptRow {
  readonly number: number
  readonly at: Date
  readonly ms: number
  readonly status: number | null
  readonly failure: string | null
  readonly body_hash: Buffer
}

interface DeliveryRow {
  readonly id: string
  readonly endpoint: string
  readonly type: string
  readonly seq: bigint
  readonly at: Date
  readonly state: WebhookState
  readonly attempts: number
  readonly due_at: Date
  readonly last_number: number | null
  readonly last_at: Date
  readonly ms: number
  readonly status: number | null
  readonly failure: string | null
  readonly body_hash: Buffer
}

const toAttempt = ({ number, at, ms, status, failure, body_hash }: AttemptRow): WebhookAttempt => ({
  number,
  at: at.toISOString(),
  ms,
  status,
  failure,
  bodyHash: body_hash.toString('hex'),
})

const toDelivery = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  endpoint: row.endpoint,
  type: row.type,
  sequence: row.seq.toString(),
  at: row.at.toISOString(),
  state: row.state,
  attempts: row.attempts,
  dueAt: row.state === 'waiting' ? row.due_at.toISOString() : null,
  last: row.last_number === null ? null : toAttempt({ ...row, number: row.last_number, at: row.last_at }),
})

const selectDelivery = `
  select delivery.id, delivery.endpoint, event.type, event.seq, event.at, delivery.state, delivery.attempts, delivery.due_at,
         last.number as last_number, last.at as last_at, last.ms, last.status, last.failure, last.body_hash
    from notifications.webhook_delivery as delivery
    join notifications.event as event on event.seq = delivery.event
    left join notifications.webhook_attempt as last on last.delivery = delivery.id and last.number = delivery.attempts`

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly endpoints: Endpoints
}

interface Page {
  readonly state?: WebhookState
  readonly before?: bigint
  readonly limit?: number
}

/** Throws no-such-delivery where it goes to an endpoint that the asking one does not see. */
const findSeen = async ({ db, endpoints }: Needs, asking: Asking, id: string): Promise<DeliveryRow> => {
  const [row] = await db.query<DeliveryRow>(`${selectDelivery} where delivery.id = $1`, [id])
  const seen = await endpoints.list(asking)
  if (!row || !seen.some(({ id: endpoint }) => endpoint === row.endpoint)) throw noSuchDelivery()
  return row
}

const lockOn = async (tx: Tx, asking: Asking, id: string) => {
  const endpoint = await lockEndpoint(tx, asking, id)
  if (endpoint.off_at !== null) throw endpointOff()
  return endpoint
}

const createReading = (needs: Needs) => {
  const { db, endpoints } = needs
  return {
    list: async (asking: Asking, endpoint: string, { state, before, limit = usualPage }: Page) => {
      await endpoints.find(asking, endpoint)
      const rows = await db.query<DeliveryRow>(
        `${selectDelivery} where delivery.endpoint = $1 and ($2::text is null or delivery.state = $2)
           and ($3::bigint is null or delivery.event < $3) order by delivery.event desc limit $4`,
        [endpoint, state ?? null, before ?? null, limit + 1],
      )
      const shown = rows.slice(0, limit)
      const next = rows.length > limit ? (shown.at(-1)?.seq.toString() ?? null) : null
      return { items: shown.map(toDelivery), next }
    },
    find: async (asking: Asking, id: string) => {
      const delivery = toDelivery(await findSeen(needs, asking, id))
      const attempts = await db.query<AttemptRow>(
        `select number, at, ms, status, failure, body_hash from notifications.webhook_attempt where delivery = $1
          order by number desc limit 100`,
        [id],
      )
      return { delivery, attempts: attempts.map(toAttempt) }
    },
  }
}

/** Events and deliveries once more, and one that is made to try an endpoint. */
const createSendingAgain = (needs: Needs) => {
  const { db, clock } = needs
  return {
    /** Throws no-such-delivery, endpoint-off. One that is under way is sent once more when it has ended. */
    replay: async (asking: Asking, id: string): Promise<void> => {
      const { endpoint } = await findSeen(needs, asking, id)
      await db.transaction(async (tx) => {
        await lockOn(tx, asking, endpoint)
        await tx.query(
          "update notifications.webhook_delivery set state = 'waiting', tries = 0, due_at = $2 where id = $1",
          [id, clock()],
        )
      })
    },
    /** Throws no-such-endpoint, endpoint-off, span-too-large. */
    replaySpan: (asking: Asking, id: string, from: Date, to: Date): Promise<number> =>
      db.transaction(async (tx) => {
        const { events, of_client, owner } = await lockOn(tx, asking, id)
        const again = await tx.query(
          `insert into notifications.webhook_delivery as known (event, endpoint, due_at)
           select seq, $1, $2 from notifications.event
            where at >= $3 and at < $4 and type = any ($5::text[]) and (not $6::boolean or owner = $7)
            order by seq limit ${mostReplayed + 1}
           on conflict (endpoint, event) do update set state = 'waiting', tries = 0, due_at = excluded.due_at
           returning known.event`,
          [id, clock(), from, to, events, of_client, owner],
        )
        if (again.length > mostReplayed) throw spanTooLarge()
        return again.length
      }),
    /** An event for one endpoint alone. Throws no-such-endpoint, endpoint-off. */
    test: (asking: Asking, id: string): Promise<string> =>
      db.transaction(async (tx) => {
        await lockOn(tx, asking, id)
        const at = clock()
        const [event] = await tx.query<{ seq: bigint }>(
          `insert into notifications.event (at, type, owner, data, spread_at) values ($1, 'webhook.test', $2, '{}', $1) returning seq`,
          [at, asking.id],
        )
        const [delivery] = await tx.query<{ id: string }>(
          'insert into notifications.webhook_delivery (event, endpoint, due_at) values ($1, $2, $3) returning id',
          [event.seq, id, at],
        )
        return delivery.id
      }),
  }
}

export const createDeliveryLog = (needs: Needs) => ({
  ...createReading(needs),
  ...createSendingAgain(needs),
  /** Forgets events of more than thirty days ago, with their deliveries. */
  tidy: async (): Promise<void> => {
    const before = new Date(needs.clock().getTime() - keptMs)
    await needs.db.query('delete from notifications.event where at < $1', [before])
  },
})

export type DeliveryLog = ReturnType<typeof createDeliveryLog>
