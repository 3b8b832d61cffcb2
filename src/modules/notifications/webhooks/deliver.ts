/**
 * Delivers events to endpoints, in any number of processes. Whoever takes a delivery leases it for a minute, so nobody else makes the same
 * attempt; one whose process died is taken again after that. What became of an attempt is written by whoever made it, and only while the
 * delivery is still at that attempt.
 */
import { createHash } from 'node:crypto'
import { CallbackFailed, type Callbacks } from '#platform/callback'
import type { Database, Tx } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs, hourMs, minuteMs, secondMs } from '#platform/time'
import { webhookKey, webhookSecret } from '../sealed-fields.ts'
import type { Tell } from '../tell.ts'
import { type Signers, signedHeaders } from './sign.ts'

const leaseMs = minuteMs
const timeoutMs = 15 * secondMs
/** Nobody reads more of an answer than its status. */
const answerBytes = 1024
/** Deliveries of one endpoint under way at once in one process. */
const atOnce = 4
/** After so long without anything taken, an endpoint is switched off. */
export const patienceMs = 5 * dayMs

/** Before each further try; after the last there is none. The schedule that Standard Webhooks propose. */
const waits = [
  5 * secondMs,
  5 * minuteMs,
  30 * minuteMs,
  2 * hourMs,
  5 * hourMs,
  10 * hourMs,
  14 * hourMs,
  20 * hourMs,
  24 * hourMs,
]

const dueEndpointsStatement = `
  select endpoint.id from notifications.webhook_endpoint as endpoint
   where endpoint.removed_at is null and endpoint.off_at is null and exists (
     select from notifications.webhook_delivery as delivery
      where delivery.endpoint = endpoint.id and delivery.state = 'waiting' and delivery.due_at <= $1
        and (delivery.leased_until is null or delivery.leased_until <= $1))`

const takeStatement = `
  with due as (
    select delivery.id from notifications.webhook_delivery as delivery
     where delivery.endpoint = $1 and delivery.state = 'waiting' and delivery.due_at <= $2
       and (delivery.leased_until is null or delivery.leased_until <= $2)
     order by delivery.due_at, delivery.event limit ${atOnce} for update skip locked
  ), taken as (
    update notifications.webhook_delivery as delivery
       set attempts = attempts + 1, tries = tries + 1, leased_until = $2::timestamptz + $3::integer * interval '1 ms'
      from due where delivery.id = due.id
    returning delivery.id, delivery.event, delivery.endpoint, delivery.attempts, delivery.tries
  )
  select taken.id, taken.endpoint, taken.attempts, taken.tries, event.seq, event.at, event.type, event.data, endpoint.url,
         endpoint.private_key_sealed
    from taken
    join notifications.event as event on event.seq = taken.event
    join notifications.webhook_endpoint as endpoint
      on endpoint.id = taken.endpoint and endpoint.removed_at is null and endpoint.off_at is null
   order by event.seq`

interface Taken {
  readonly id: string
  readonly endpoint: string
  readonly attempts: number
  readonly tries: number
  readonly seq: bigint
  readonly at: Date
  readonly type: string
  readonly data: object
  readonly url: string
  readonly private_key_sealed: Buffer
}

export interface DeliverNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly sealing: Sealing
  readonly callbacks: Callbacks
  readonly tell: Tell
  /** Whom it concerns that an endpoint was switched off. */
  readonly keepersOf: (endpoint: string) => Promise<readonly string[]>
}

/** What came of a call: null for a failure is a success. */
interface Outcome {
  readonly status: number | null
  readonly failure: string | null
  readonly ms: number
}

/** The bytes that are sent: the same at every attempt. */
export const bodyOf = ({ type, at, seq, data }: Pick<Taken, 'type' | 'at' | 'seq' | 'data'>): string =>
  JSON.stringify({ type, timestamp: at.toISOString(), sequence: seq.toString(), data })

const findSigners = async ({ db, sealing }: DeliverNeeds, taken: Taken, at: Date): Promise<Signers> => {
  const rows = await db.query<{ id: string; secret_sealed: Buffer }>(
    `select id, secret_sealed from notifications.webhook_secret
      where endpoint = $1 and (ends_at is null or ends_at > $2) order by made_at desc, id desc`,
    [taken.endpoint, at],
  )
  return {
    secrets: await Promise.all(rows.map((row) => sealing.open(webhookSecret, row.id, row.secret_sealed))),
    privateKey: await sealing.open(webhookKey, taken.endpoint, taken.private_key_sealed),
  }
}

const send = async (needs: DeliverNeeds, taken: Taken, body: string, at: Date): Promise<Outcome> => {
  const signed = signedHeaders(await findSigners(needs, taken, at), { id: taken.id, at, body })
  const headers = { 'content-type': 'application/json', 'user-agent': 'Bankserver-Webhooks/1', ...signed }
  try {
    const { status, ms } = await needs.callbacks.post(taken.url, { headers, body, timeoutMs, mostBytes: answerBytes })
    return { status, ms, failure: status >= 200 && status < 300 ? null : `HTTP ${status}` }
  } catch (error) {
    if (!(error instanceof CallbackFailed)) throw error
    return { status: null, ms: Math.max(0, needs.clock().getTime() - at.getTime()), failure: error.failure }
  }
}

