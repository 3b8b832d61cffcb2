/** Accounts, as docs/ledger.md has them: the checks in their order. */
import { accountFlag, type NewAccount } from '../accounts.ts'
import type { AccountResult } from '../results.ts'
import { type Book, runChains } from './book.ts'

export const nobody = '00000000-0000-0000-0000-000000000000'

const { debitsMustNotExceedCredits, creditsMustNotExceedDebits, history, imported } = accountFlag
const mutuallyExclusive = debitsMustNotExceedCredits | creditsMustNotExceedDebits

/** The flags that do not change in an account's life. */
const lasting = mutuallyExclusive | history | imported
const allFlags = Object.values(accountFlag).reduce((sum, flag) => sum | flag, 0)

const findFault = (book: Book, asked: NewAccount, now: number): AccountResult | null => {
  if ((asked.flags & ~allFlags) !== 0) return 'reserved_flag'
  if (asked.id === nobody) return 'id_must_not_be_zero'

  const known = book.accounts.get(asked.id)
  if (known !== undefined) {
    if ((known.flags & lasting) !== (asked.flags & lasting)) return 'exists_with_different_flags'
    if (known.ledger !== asked.ledger) return 'exists_with_different_ledger'
    if (known.code !== asked.code) return 'exists_with_different_code'
    return 'exists'
  }

  if ((asked.flags & mutuallyExclusive) === mutuallyExclusive) return 'flags_are_mutually_exclusive'
  if (asked.ledger <= 0) return 'ledger_must_not_be_zero'
  if (asked.code <= 0) return 'code_must_not_be_zero'
  if (((asked.flags & imported) !== 0) !== (asked.importedAt !== undefined)) {
    return 'imported_event_timestamp_out_of_range'
  }
  if (asked.importedAt !== undefined && asked.importedAt.getTime() > now) {
    return 'imported_event_timestamp_must_not_advance'
  }
  return null
}

/** Makes accounts at the instant `now` (milliseconds since 1970) and answers one result each. */
export const createAccounts = (book: Book, items: readonly NewAccount[], now: number): AccountResult[] =>
  runChains<NewAccount, AccountResult>(
    book,
    items,
    (item) => item.isLinked ?? false,
    (item) => {
      const fault = findFault(book, item, now)
      if (fault !== null) return fault
      const { id, ledger, code, flags } = item
      const counters = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n }
      const createdAt = item.importedAt?.getTime() ?? now
      book.accounts.set(id, { id, ledger, code, flags, createdAt, lastBookedAt: Number.NEGATIVE_INFINITY, ...counters })
      return 'ok'
    },
  )
