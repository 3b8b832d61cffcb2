/** What refuses an item, in the order of docs/ledger.md: a function for each group of checks, the first that applies. */
import { accountFlag } from '../accounts.ts'
import type { TransferResult } from '../results.ts'
import { type Book, type ModelTransfer, most } from './book.ts'
import { balancing, dateOf, disagrees, has, type Item, imported, isZero, type Parties, type Timed } from './item.ts'

type Fault = TransferResult | null

/** The first answer that is one. */
export const firstOf = (...checks: (() => Fault)[]): Fault => {
  for (const check of checks) {
    const fault = check()
    if (fault !== null) return fault
  }
  return null
}

/** An id that is in the book already: how the item differs from what is there, or `exists`. */
export const compareWith = (known: ModelTransfer, item: Item): TransferResult => {
  const isMoving = item.kind === 'posted' || item.kind === 'pending'
  // A posted or pending item leaves nothing out: what is missing is different.
  const differs = <Value>(given: Value | undefined, value: Value) =>
    (isMoving || given !== undefined) && given !== value
  const { kind, flags, refersTo } = known
  if (kind !== item.kind || flags !== item.flags) return 'exists_with_different_flags'
  if (isMoving && !isZero(item.refersTo)) return 'exists_with_different_pending_id'
  if (!isMoving && kind !== 'reverse' && item.refersTo !== refersTo) return 'exists_with_different_pending_id'
  if (kind === 'reverse' && item.refersTo !== refersTo) return 'exists_with_different_reversed_id'
  if ((item.timeout ?? 0) !== known.timeout) return 'exists_with_different_timeout'
  if (differs(item.debit, known.debit)) return 'exists_with_different_debit_account_id'
  if (differs(item.credit, known.credit)) return 'exists_with_different_credit_account_id'
  const isOtherAmount = has(item, balancing)
    ? item.amount === undefined || known.amount > item.amount
    : differs(item.amount, known.amount)
  if (isOtherAmount) return 'exists_with_different_amount'
  if (differs(item.ledger, known.ledger)) return 'exists_with_different_ledger'
  if (differs(item.code, known.code)) return 'exists_with_different_code'
  if (disagrees(item.valueDate, known.valueDate)) return 'exists_with_different_value_date'
  return 'exists'
}

/** What a posted or pending item must say. */
export const checkMoving = (item: Item): Fault => {
  if (isZero(item.debit)) return 'debit_account_id_must_not_be_zero'
  if (isZero(item.credit)) return 'credit_account_id_must_not_be_zero'
  if (item.debit === item.credit) return 'accounts_must_be_different'
  if (!isZero(item.refersTo)) return 'pending_id_must_be_zero'
  if (item.kind === 'posted' && (item.timeout ?? 0) !== 0) return 'timeout_reserved_for_pending_transfer'
  if ((item.amount ?? 0n) <= 0n) return 'amount_must_not_be_zero'
  if ((item.ledger ?? 0) <= 0) return 'ledger_must_not_be_zero'
  if ((item.code ?? 0) <= 0) return 'code_must_not_be_zero'
  return null
}

/** Both accounts exist and are of the item's ledger. */
export const checkParties = (item: Item, { debit, credit }: Partial<Parties>): Fault => {
  if (debit === undefined) return 'debit_account_not_found'
  if (credit === undefined) return 'credit_account_not_found'
  if (debit.ledger !== credit.ledger) return 'accounts_must_have_the_same_ledger'
  if (item.ledger !== debit.ledger) return 'transfer_must_have_the_same_ledger_as_accounts'
  return null
}

/** What is imported has happened already. */
export const checkHappened = ({ item, bookedAt, now }: Timed): Fault =>
  has(item, imported) && now !== null && bookedAt > now ? 'imported_event_timestamp_must_not_advance' : null

/** What is imported happened after its accounts were made. */
export const checkAccountsWereThere = ({ item, bookedAt }: Timed, { debit, credit }: Parties): Fault => {
  if (!has(item, imported)) return null
  if (bookedAt < debit.createdAt) return 'imported_event_timestamp_must_postdate_debit_account'
  if (bookedAt < credit.createdAt) return 'imported_event_timestamp_must_postdate_credit_account'
  return null
}

export const checkTimeout = (item: Item): Fault => {
  const timeout = item.timeout ?? 0
  if (has(item, imported) && timeout !== 0) return 'imported_event_timeout_must_be_zero'
  return timeout < 0 ? 'overflows_timeout' : null
}

export const checkNotClosed = ({ debit, credit }: Parties): Fault => {
  if (debit.flags & accountFlag.closed) return 'debit_account_already_closed'
  if (credit.flags & accountFlag.closed) return 'credit_account_already_closed'
  return null
}

