/** The book as the model keeps it: what docs/ledger.md speaks of, in memory, and nothing else. */
import { accountFlag } from '../accounts.ts'
import type { TransferKind } from '../transfer.ts'

/** What a counter can hold. */
export const most = 2n ** 63n - 1n

/** An account of the book; amounts in minor units, times in milliseconds since 1970. */
export interface ModelAccount {
  readonly id: string
  readonly ledger: number
  readonly code: number
  readonly flags: number
  readonly createdAt: number
  /** The newest booking time that it has seen. */
  readonly lastBookedAt: number
  readonly debitsPending: bigint
  readonly debitsPosted: bigint
  readonly creditsPending: bigint
  readonly creditsPosted: bigint
}

/** A transfer in the book. What its item left out is filled in; `refersTo` is what it ends or undoes. */
export interface ModelTransfer {
  readonly id: string
  readonly kind: TransferKind
  readonly flags: number
  readonly debit: string
  readonly credit: string
  /** What moved, or was set aside or released. */
  readonly amount: bigint
  readonly ledger: number
  readonly code: number
  readonly refersTo: string | null
  /** Seconds from its booking time; 0 is none. */
  readonly timeout: number
  readonly bookedAt: number
  readonly valueDate: string
  readonly isLate: boolean
  /** Credits posted less debits posted of each account, after this transfer. */
  readonly debitBalance: bigint
  readonly creditBalance: bigint
}

/** The four counters of an account with `history`, after one of its transfers. */
export interface Remembered {
  readonly transfer: ModelTransfer
  readonly account: ModelAccount
}

export interface Book {
  accounts: Map<string, ModelAccount>
  /** In the order in which they were booked. */
  transfers: Map<string, ModelTransfer>
  /** What ended each pending transfer, and what undid each posted one, by the id of that transfer. */
  ends: Map<string, ModelTransfer>
  reversals: Map<string, ModelTransfer>
  /** When each pending transfer with a timeout, and without an end, expires. */
  expiring: Map<string, number>
  history: Remembered[]
  /** The last closed day; nothing books into it or before. */
  closedThrough: string | null
}

export const emptyBook = (): Book => ({
  accounts: new Map(),
  transfers: new Map(),
  ends: new Map(),
  reversals: new Map(),
  expiring: new Map(),
  history: [],
  closedThrough: null,
})

/** A copy that later changes do not reach: what a chain goes back to when it fails. */
const copyOf = (book: Book): Book => ({
  accounts: new Map(book.accounts),
  transfers: new Map(book.transfers),
  ends: new Map(book.ends),
  reversals: new Map(book.reversals),
  expiring: new Map(book.expiring),
  history: [...book.history],
  closedThrough: book.closedThrough,
})

/** Runs the items of a batch in order, chain by chain: the changes of a chain stand together or not at all. */
export const runChains = <Item, Result extends string>(
  book: Book,
  items: readonly Item[],
  isLinked: (item: Item) => boolean,
  run: (item: Item) => Result | 'ok',
): (Result | 'ok' | 'linked_event_failed' | 'linked_event_chain_open')[] => {
  const results: (Result | 'ok' | 'linked_event_failed' | 'linked_event_chain_open')[] = []
  let first = 0
  let before: Book | null = null
  let isBroken = false
  for (const [index, item] of items.entries()) {
    if (before === null && isLinked(item)) [first, before] = [index, copyOf(book)]
    const isOpen = isLinked(item) && index === items.length - 1
    const result = isOpen ? 'linked_event_chain_open' : isBroken ? 'linked_event_failed' : run(item)
    results.push(result)
    if (result !== 'ok' && before !== null && !isBroken) {
      isBroken = true
      Object.assign(book, before)
      results.fill('linked_event_failed', first, index)
    }
    if (!isLinked(item)) [before, isBroken] = [null, false]
  }
  return results
}

/** The balance: credits posted less debits posted. */
export const balanceOf = (account: ModelAccount): bigint => account.creditsPosted - account.debitsPosted

/** True of an account with an empty balance and no holds: only such a one can be closed. */
const canBeClosed = (account: ModelAccount): boolean =>
  balanceOf(account) === 0n && account.debitsPending === 0n && account.creditsPending === 0n

/** Sets or clears `frozen` or `closed`; an account that is not there, or cannot be closed, stays as it is. */
export const setFlag = (book: Book, id: string, flag: 'frozen' | 'closed', isSet: boolean): void => {
  const account = book.accounts.get(id)
  if (account === undefined || (flag === 'closed' && isSet && !canBeClosed(account))) return
  const without = account.flags & ~accountFlag[flag]
  book.accounts.set(id, { ...account, flags: isSet ? without | accountFlag[flag] : without })
}