/** Up to a tenth later, so that what failed together does not come back together. */
const jitter = (random: RandomBytes, ms: number): number => Math.round(ms * (1 + random(1)[0] / 2550))

const noteAttempt = (tx: Tx, { id, attempts }: Taken, at: Date, { ms, status, failure }: Outcome, body: string) =>
  tx.query(
    `insert into notifications.webhook_attempt (delivery, number, at, ms, status, failure, body_hash)
     values ($1, $2, $3, $4, $5, $6, $7) on conflict do nothing`,
    [id, attempts, at, ms, status, failure, createHash('sha256').update(body).digest()],
  )

const settleStatement = `
  update notifications.webhook_delivery set state = $3, due_at = coalesce($4, due_at), leased_until = null
   where id = $1 and attempts = $2 and state = 'waiting' returning id`

const noteFailure = async (tx: Tx, endpoint: string, { status }: Outcome, now: Date): Promise<boolean> => {
  const because = status === 410 ? 'gone' : 'failing'
  const [row] = await tx.query<{ is_off: boolean }>(
    `update notifications.webhook_endpoint as endpoint
        set failing_since = coalesce(failing_since, $2),
            off_at = case when $3 = 'gone' or failing_since <= $4 then $2 end,
            off_because = case when $3 = 'gone' or failing_since <= $4 then $3 end
      where id = $1 and off_at is null returning off_at is not null as is_off`,
    [endpoint, now, because, new Date(now.getTime() - patienceMs)],
  )
  return row?.is_off ?? false
}

const noteSuccess = (tx: Tx, endpoint: string) =>
  tx.query(
    'update notifications.webhook_endpoint set failing_since = null where id = $1 and failing_since is not null',
    [endpoint],
  )

const settle = async (
  needs: DeliverNeeds,
  taken: Taken,
  body: string,
  at: Date,
  outcome: Outcome,
): Promise<boolean> => {
  const { db, clock, random, tell, keepersOf } = needs
  const isTaken = outcome.failure === null
  const keepers = isTaken ? [] : await keepersOf(taken.endpoint)
  await db.transaction(async (tx) => {
    const now = clock()
    const wait = waits[taken.tries - 1]
    const state = isTaken ? 'delivered' : wait === undefined ? 'given-up' : 'waiting'
    const dueAt = isTaken || wait === undefined ? null : new Date(now.getTime() + jitter(random, wait))
    await noteAttempt(tx, taken, at, outcome, body)
    const settled = await tx.query(settleStatement, [taken.id, taken.attempts, state, dueAt])
    if (isTaken) await noteSuccess(tx, taken.endpoint)
    else if (settled.length > 0 && (await noteFailure(tx, taken.endpoint, outcome, now)))
      await tell(
        tx,
        keepers.map((person) => ({ person, kind: 'webhook-off', at: now })),
      )
  })
  return isTaken
}

/** Makes the function that delivers what is due; it answers how many were taken. An endpoint that is slow holds up nobody else. */
export const createDeliverWebhooks = (needs: DeliverNeeds) => {
  const { db, clock } = needs
  const busy = new Set<string>()
  const flying = new Set<Promise<number>>()

  const hand = async (taken: Taken): Promise<number> => {
    const at = clock()
    const body = bodyOf(taken)
    const outcome = await send(needs, taken, body, at)
    return (await settle(needs, taken, body, at, outcome)) ? 1 : 0
  }

  const serve = async (endpoint: string): Promise<number> => {
    busy.add(endpoint)
    try {
      let delivered = 0
      while (true) {
        const taken = await db.query<Taken>(takeStatement, [endpoint, clock(), leaseMs])
        for (const count of await Promise.all(taken.map(hand))) delivered += count
        if (taken.length < atOnce) return delivered
      }
    } finally {
      busy.delete(endpoint)
    }
  }

  const deliver = async (): Promise<number> => {
    const due = await db.query<{ id: string }>(dueEndpointsStatement, [clock()])
    const counts = await Promise.all(due.filter(({ id }) => !busy.has(id)).map(({ id }) => serve(id)))
    return counts.reduce((sum, count) => sum + count, 0)
  }

  return {
    deliver,
    /** Begins what is due and does not wait for it; `failed` hears what went wrong. */
    kick: async (failed: (error: unknown) => void): Promise<void> => {
      const work = deliver().catch((error: unknown) => {
        failed(error)
        return 0
      })
      flying.add(work)
      void work.finally(() => flying.delete(work))
    },
    /** When all that was begun has ended. */
    idle: async (): Promise<void> => {
      await Promise.all(flying)
    },
  }
}
