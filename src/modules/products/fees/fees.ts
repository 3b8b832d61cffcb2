/** Fees of the bank: what a payment costs, by the schedule that is in force. */
import type { Database } from '#platform/database'
import { type Clock, secondMs } from '#platform/time'
import { type Charged, feeOf } from './fee.ts'
import { createDecide, createFeesKind, createPropose, createWithdraw, type ProposeNeeds } from './propose.ts'
import { findGranted, findSchedules, findWaiting, inForce, type ScheduleRow } from './rows.ts'

/** What is read is believed for so long: less than it takes until a granted schedule holds. */
const believedMs = 20 * secondMs

export interface Quote {
  readonly minor: bigint
  /** The schedule that says so. */
  readonly schedule: string
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
  identity.approvals.register(createFeesKind(db))
  return {
    /** What the bank takes for this at an instant; null where nothing. */
    quote: async ({ at, ...asked }: Charged & { readonly at: Date }): Promise<Quote | null> => {
      const schedule = inForce(await granted(), at)
      const minor = schedule ? feeOf(schedule.lines, asked) : 0n
      return schedule && minor > 0n ? { minor, schedule: schedule.id } : null
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
