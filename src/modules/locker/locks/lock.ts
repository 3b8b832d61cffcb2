/** What drives a lock. It hears an order once, and says how it stands; nothing here decides who gets in. */
import type { LockState } from '../wire.ts'

export interface Order {
  readonly id: string
  /** A lock that hears of it later does nothing. */
  readonly until: Date
}

/** An order with the bank's signature, without which no lock moves. */
export interface SignedOrder extends Order {
  readonly signature: string
}

/** What a lock tells of a box that was opened without the bank: by which permit, when by its clock, with whose passkeys. */
export interface OpenedOffline {
  readonly order: string
  readonly at: Date
  readonly owner: string
  readonly witness: string
}

/** What a lock says of itself. `lastOrder` is the last order that it obeyed. */
export interface Said {
  readonly state: LockState
  readonly lastOrder: string | null
  readonly power: 'mains' | 'battery'
  /** The last ones; empty for a lock that obeys the bank alone. */
  readonly offline: readonly OpenedOffline[]
}

export interface Lock {
  /** Throws where the lock did not answer, or answered no; it may have obeyed all the same. */
  unlock(order: SignedOrder): Promise<void>
  /** Throws where the lock does not answer. */
  read(): Promise<Said>
}

export class LockFault extends Error {
  override readonly name = 'LockFault'
}

export const silent: Said = { state: 'unknown', lastOrder: null, power: 'mains', offline: [] }
