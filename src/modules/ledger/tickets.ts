/**
 * The tickets of a lane: what a batch may know of the one before it. A batch that waits for the book reads its accounts meanwhile.
 * When its turn has come, and it was the batch before it in the same lane that had the book, only the accounts that both name have to be
 * read again. The book checks all of this; a ticket saves time and decides nothing.
 */
import { sqlArray } from '#platform/sql-array'

/** The last arguments of ledger.create_transfers: this batch's ticket, that of the batch before it, the places of accounts in both. */
export type Ticket = readonly [ticket: bigint | null, previous: bigint | null, shared: Buffer | null]

/** Of a batch that travels in no lane. */
export const noTicket: Ticket = [null, null, null]

export interface Tickets {
  /** Numbers a batch by the accounts that it names, sorted as the book gets them. */
  take(accounts: readonly string[]): Ticket
}

/** Tickets for one lane. `first` is any number of 64 bits, drawn at random so that no two lanes have the same tickets. */
export const createTickets = (first: bigint): Tickets => {
  let last = first
  let before: ReadonlySet<string> = new Set()
  return {
    take: (accounts) => {
      const previous = last
      const shared: number[] = []
      for (const [index, account] of accounts.entries()) if (before.has(account)) shared.push(index + 1)
      last = BigInt.asIntN(64, last + 1n)
      before = new Set(accounts)
      return [last, previous, sqlArray.integers(shared)]
    },
  }
}
