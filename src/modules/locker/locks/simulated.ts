/** A lock of no metal, for tests and for who tries the bank out. What it remembers outlives the bank, as a real one's memory does. */
import type { Database } from '#platform/database'
import { type Clock, secondMs } from '#platform/time'
import { type Lock, LockFault, type Order, type Said } from './lock.ts'

interface SimulatedRow {
  readonly state: 'locked' | 'unlocked' | 'open' | 'forced'
  readonly last_order: string | null
  readonly ordered_at: Date | null
  readonly fault: 'silent' | 'jammed' | 'answer-lost' | null
  readonly power: 'mains' | 'battery'
}

/** Somebody who has been let in opens the door after a moment, and shuts it after a while. */
const opensAfterMs = 3 * secondMs
const shutsAfterMs = 40 * secondMs

const columns = 'state, last_order, ordered_at, fault, power'

/** Where the lock is by itself, so long after it was told to unlock; one that somebody moved by hand stays as it was left. */
const stateNow = ({ state, ordered_at }: SimulatedRow, now: Date): SimulatedRow['state'] => {
  if (state !== 'unlocked' || ordered_at === null) return state
  const passedMs = now.getTime() - ordered_at.getTime()
  if (passedMs >= shutsAfterMs) return 'locked'
  return passedMs >= opensAfterMs ? 'open' : 'unlocked'
}

export const createSimulatedLock = (db: Database, clock: Clock, box: string): Lock => {
  const find = async (): Promise<SimulatedRow> => {
    const [row] = await db.query<SimulatedRow>(
      `insert into locker.simulated_lock (box) values ($1) on conflict (box) do update set box = excluded.box returning ${columns}`,
      [box],
    )
    return row
  }

  return {
    unlock: async ({ id, until }: Order) => {
      const row = await find()
      if (row.fault === 'silent') throw new LockFault('The lock does not answer.')
      if (row.fault === 'jammed') throw new LockFault('The bolt does not move.')
      if (clock() > until) throw new LockFault('The order came too late.')
      // An order that was obeyed already moves nothing a second time.
      await db.query(
        `update locker.simulated_lock set state = 'unlocked', last_order = $2, ordered_at = $3
          where box = $1 and last_order is distinct from $2`,
        [box, id, clock()],
      )
      if (row.fault === 'answer-lost') throw new LockFault('The answer of the lock was lost.')
    },
    read: async (): Promise<Said> => {
      const row = await find()
      if (row.fault === 'silent') throw new LockFault('The lock does not answer.')
      return { state: stateNow(row, clock()), lastOrder: row.last_order, power: row.power }
    },
  }
}
