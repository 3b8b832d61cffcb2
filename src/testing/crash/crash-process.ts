/** What is killed: the ledger with its lane on an embedded server that waits for the disk, told by its parent what to write. */
import { randomBytes } from 'node:crypto'
import { createLedger, poster, type Transfer, type TransferResult } from '#modules/ledger'
import { type Database, isUnreachable, openDatabase } from '#platform/database'
import { uuidv7 } from '#platform/id'
import { createLane } from '#platform/lane'
import { startPostgres } from '#platform/postgres'
import { Refusal } from '#platform/refusal'
import { type Answer, type Order, outcomesOf, type Unit } from './order.ts'

const refusalFor = (result: TransferResult) => new Refusal(result, 422, result)
const ledgerPart = poster<Unit>((unit) => unit.transfers, refusalFor)

/** When the parent is gone, or has been told goodbye, nobody listens. */
const tell = (answer: Answer) => {
  if (process.connected) process.send?.(answer, undefined, undefined, () => {})
}

/** What became of one: null where nobody knows, because the books were out of reach. */
const fateOf = (error: unknown): TransferResult | null => {
  if (error instanceof Refusal && error.status === 422) return error.code as TransferResult
  if (isUnreachable(error)) return null
  throw error
}

const carryOut = async (db: Database): Promise<(order: Order) => Promise<(TransferResult | null)[]>> => {
  const ledger = createLedger(db, () => new Date())
  const lane = createLane(db, [ledgerPart], { batch: 1024, waiting: 8192, inFlight: 2 })
  return async ({ through, units }) => {
    if (through === 'lane') return Promise.all(units.map((unit) => lane.join(unit).then(() => 'ok' as const, fateOf)))
    try {
      const batch = units.flatMap((unit) => unit.transfers)
      return outcomesOf(units, await ledger.createTransfers(db, batch))
    } catch (error) {
      const fate = fateOf(error)
      return units.map(() => fate)
    }
  }
}

/** Ends the holds whose time has come; the others of its kind, in other processes, may be quicker. */
const expire = async (db: Database) => {
  const now = new Date()
  const due = await db.query<{ transfer: string }>(
    'select transfer from ledger.expiring where expires_at <= $1 order by expires_at limit 500',
    [now],
  )
  const ends = due.map(
    ({ transfer }): Transfer => ({
      kind: 'expire',
      id: uuidv7(now.getTime(), randomBytes(10)),
      pending: transfer,
      bookedAt: now,
    }),
  )
  await createLedger(db, () => now).createTransfers(db, ends)
}

const server = await startPostgres({ dataFolder: process.argv[2], durability: 'full' })
const db = openDatabase(server.connection, 12)
const perform = await carryOut(db)
const clock = setInterval(() => {
  expire(db).catch((error: unknown) => isUnreachable(error) || tell({ failure: String(error) }))
}, 100)

process.on('message', (order: Order) => {
  perform(order).then(
    (outcomes) => tell({ number: order.number, outcomes }),
    (error: unknown) => tell({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
  )
})
// Without its parent, or without its server, it ends.
process.on('disconnect', () => {
  clearInterval(clock)
  void server.stop()
  void db.close()
})
void server.exited.then(() => process.connected && process.disconnect())
tell({ isReady: true })
