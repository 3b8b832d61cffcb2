/** What the log costs the lane: runs with it and without it in turn. */
import { createRandom } from '#learning/random'
import { openDatabase } from '#platform/database'
import { fillBook, makeBook, proveBook } from '../ledger/book.ts'
import type { Databases } from '../ledger/databases.ts'
import { openLane } from '../ledger/lane-design.ts'
import { measureClosed } from '../ledger/load.ts'
import { createOrders } from '../ledger/orders.ts'
import type { AuditNeeds } from './measure.ts'

export interface LaneReport {
  readonly with_log: readonly number[]
  readonly without_log: readonly number[]
  readonly ratio: number
}

const accounts = 10_000
const callers = 1024
const zipf = 1
const rounds = 3

const median = (values: readonly number[]) =>
  values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)]

/** One run of the lane over a fresh copy; a complaint where the book or the log is not right afterwards. */
const runLane = async (databases: Databases, of: string, needs: AuditNeeds, complaints: string[]): Promise<number> => {
  await databases.checkpoint()
  await using copy = await databases.copy(of)
  const lane = await openLane(copy.connection, callers)
  const { perSecond } = await measureClosed(
    {
      send: lane.send,
      next: createOrders(accounts, zipf, createRandom(7), Date.now),
      warmUpMs: 750,
      measureMs: needs.seconds * 1000,
      now: () => performance.now(),
      stopping: needs.stopping,
    },
    callers,
  ).finally(() => lane.close())
  const db = openDatabase(copy.connection, 2)
  const { breach } = of === 'with' ? await proveBook(db) : { breach: null }
  if (breach) complaints.push(`${of}: ${breach.rule}`)
  await db.close()
  return perSecond
}

const makeBooks = async (databases: Databases): Promise<void> => {
  await databases.make('with', undefined, async (db) => {
    await makeBook(db)
    await fillBook(db, accounts, 0)
  })
  await databases.make('without', 'with', async (db) => {
    await db.query('alter table ledger.transfer disable trigger transfer_is_a_leaf')
  })
}

export const measureLane = async (
  databases: Databases,
  needs: AuditNeeds,
  complaints: string[],
): Promise<LaneReport> => {
  await makeBooks(databases)
  const lane = { with_log: [] as number[], without_log: [] as number[] }
  for (let round = 0; round < rounds; round++) {
    needs.stopping.throwIfAborted()
    // In turn, and the other way round each time, so that a drift of the machine meets both.
    const order = round % 2 === 0 ? (['without', 'with'] as const) : (['with', 'without'] as const)
    for (const of of order) {
      const perSecond = await runLane(databases, of, needs, complaints)
      lane[of === 'with' ? 'with_log' : 'without_log'].push(Math.round(perSecond))
      needs.say(`lane ${of.padEnd(8)} ${Math.round(perSecond).toLocaleString('en')} transfers a second`)
    }
  }
  return { ...lane, ratio: median(lane.with_log.map((each, round) => each / lane.without_log[round])) }
}
