/** What is killed: the ledger with its lane on an embedded server that waits for the disk, told by its parent what to write. */
import { createLedger, type Ledger, poster, type TransferResult } from '#modules/ledger'
import { type Database, isUnreachable, openDatabase } from '#platform/database'
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

const createCarrier = (db: Database, ledger: Ledger): ((order: Order) => Promise<(TransferResult | null)[]>) => {
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

const server = await startPostgres({ dataFolder: process.argv[2], durability: 'full' })
const db = openDatabase(server.connection, 12)
const ledger = createLedger(db, () => new Date())
const carryOut = createCarrier(db, ledger)
const clock = setInterval(() => {
  ledger.expireHolds().catch((error: unknown) => isUnreachable(error) || tell({ failure: String(error) }))
}, 100)

process.on('message', (order: Order) => {
  carryOut(order).then(
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
