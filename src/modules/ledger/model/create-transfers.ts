/** Transfers, as docs/ledger.md has them: what each kind is refused for, and what it does to the book. */
import { accountFlag } from '../accounts.ts'
import type { TransferResult } from '../results.ts'
import { type Book, balanceOf, type ModelAccount, type ModelTransfer, runChains } from './book.ts'
import {
  allFlags,
  balancingCredit,
  balancingDebit,
  dateOf,
  has,
  type Item,
  isZero,
  linked,
  type Parties,
  partiesOf,
  type Timed,
  timed,
} from './item.ts'
import * as rules from './rules.ts'

type Counters = Pick<ModelAccount, 'debitsPending' | 'debitsPosted' | 'creditsPending' | 'creditsPosted'>

/** Writes a transfer that nothing refuses: both accounts, the row with the balances after it, and what is remembered. */
const write = (
  book: Book,
  { item, bookedAt, isLate }: Timed,
  { debit, credit }: Parties,
  row: Pick<ModelTransfer, 'amount' | 'ledger' | 'code'>,
  changed: { debit: Partial<Counters>; credit: Partial<Counters> },
): ModelTransfer => {
  const after = (account: ModelAccount, counters: Partial<Counters>): ModelAccount => ({
    ...account,
    ...counters,
    lastBookedAt: Math.max(account.lastBookedAt, bookedAt),
  })
  const [debited, credited] = [after(debit, changed.debit), after(credit, changed.credit)]
  const transfer: ModelTransfer = {
    id: item.id,
    kind: item.kind,
    flags: item.flags,
    debit: debit.id,
    credit: credit.id,
    ...row,
    refersTo: item.kind === 'posted' || item.kind === 'pending' ? null : (item.refersTo ?? null),
    timeout: item.timeout ?? 0,
    bookedAt,
    valueDate: item.valueDate ?? dateOf(bookedAt),
    isLate,
    debitBalance: balanceOf(debited),
    creditBalance: balanceOf(credited),
  }
  book.transfers.set(transfer.id, transfer)
  for (const account of [debited, credited]) {
    book.accounts.set(account.id, account)
    if (account.flags & accountFlag.history) book.history.push({ transfer, account })
  }
  return transfer
}

/** Debits one account and credits the other. */
const moveAmount = ({ debit, credit }: Parties, amount: bigint) => ({
  debit: { debitsPosted: debit.debitsPosted + amount },
  credit: { creditsPosted: credit.creditsPosted + amount },
})

/** Sets the amount aside on both sides. */
const setAside = ({ debit, credit }: Parties, amount: bigint) => ({
  debit: { debitsPending: debit.debitsPending + amount },
  credit: { creditsPending: credit.creditsPending + amount },
})

/** Releases what was set aside and moves `moved` of it. */
const release = ({ debit, credit }: Parties, held: bigint, moved: bigint) => ({
  debit: { debitsPending: debit.debitsPending - held, debitsPosted: debit.debitsPosted + moved },
  credit: { creditsPending: credit.creditsPending - held, creditsPosted: credit.creditsPosted + moved },
})

/** What a balancing item may take of each side; an item that is not balancing is not held to it. */
const roomOf = (item: Item, { debit, credit }: Parties) => {
  const unbounded = item.amount ?? 0n
  return {
    debit: has(item, balancingDebit) ? balanceOf(debit) - debit.debitsPending : unbounded,
    credit: has(item, balancingCredit) ? -balanceOf(credit) - credit.creditsPending : unbounded,
  }
}

const smallest = (...amounts: bigint[]) => amounts.reduce((least, amount) => (amount < least ? amount : least))