export const checkNotFrozen = ({ debit, credit }: Parties): Fault => {
  if (debit.flags & accountFlag.frozen) return 'debit_account_frozen'
  if (credit.flags & accountFlag.frozen) return 'credit_account_frozen'
  return null
}

export const checkPeriod = (book: Book, { bookedAt }: Timed): Fault =>
  book.closedThrough !== null && dateOf(bookedAt) <= book.closedThrough ? 'period_closed' : null

/** No counter, and no two of a side together, may pass what a counter can hold. */
export const checkCounters = (amount: bigint, isPending: boolean, { debit, credit }: Parties): Fault => {
  if (isPending) {
    if (debit.debitsPending + amount > most) return 'overflows_debits_pending'
    if (credit.creditsPending + amount > most) return 'overflows_credits_pending'
  } else {
    if (debit.debitsPosted + amount > most) return 'overflows_debits_posted'
    if (credit.creditsPosted + amount > most) return 'overflows_credits_posted'
  }
  if (debit.debitsPending + debit.debitsPosted + amount > most) return 'overflows_debits'
  if (credit.creditsPending + credit.creditsPosted + amount > most) return 'overflows_credits'
  return null
}

/** The limits that the flags of the accounts set. */
export const checkLimits = (amount: bigint, { debit, credit }: Parties): Fault => {
  const isDebitLimited = (debit.flags & accountFlag.debitsMustNotExceedCredits) !== 0
  const isCreditLimited = (credit.flags & accountFlag.creditsMustNotExceedDebits) !== 0
  const debits = debit.debitsPending + debit.debitsPosted + amount
  const credits = credit.creditsPending + credit.creditsPosted + amount
  if (isDebitLimited && debits > debit.creditsPosted) return 'exceeds_credits'
  if (isCreditLimited && credits > credit.debitsPosted) return 'exceeds_debits'
  return null
}

/** What an item that ends a pending transfer, or undoes a posted one, must and must not say. */
export const checkReferring = (item: Item): Fault => {
  const isReverse = item.kind === 'reverse'
  if (has(item, balancing)) return 'flags_are_mutually_exclusive'
  if (isZero(item.refersTo)) return isReverse ? 'reversed_id_must_not_be_zero' : 'pending_id_must_not_be_zero'
  if (item.refersTo === item.id) return isReverse ? 'reversed_id_must_be_different' : 'pending_id_must_be_different'
  return (item.timeout ?? 0) === 0 ? null : 'timeout_reserved_for_pending_transfer'
}

/** What an ending item says of its pending transfer must agree. */
export const compareWithPending = (item: Item, pending: ModelTransfer): Fault => {
  if (disagrees(item.debit, pending.debit)) return 'pending_transfer_has_different_debit_account_id'
  if (disagrees(item.credit, pending.credit)) return 'pending_transfer_has_different_credit_account_id'
  if (disagrees(item.ledger, pending.ledger)) return 'pending_transfer_has_different_ledger'
  if (disagrees(item.code, pending.code)) return 'pending_transfer_has_different_code'
  const amount = item.amount ?? pending.amount
  if (amount <= 0n) return 'amount_must_not_be_zero'
  if (amount > pending.amount) return 'exceeds_pending_transfer_amount'
  if (item.kind !== 'post' && amount !== pending.amount) return 'pending_transfer_has_different_amount'
  return null
}

/** A pending transfer ends once, and by its timeout only when that has come. */
export const checkNotEnded = (book: Book, { item, bookedAt }: Timed, pending: ModelTransfer): Fault => {
  const end = book.ends.get(pending.id)
  if (end?.kind === 'post') return 'pending_transfer_already_posted'
  if (end?.kind === 'void') return 'pending_transfer_already_voided'
  if (end?.kind === 'expire') return 'pending_transfer_expired'
  const hasExpired = bookedAt >= (book.expiring.get(pending.id) ?? Number.POSITIVE_INFINITY)
  if (item.kind === 'expire') return hasExpired ? null : 'pending_transfer_not_expired'
  return hasExpired ? 'pending_transfer_expired' : null
}

/** What a reversing item says must be the mirror of what it undoes. */
export const compareWithReversed = (item: Item, reversed: ModelTransfer): Fault => {
  if (disagrees(item.debit, reversed.credit)) return 'reversal_has_different_debit_account_id'
  if (disagrees(item.credit, reversed.debit)) return 'reversal_has_different_credit_account_id'
  if (disagrees(item.amount, reversed.amount)) return 'reversal_has_different_amount'
  if (disagrees(item.ledger, reversed.ledger)) return 'reversal_has_different_ledger'
  return item.code !== undefined && item.code <= 0 ? 'code_must_not_be_zero' : null
}
