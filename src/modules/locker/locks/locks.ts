/** The locks of the boxes, each driven as its box says. */
import { keyFor, type LockerNeeds } from '../needs.ts'
import type { BoxRow } from '../tables.ts'
import { createHttpLock } from './http.ts'
import { type Lock, type Order, type Said, silent } from './lock.ts'
import { createOrderKey, type OrderKey, orderText } from './orders.ts'
import { createSimulatedLock } from './simulated.ts'

export interface Locks {
  unlock(box: Pick<BoxRow, 'id' | 'drive'>, order: Order): Promise<void>
  /** A lock that does not answer is in no known state; that is never taken for shut. */
  read(box: Pick<BoxRow, 'id' | 'drive'>): Promise<Said>
  /** The key that the controller of this box is given. */
  keyOf(box: string): Buffer
  /** Signs as the bank does what locks believe. */
  readonly orders: OrderKey
}

export const createLocks = (
  needs: Pick<LockerNeeds, 'db' | 'clock' | 'secret' | 'randomBytes' | 'onFailure'>,
): Locks => {
  const { db, clock, randomBytes, onFailure } = needs
  const keyOf = (box: string) => keyFor(needs, `lock ${box}`)
  const orders = createOrderKey(keyFor(needs, 'orders'))
  const makeNonce = () => Buffer.from(randomBytes(16)).toString('base64url')
  const lockOf = ({ id, drive }: Pick<BoxRow, 'id' | 'drive'>): Lock =>
    drive.kind === 'http'
      ? createHttpLock({ box: id, url: drive.url, key: keyOf(id), makeNonce, clock })
      : createSimulatedLock({ db, clock, bankKey: orders.publicKey }, id)
  return {
    unlock: (box, order) => lockOf(box).unlock({ ...order, signature: orders.sign(orderText(box.id, order)) }),
    read: async (box) => {
      try {
        return await lockOf(box).read()
      } catch (error) {
        onFailure(error)
        return silent
      }
    },
    keyOf,
    orders,
  }
}
