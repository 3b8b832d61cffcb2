/** What the parts of the locker are built with. */
import { createHmac } from 'node:crypto'
import type { Audit } from '#modules/audit'
import type { Identity } from '#modules/identity'
import type { Notifications } from '#modules/notifications'
import type { Eyes } from '#perception/eyes'
import type { Database } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { PictureStore } from './pictures/store.ts'

export interface LockerNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly randomBytes: RandomBytes
  /** Keys of links, codes and locks are made from it. */
  readonly secret: string
  readonly sealing: Sealing
  readonly audit: Audit
  readonly identity: Identity
  readonly notifications: Pick<Notifications, 'tell'>
  /** What looks at frames. */
  readonly eyes: Pick<Eyes, 'look'>
  /** Whether the packages for seeing are installed; nothing is loaded by asking. */
  readonly canSee: () => boolean
  /** Whether a passive model against pictures of faces is placed; challenges are longer without. */
  readonly hasPassiveModel: boolean
  /** Where the bank's pages are. */
  readonly origin: string
  /** The same, and whatever else they are reached at. */
  readonly origins: readonly string[]
  readonly pictures: PictureStore
  /** Origins of lock controllers that the page of a kiosk may reach by itself. */
  readonly kioskLocks: readonly string[]
  /** Told of what failed and is tried again. */
  readonly onFailure: (error: unknown) => void
}

export const newId = ({ clock, randomBytes }: Pick<LockerNeeds, 'clock' | 'randomBytes'>): string =>
  uuidv7(clock().getTime(), randomBytes(10))

/** A key for one purpose, which says nothing of any other. */
export const keyFor = ({ secret }: Pick<LockerNeeds, 'secret'>, purpose: string): Buffer =>
  createHmac('sha256', secret).update(`locker ${purpose}`).digest()

/** Six digits, each as probable as any other, from eight random bytes. */
export const sixDigits = (random: RandomBytes): string => {
  const drawn = Buffer.from(random(8)).readBigUInt64BE() % 1_000_000n
  return drawn.toString().padStart(6, '0')
}

/** A code as it is kept: keyed, and tied to what it is for. */
export const hashCode = (needs: Pick<LockerNeeds, 'secret'>, about: string, code: string): Buffer =>
  createHmac('sha256', keyFor(needs, 'code')).update(`${about}\n${code}`).digest()

export const dayOf = (at: Date): string => at.toISOString().slice(0, 10)
