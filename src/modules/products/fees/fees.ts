/** Fees of the bank: what a payment costs, by the schedule that is in force. */
import type { Database } from '#platform/database'
import { type Clock, secondMs } from '#platform/time'
import type { FeeLine } from '../wire.ts'
import { type Charged, feeOf, isByMonth, lineFor, nothingUsed, type Used } from './fee.ts'
import { createDecide, createFeesKind, createPropose, createWithdraw, type ProposeNeeds } from './propose.ts'
import { findGranted, findSchedules, findWaiting, inForce, type ScheduleRow } from './rows.ts'

/** What is read is believed for so long: less than it takes until a granted schedule holds. */
const believedMs = 20 * secondMs

export interface Quote {
  readonly minor: bigint
  /** The schedule that says so. */
  readonly schedule: string
  /** The line, where it counts by the month: whoever charges decides anew, under lock, what the fee is. */
  readonly line: FeeLine | null
}

/** What an account has had of a kind in the calendar month of an instant; told by whoever charges. */
export type UsedOf = (account: string, kind: 'send' | 'withdrawal', at: Date) => Promise<Used>

export interface FeeAsked extends Charged {
  readonly at: Date
  /** The account that bears it, where the month is to be looked at. */
  readonly account?: string
}

/** The granted schedules, read anew when they are no longer believed; those who ask meanwhile share one reading. */
const createKnown = (db: Database, clock: Clock) => {
  let known: { readonly rows: Promise<ScheduleRow[]>; readonly atMs: number } | undefined
  return (): Promise<ScheduleRow[]> => {
    const now = clock()
    const ageMs = known ? now.getTime() - known.atMs : Number.POSITIVE_INFINITY
    if (known && ageMs >= 0 && ageMs < believedMs) return known.rows
    const rows = findGranted(db, now)
    const mine = { rows, atMs: now.getTime() }
    known = mine
    rows.catch(() => {
      // The next one who asks tries again; whoever waits for this one is told by its own failure.
      if (known === mine) known = undefined
    })
    return rows
  }
}

export const createFees = (needs: ProposeNeeds) => {
  const { db, clock, identity } = needs
  const granted = createKnown(db, clock)
  let usedOf: UsedOf = async () => nothingUsed
  identity.approvals.register(createFeesKind(db))
  return {
    /** What the bank takes for this at an instant; null where nothing, whatever went before. */
    quote: async ({ at, account, ...asked }: FeeAsked): Promise<Quote | null> => {
      const schedule = inForce(await granted(), at)
      const found = schedule && lineFor(schedule.lines, asked)
      if (!found) return null
      const line = isByMonth(found) ? found : null
      const { kind } = asked
      const isCounted = line && account !== undefined && (kind === 'send' || kind === 'withdrawal')
      const minor = feeOf(schedule.lines, asked, isCounted ? await usedOf(account, kind, at) : nothingUsed)
      return minor > 0n || line ? { minor, schedule: schedule.id, line } : null
    },
    /** Whoever charges tells what went before in a month; asked only where a line counts by it. */
    countBy: (given: UsedOf) => {
      usedOf = given
    },
    /** Whether a fee was ever in force, as far as is known; where not, nobody has to look one up. */
    areThere: async (): Promise<boolean> => (await granted()).length > 0,
    /** The schedule that holds now, and those that come. */
    schedules: async () => {
      const [rows, now] = [await findGranted(db, clock()), clock()]
      return { now: inForce(rows, now), later: rows.filter(({ holds_from }) => holds_from > now).reverse() }
    },
    history: (before: bigint | null, limit: number) => findSchedules(db, before, limit),
    waiting: () => findWaiting(db),
    propose: createPropose(needs),
    decide: createDecide(needs),
    withdraw: createWithdraw(needs),
  }
}

export type Fees = ReturnType<typeof createFees>
