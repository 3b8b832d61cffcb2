/** Ids of a replay, which follow from the data alone: the same file again is the same payments. */
import { createHash } from 'node:crypto'
import { uuidv7, uuidv8 } from '#platform/id'

const hash = (text: string): Uint8Array => createHash('sha256').update(text).digest()

/** The account of a customer or a terminal. */
export const partyId = (role: 'customer' | 'terminal', id: string): string => uuidv8(hash(`${role} ${id}`))

/** UUIDv7 of the payment's own time; its transaction id fills the rest. */
export const paymentId = (at: Date, transaction: string): string =>
  uuidv7(at.getTime(), hash(`card payment ${transaction}`))
