/**
 * How much nobody in particular may ask from one address. Each process counts in memory and brings its counts to the database
 * once a second, so no request waits for a write; all processes together keep to one limit, also over a restart.
 */
import { createHmac } from 'node:crypto'
import type { Database, Query } from '#platform/database'
import type { Authenticate } from '#platform/http'
import { networkOf } from '#platform/network'
import { Refusal } from '#platform/refusal'
import { type Clock, hourMs, minuteMs } from '#platform/time'

export interface Flood {
  /** Makes the table where there is none. */
  prepare(): Promise<void>
  /** Counts one request of nobody from this address. Throws 'too-many-requests' (429). */
  count(address: string): void
  /** Brings what was counted to the database and hears what the others counted; once a second. */
  flush(): Promise<void>
}

/** Makes the table of the counters, where it is not there yet. */
export const prepareFlood = async (db: Query): Promise<void> => {
  await db.query(`create table if not exists platform.flood (
    key bytea primary key check (octet_length(key) = 32), window_ends_at timestamptz not null,
    count integer not null, strikes integer not null default 0, blocked_until timestamptz)`)
}

interface Known {
  /** What the database said last, and what came since. */
  shared: number
  pending: number
  windowEndsMs: number
  blockedUntilMs: number
}

interface Row {
  readonly key: Buffer
  readonly window_ends_at: Date
  readonly count: number
  readonly blocked_until: Date | null
}

const windowMs = minuteMs
/** More addresses than these are not told apart. */
const mostAddresses = 100_000
/** A block that ended longer ago than this is forgotten. */
const memoryMs = hourMs

const countStatement = `
  insert into platform.flood as known (key, window_ends_at, count)
  select key, $3, count from unnest($1::bytea[], $2::integer[]) as given (key, count) order by key
  on conflict (key) do update set
    count = case when known.window_ends_at <= $4 then excluded.count else least(known.count, 1000000000) + excluded.count end,
    window_ends_at = case when known.window_ends_at <= $4 then excluded.window_ends_at else known.window_ends_at end`

// Each time that an address comes back and floods again it waits twice as long, an hour at most.
const blockStatement = `
  update platform.flood set
    strikes = case when blocked_until is null or blocked_until < $2::timestamptz - $4 * interval '1 ms' then 1 else least(strikes, 10) + 1 end,
    blocked_until = $2::timestamptz + interval '1 ms' * least($4::double precision, $5 *
      case when blocked_until is null or blocked_until < $2::timestamptz - $4 * interval '1 ms' then 1 else power(2, least(strikes, 10)) end)
   where key = any($1::bytea[]) and count > $3 and window_ends_at > $2 and (blocked_until is null or blocked_until <= $2)`

const readStatement = `
  select key, window_ends_at, count, blocked_until from platform.flood where key = any($1::bytea[])`

const tooMany = (untilMs: number, nowMs: number) =>
  new Refusal(
    'too-many-requests',
    429,
    'Too many requests came from this address. Please wait a while.',
    Math.max(1, Math.ceil((untilMs - nowMs) / 1000)),
  )

export interface FloodOptions {
  readonly db: Database
  readonly clock: Clock
  /** Keys the hashes, so that no address stands in the table. */
  readonly secret: string
  readonly perMinute: number
}

/** Counts requests of nobody; `perMinute` of one address are let through. */
export const createFlood = ({ db, clock, secret, perMinute }: FloodOptions): Flood => {
  const known = new Map<string, Known>()
  const keyOf = (address: string) => createHmac('sha256', secret).update(`flood\n${address}`).digest('hex')

  const entryOf = (address: string, nowMs: number): Known => {
    const name = known.has(address) || known.size < mostAddresses ? address : 'everybody else'
    const found = known.get(name) ?? { shared: 0, pending: 0, windowEndsMs: 0, blockedUntilMs: 0 }
    known.set(name, found)
    if (found.windowEndsMs <= nowMs) Object.assign(found, { shared: 0, pending: 0, windowEndsMs: nowMs + windowMs })
    return found
  }

  const hear = (entry: Known, sent: number, row: Row) => {
    entry.pending = Math.max(0, entry.pending - sent)
    entry.shared = row.count
    entry.windowEndsMs = row.window_ends_at.getTime()
    entry.blockedUntilMs = row.blocked_until?.getTime() ?? 0
  }

  const forget = (nowMs: number) => {
    for (const [address, { pending, windowEndsMs, blockedUntilMs }] of known)
      if (pending === 0 && windowEndsMs <= nowMs && blockedUntilMs <= nowMs) known.delete(address)
  }

  return {
    prepare: () => prepareFlood(db),
    count: (address) => {
      const nowMs = clock().getTime()
      const entry = entryOf(address, nowMs)
      if (entry.blockedUntilMs > nowMs) throw tooMany(entry.blockedUntilMs, nowMs)
      entry.pending++
      if (entry.shared + entry.pending > perMinute) throw tooMany(entry.windowEndsMs, nowMs)
    },
    flush: async () => {
      const now = clock()
      const sent = [...known]
        .filter(([, { pending }]) => pending > 0)
        .map(([address, { pending }]) => ({ address, pending }))
      if (sent.length > 0) {
        const keys = sent.map(({ address }) => Buffer.from(keyOf(address), 'hex'))
        const ends = new Date(now.getTime() + windowMs)
        await db.query(countStatement, [keys, sent.map(({ pending }) => pending), ends, now])
        await db.query(blockStatement, [keys, now, perMinute, memoryMs, windowMs])
        const rows = new Map((await db.query<Row>(readStatement, [keys])).map((row) => [row.key.toString('hex'), row]))
        for (const { address, pending } of sent) {
          const [entry, row] = [known.get(address), rows.get(keyOf(address))]
          if (entry && row) hear(entry, pending, row)
        }
      }
      forget(now.getTime())
    },
  }
}

/** Counts whoever is nobody, also with a bad credential; those who are recognized have limits of their own. */
export const guardFlood =
  (flood: Flood, authenticate: Authenticate): Authenticate =>
  async (request, ...more) => {
    try {
      const caller = await authenticate(request, ...more)
      if (caller === null) flood.count(networkOf(request.ip))
      return caller
    } catch (error) {
      flood.count(networkOf(request.ip))
      throw error
    }
  }
