/** A transfer as it is asked for, and how a batch of them travels to the book. The rules are in docs/ledger.md. */
import { sqlArray } from '#platform/sql-array'

/** Ids are UUIDs, amounts minor units, `bookedAt` the booking time, `valueDate` a calendar date (the booking date where left out). */
interface Asked {
  readonly id: string
  readonly bookedAt: Date
  readonly valueDate?: string
  /** In one chain with the next item of the batch: all or none. */
  readonly isLinked?: boolean
  /** It happened in the past, at `bookedAt`. */
  readonly isImported?: boolean
}

/** Moves money, or sets it aside. */
export interface MovingTransfer extends Asked {
  readonly kind: 'posted' | 'pending'
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly ledger: number
  readonly code: number
  /** Of a pending one: seconds after which it is released by itself. */
  readonly timeoutSeconds?: number
  /** At most what is there: on the debit side, on the credit side, or on both. */
  readonly balancing?: 'debit' | 'credit' | 'both'
}

/** Ends a pending transfer: `post` writes it (wholly, or the given part), `void` and, after its timeout, `expire` release it. */
export interface EndingTransfer extends Asked {
  readonly kind: 'post' | 'void' | 'expire'
  readonly pending: string
  readonly amount?: bigint
  /** Compared with that of the pending transfer, where it is given. */
  readonly ledger?: number
}

/** Undoes a posted transfer. Its code is that of the undone one unless another is given. */
export interface ReversingTransfer extends Asked {
  readonly kind: 'reverse'
  readonly reverses: string
  readonly code?: number
}

export type Transfer = MovingTransfer | EndingTransfer | ReversingTransfer

export type TransferKind = Transfer['kind']

/** The numbers of kinds and flags in the table of transfers. */
export const kindNumber: Readonly<Record<TransferKind, number>> = {
  posted: 0,
  pending: 1,
  post: 2,
  void: 3,
  expire: 4,
  reverse: 5,
}
export const transferFlag = { linked: 1, balancingDebit: 16, balancingCredit: 32, imported: 256 } as const

const balancingFlags = { debit: 16, credit: 32, both: 48 } as const

/** The flags of an item as one number. */
export const flagsOf = (transfer: Transfer): number =>
  (transfer.isLinked ? transferFlag.linked : 0) |
  (transfer.isImported ? transferFlag.imported : 0) |
  ('balancing' in transfer && transfer.balancing ? balancingFlags[transfer.balancing] : 0)

/** What an item of kind post, void, expire or reverse refers to. */
export const refersTo = (transfer: Transfer): string | null =>
  'pending' in transfer ? transfer.pending : 'reverses' in transfer ? transfer.reverses : null

const timeoutOf = (transfer: Transfer) => ('timeoutSeconds' in transfer ? transfer.timeoutSeconds : undefined)

/** A column that is null as a whole where no item has anything in it: the book then takes the short way. */
const sparse = <Value>(
  transfers: readonly Transfer[],
  columnOf: (transfer: Transfer) => Value,
  isThere: (value: Value) => boolean,
  encode: (values: Value[]) => Buffer,
): Buffer | null => {
  const first = transfers.findIndex((transfer) => isThere(columnOf(transfer)))
  return first < 0 ? null : encode(transfers.map(columnOf))
}

/** The place (from 1) of the first item with the same key; null for an item without one. */
const firstOfEach = (keys: readonly (string | null)[]): { first: (number | null)[]; placeOf: Map<string, number> } => {
  const placeOf = new Map<string, number>()
  const first = keys.map((key, index) => {
    if (key === null) return null
    const known = placeOf.get(key)
    if (known !== undefined) return known
    placeOf.set(key, index + 1)
    return index + 1
  })
  return { first, placeOf }
}

/** The accounts that a batch names, once each and sorted, and for each side of each item its place among them, from 1. */
export interface Places {
  readonly accounts: readonly string[]
  readonly debits: readonly (number | undefined)[]
  readonly credits: readonly (number | undefined)[]
}

/** Finds the places of a batch. */
export const placesOfAccounts = (transfers: readonly Transfer[]): Places => {
  const sides = transfers.map((transfer) => ('debit' in transfer ? transfer : undefined))
  const named = new Set<string>()
  for (const side of sides) {
    if (side?.debit !== undefined) named.add(side.debit)
    if (side?.credit !== undefined) named.add(side.credit)
  }
  const accounts = [...named].sort()
  const placeOf = new Map<string | undefined, number>(accounts.map((id, index) => [id, index + 1]))
  return {
    accounts,
    debits: sides.map((side) => placeOf.get(side?.debit)),
    credits: sides.map((side) => placeOf.get(side?.credit)),
  }
}

/** The arguments of ledger.create_transfers; `now` is null where no imported item has to be held against the clock. */
export const columnsOf = (
  transfers: readonly Transfer[],
  { accounts, debits, credits }: Places,
  now: Date | null,
): unknown[] => {
  const isSet = (value: unknown) => value !== null && value !== undefined && value !== 0
  const ids = transfers.map((transfer) => transfer.id)
  const same = firstOfEach(ids)
  const refers = transfers.some((transfer) => refersTo(transfer) !== null) ? transfers.map(refersTo) : null
  return [
    now,
    sqlArray.uuids(accounts),
    sqlArray.uuids(ids),
    sqlArray.integers(debits),
    sqlArray.integers(credits),
    sqlArray.bigints(transfers.map((transfer) => ('amount' in transfer ? transfer.amount : undefined))),
    sqlArray.integers(transfers.map((transfer) => ('ledger' in transfer ? transfer.ledger : undefined))),
    sqlArray.integers(transfers.map((transfer) => ('code' in transfer ? transfer.code : undefined))),
    sqlArray.instants(transfers.map((transfer) => transfer.bookedAt)),
    refers || same.placeOf.size < ids.length ? sqlArray.integers(same.first) : null,
    sparse(transfers, (transfer) => kindNumber[transfer.kind], isSet, sqlArray.smallints),
    sparse(transfers, flagsOf, isSet, sqlArray.smallints),
    refers && sqlArray.uuids(refers),
    refers && sqlArray.integers(refers.map((id) => (id === null ? null : same.placeOf.get(id)))),
    refers && sqlArray.integers(firstOfEach(refers).first),
    sparse(transfers, timeoutOf, isSet, sqlArray.integers),
    sparse(transfers, (transfer) => transfer.valueDate, isSet, sqlArray.days),
  ]
}
