/** An item of a batch as it reaches the book: every kind may carry everything, and much of it is refused. */
import { type TransferKind, transferFlag } from '../transfer.ts'
import type { Book, ModelAccount } from './book.ts'
import { nobody } from './create-accounts.ts'

/** Times in milliseconds since 1970, amounts in minor units, the timeout in seconds, the value date as 2026-03-31. */
export interface Item {
  readonly id: string
  readonly kind: TransferKind
  readonly flags: number
  readonly debit?: string
  readonly credit?: string
  readonly amount?: bigint
  readonly ledger?: number
  readonly code?: number
  /** The pending transfer that it ends, or the posted one that it undoes. */
  readonly refersTo?: string
  readonly timeout?: number
  readonly bookedAt: number
  readonly valueDate?: string
}

/** An item, with the booking time that it gets and the clock (null: imported items are not held against it). */
export interface Timed {
  readonly item: Item
  readonly bookedAt: number
  readonly isLate: boolean
  readonly now: number | null
}

/** The two accounts that an item moves money between. */
export interface Parties {
  readonly debit: ModelAccount
  readonly credit: ModelAccount
}

export const { linked, balancingDebit, balancingCredit, imported } = transferFlag
export const allFlags = linked | balancingDebit | balancingCredit | imported
export const balancing = balancingDebit | balancingCredit

export const has = (item: Item, flag: number): boolean => (item.flags & flag) !== 0

export const isZero = (id: string | undefined): boolean => id === undefined || id === nobody

/** True where something is given and does not agree. */
export const disagrees = <Value>(given: Value | undefined, value: Value): boolean =>
  given !== undefined && given !== value

/** The calendar date of an instant (UTC), as 2026-03-31. */
export const dateOf = (instant: number): string => new Date(instant).toISOString().slice(0, 10)

/** How far the clocks of two processes may differ. */
const toleranceMs = 60_000

/** Along an account booking times do not run backward: what is a little older is booked at the time of the newest. */
export const timed = (item: Item, { debit, credit }: Parties, now: number | null): Timed => {
  const newest = Math.max(debit.lastBookedAt, credit.lastBookedAt)
  const isMoved = !has(item, imported) && item.bookedAt < newest && newest - item.bookedAt <= toleranceMs
  const bookedAt = isMoved ? newest : item.bookedAt
  return { item, bookedAt, isLate: bookedAt < newest, now }
}

/** The accounts of a transfer that is in the book; they are never deleted. */
export const partiesOf = (book: Book, { debit, credit }: { debit: string; credit: string }): Parties => {
  const parties = { debit: book.accounts.get(debit), credit: book.accounts.get(credit) }
  if (parties.debit === undefined || parties.credit === undefined) throw new Error('a transfer without its accounts')
  return { debit: parties.debit, credit: parties.credit }
}
