/** A lock of no metal, for tests and for who tries the bank out. What it remembers outlives the bank, as a real one's memory does. */
import type { KeyObject } from 'node:crypto'
import type { Database } from '#platform/database'
import { type Clock, secondMs } from '#platform/time'
import { type Lock, LockFault, type Said, type SignedOrder } from './lock.ts'
import { isSignedByBank, orderText } from './orders.ts'

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

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly bankKey: KeyObject
}

export const createSimulatedLock = ({ db, clock, bankKey }: Needs, box: string): Lock => {
  const find = async (): Promise<SimulatedRow> => {
    const [row] = await db.query<SimulatedRow>(
      `insert into locker.simulated_lock (box) values ($1) on conflict (box) do update set box = excluded.box returning ${columns}`,
      [box],
    )
    return row
  }

  /** An order that was obeyed moves nothing a second time, and one whose time is over need not be remembered. */
  const obey = (id: string, until: Date): Promise<void> =>
    db.transaction(async (tx) => {
      await tx.query('delete from locker.simulated_order where box = $1 and until < $2', [box, clock()])
      const taken = await tx.query(
        'insert into locker.simulated_order (box, id, until) values ($1, $2, $3) on conflict do nothing returning id',
        [box, id, until],
      )
      if (taken.length === 0) throw new LockFault('The order was obeyed already.')
      await tx.query(
        "update locker.simulated_lock set state = 'unlocked', last_order = $2, ordered_at = $3 where box = $1",
        [box, id, clock()],
      )
    })

  return {
    unlock: async (order: SignedOrder) => {
      const { id, until } = order
      const row = await find()
      if (row.fault === 'silent') throw new LockFault('The lock does not answer.')
      if (row.fault === 'jammed') throw new LockFault('The bolt does not move.')
      if (!isSignedByBank(bankKey, orderText(box, order), order.signature))
        throw new LockFault('The order is not the bank’s.')
      if (clock() > until) throw new LockFault('The order came too late.')
      await obey(id, until)
      if (row.fault === 'answer-lost') throw new LockFault('The answer of the lock was lost.')
    },
    read: async (): Promise<Said> => {
      const row = await find()
      if (row.fault === 'silent') throw new LockFault('The lock does not answer.')
      return { state: stateNow(row, clock()), lastOrder: row.last_order, power: row.power, offline: [] }
    },
  }
}
