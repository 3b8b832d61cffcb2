import { poster, type Transfer } from '#modules/ledger'
import { openDatabase } from '#platform/database'
import { createLane } from '#platform/lane'
import { Refusal } from '#platform/refusal'
import { ledgerNumber, sendCode } from './book.ts'
import type { OpenDesign } from './design.ts'
import type { Order } from './orders.ts'

/** As the bank itself opens its lane. */
const limits = { batch: 1024, waiting: 8192, inFlight: 2 }
const connections = 4
const firstTicket = 1n

const transferOf = (order: Order): Transfer => ({
  ...order,
  kind: 'posted',
  ledger: ledgerNumber,
  code: sendCode,
})

/** Group commit: the ledger alone in a lane. */
export const openLane: OpenDesign = async (connection) => {
  const db = openDatabase(connection, connections)
  const refusalFor = (result: string) => new Refusal('not-posted', 422, `The ledger answered ${result}.`)
  const lane = createLane<Order>(db, [poster(transferOf, refusalFor, firstTicket)], limits)
  return {
    send: (order) => lane.join(order),
    close: async () => {
      await lane.drain()
      await db.close()
    },
  }
}

/** Whether the lane refused an order because too many wait, as opposed to a failure. */
export const isBusy = (error: unknown): boolean => error instanceof Refusal && error.status === 503