/** Posted and pending. */
const move = (book: Book, item: Item, now: number | null): TransferResult => {
  const found = { debit: book.accounts.get(item.debit ?? ''), credit: book.accounts.get(item.credit ?? '') }
  const misshapen = rules.firstOf(
    () => rules.checkMoving(item),
    () => rules.checkParties(item, found),
  )
  if (misshapen !== null) return misshapen

  const parties = found as Parties
  const when = timed(item, parties, now)
  const room = roomOf(item, parties)
  const amount = smallest(item.amount ?? 0n, room.debit, room.credit)
  const isPending = item.kind === 'pending'
  const fault = rules.firstOf(
    () => rules.checkHappened(when),
    () => rules.checkAccountsWereThere(when, parties),
    () => rules.checkTimeout(item),
    () => rules.checkNotClosed(parties),
    () => rules.checkNotFrozen(parties),
    () => rules.checkPeriod(book, when),
    () => (room.debit <= 0n ? 'exceeds_credits' : null),
    () => (room.credit <= 0n ? 'exceeds_debits' : null),
    () => rules.checkCounters(amount, isPending, parties),
    () => rules.checkLimits(amount, parties),
  )
  if (fault !== null) return fault

  const row = { amount, ledger: item.ledger ?? 0, code: item.code ?? 0 }
  const written = write(book, when, parties, row, (isPending ? setAside : moveAmount)(parties, amount))
  if (written.timeout > 0) book.expiring.set(item.id, written.bookedAt + written.timeout * 1000)
  return 'ok'
}

/** Post, void and expire: end a pending transfer. It has reserved its room, so its end cannot overflow. */
const end = (book: Book, item: Item, now: number | null): TransferResult => {
  const misshapen = rules.checkReferring(item)
  if (misshapen !== null) return misshapen
  const pending = book.transfers.get(item.refersTo ?? '')
  if (pending === undefined) return 'pending_transfer_not_found'
  if (pending.kind !== 'pending') return 'pending_transfer_not_pending'

  const parties = partiesOf(book, pending)
  const when = timed(item, parties, now)
  const fault = rules.firstOf(
    () => rules.compareWithPending(item, pending),
    () => rules.checkNotEnded(book, when, pending),
    () => rules.checkHappened(when),
    () => (item.kind === 'post' ? rules.checkNotFrozen(parties) : null),
    () => rules.checkPeriod(book, when),
  )
  if (fault !== null) return fault

  const amount = item.amount ?? pending.amount
  const moved = item.kind === 'post' ? amount : 0n
  const { ledger, code } = pending
  const row = { amount, ledger, code }
  book.ends.set(pending.id, write(book, when, parties, row, release(parties, pending.amount, moved)))
  book.expiring.delete(pending.id)
  return 'ok'
}

/** Reverse: moves the amount of a posted transfer back. */
const reverse = (book: Book, item: Item, now: number | null): TransferResult => {
  const misshapen = rules.checkReferring(item)
  if (misshapen !== null) return misshapen
  const reversed = book.transfers.get(item.refersTo ?? '')
  if (reversed === undefined) return 'reversed_transfer_not_found'
  if (reversed.kind !== 'posted' && reversed.kind !== 'post') return 'reversed_transfer_not_posted'

  const parties = partiesOf(book, { debit: reversed.credit, credit: reversed.debit })
  const when = timed(item, parties, now)
  const { amount, ledger } = reversed
  const fault = rules.firstOf(
    () => rules.compareWithReversed(item, reversed),
    () => (book.reversals.has(reversed.id) ? 'reversed_transfer_already_reversed' : null),
    () => rules.checkHappened(when),
    () => rules.checkAccountsWereThere(when, parties),
    () => rules.checkNotClosed(parties),
    () => rules.checkNotFrozen(parties),
    () => rules.checkPeriod(book, when),
    () => rules.checkCounters(amount, false, parties),
    () => rules.checkLimits(amount, parties),
  )
  if (fault !== null) return fault

  const row = { amount, ledger, code: item.code ?? reversed.code }
  book.reversals.set(reversed.id, write(book, when, parties, row, moveAmount(parties, amount)))
  return 'ok'
}

const byKind = { posted: move, pending: move, post: end, void: end, expire: end, reverse } as const

const createTransfer = (book: Book, item: Item, now: number | null): TransferResult => {
  if ((item.flags & ~allFlags) !== 0) return 'reserved_flag'
  if (isZero(item.id)) return 'id_must_not_be_zero'
  const known = book.transfers.get(item.id)
  return known === undefined ? byKind[item.kind](book, item, now) : rules.compareWith(known, item)
}

/** Creates transfers in order, each seeing those before it, and answers one result each. */
export const createTransfers = (book: Book, items: readonly Item[], now: number | null): TransferResult[] =>
  runChains(
    book,
    items,
    (item) => has(item, linked),
    (item) => createTransfer(book, item, now),
  )
