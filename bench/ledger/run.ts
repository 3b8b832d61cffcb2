import type { Random } from '#learning/random'
import { type Connection, type Database, openDatabase } from '#platform/database'
import { proveBook, readSums, type Sums } from './book.ts'
import { openCalls } from './call-design.ts'
import type { OpenDesign } from './design.ts'
import { isBusy, openLane } from './lane-design.ts'
import { type Acknowledged, type Load, type Measured, type MeasuredOpen, measureClosed, measureOpen } from './load.ts'
import { createOrders } from './orders.ts'
import type { Spec } from './plan.ts'
import { openTransactions } from './transaction-design.ts'

/** What one run gave. */
export interface Run {
  readonly perSecond: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  /** Bytes of PostgreSQL's log for each transfer, warm-up included; null where it was not measured. */
  readonly walBytes: number | null
  /** Why the book does not hold what was acknowledged, or null where it does. */
  readonly complaint: string | null
}

export interface OpenRun extends Run {
  readonly offeredPerSecond: number
  readonly offered: number
  readonly dropped: number
}

/** Where and for how long; `isLarge` books are proved once at the end of everything and not after each run. */
export interface Place {
  readonly connection: Connection
  readonly accounts: number
  readonly isLarge: boolean
  readonly seconds: number
  readonly warmUpSeconds: number
  readonly random: Random
  readonly stopping: AbortSignal
}

const designs: Record<'transaction' | 'call' | 'lane', OpenDesign> = {
  transaction: openTransactions,
  call: openCalls,
  lane: openLane,
}

const schemaOf = (kind: Spec['kind']) => (kind === 'lane' ? 'ledger' : 'plain')

/** Says the first that does not hold: debits are credits, accounts agree with transfers, and what was acknowledged is booked. */
export const compareSums = (before: Sums, after: Sums, { count, amount }: Acknowledged): string | null => {
  const added = after.transfers - before.transfers
  const booked = after.amount - before.amount
  if (after.debits !== after.credits) return `debits ${after.debits}, credits ${after.credits}`
  if (after.debits !== after.amount) return `accounts moved ${after.debits}, transfers ${after.amount}`
  if (added !== BigInt(count)) return `${count} transfers acknowledged, ${added} booked`
  if (booked !== amount) return `an amount of ${amount} acknowledged, ${booked} booked`
  return null
}

const loadOn = (place: Place, zipf: number, send: Load['send']): Load => ({
  send,
  next: createOrders(place.accounts, zipf, place.random, Date.now),
  warmUpMs: place.warmUpSeconds * 1000,
  measureMs: place.seconds * 1000,
  now: () => performance.now(),
  stopping: place.stopping,
})

interface Verified<Result> {
  readonly measured: Result
  readonly walBytes: number
  readonly complaint: string | null
}

const readWalPosition = async (db: Database): Promise<bigint> => {
  const [{ position }] = await db.query<{ position: bigint }>(
    "select pg_wal_lsn_diff(pg_current_wal_insert_lsn(), '0/0')::bigint as position",
  )
  return position
}

/** Measures a design on its database and compares what it acknowledged with what is in the book. */
const measureOn = async <Result extends Measured>(
  { kind, callers, zipf }: Spec,
  place: Place,
  measure: (load: Load) => Promise<Result>,
): Promise<Verified<Result>> => {
  if (kind === 'tpcb' || zipf === null) throw new Error('pgbench is its own load')
  const db = openDatabase(place.connection, 1)
  try {
    const schema = schemaOf(kind)
    const before = await readSums(db, schema)
    const design = await designs[kind](place.connection, callers)
    const load = loadOn(place, zipf, design.send)
    const position = await readWalPosition(db)
    const measured = await measure(load).finally(() => design.close())
    const walBytes = Number((await readWalPosition(db)) - position) / Math.max(1, measured.acknowledged.count)
    const complaint = compareSums(before, await readSums(db, schema), measured.acknowledged)
    const isProvedNow = schema === 'ledger' && !place.isLarge
    return { measured, walBytes, complaint: complaint ?? (isProvedNow ? await complain(db) : null) }
  } finally {
    await db.close()
  }
}

const complain = async (db: Database): Promise<string | null> => {
  const { breach } = await proveBook(db)
  return breach && `${breach.rule}: ${breach.offender}, ${breach.detail}`
}

/** Proves a large book; answers what is wrong with it, or null. */
export const proveLarge = async (connection: Connection): Promise<string | null> => {
  const db = openDatabase(connection, 1)
  return complain(db).finally(() => db.close())
}

const tell = ({ measured: { perSecond, latency }, walBytes, complaint }: Verified<Measured>): Run => ({
  perSecond,
  p50Ms: latency.percentile(0.5),
  p99Ms: latency.percentile(0.99),
  walBytes,
  complaint,
})

/** As many callers as the design has, each waiting for its answer. */
export const runClosed = async (spec: Spec, place: Place): Promise<Run> =>
  tell(await measureOn(spec, place, (load) => measureClosed(load, spec.callers)))

/** Orders by a fixed schedule, so many a second, whether answers come or not. */
export const runOpen = async (spec: Spec, place: Place, perSecond: number): Promise<OpenRun> => {
  const run = await measureOn<MeasuredOpen>(spec, place, (load) => measureOpen(load, perSecond, isBusy))
  const { offered, dropped } = run.measured
  return { ...tell(run), offeredPerSecond: perSecond, offered, dropped }
}
