/** The book over HTTP for trusted programs: accounts and transfers in batches. */
import { type Database, isSqlError } from '#platform/database'
import type { BatchEndpoint } from '#platform/endpoint'
import type { Asked, Http } from '#platform/http'
import { currencies } from '#platform/money'
import type { Clock } from '#platform/time'
import { accountFlag, createAccounts, type NewAccount } from './accounts.ts'
import { createTransfers } from './create-transfers.ts'
import type { Transfer } from './transfer.ts'
import { type BookAccount, type BookTransfer, writeAccounts, writeTransfers } from './wire.ts'

const permission = 'ledger:write'
/** The longest item has some 450 bytes. */
const bodyLimit = 4 * 1024 * 1024
const tries = 5

/** Another batch has just made the same id, or locks crossed; the next try sees what it left. */
const repeatable = new Set(['23505', '40001', '40P01'])

const persist = async <Answer>(work: () => Promise<Answer>, triesLeft = tries): Promise<Answer> => {
  try {
    return await work()
  } catch (error) {
    if (isSqlError(error) && repeatable.has(error.code) && triesLeft > 1) return persist(work, triesLeft - 1)
    throw error
  }
}

const ledgerOf = ({ currency }: Pick<BookAccount, 'currency'>): number => currencies[currency].ledger

const transferOf = (item: BookTransfer, now: Date): Transfer => {
  const bookedAt = item.bookedAt === undefined ? now : new Date(item.bookedAt)
  switch (item.kind) {
    case 'posted':
    case 'pending':
      return { ...item, bookedAt, amount: BigInt(item.amount.minor), ledger: ledgerOf(item.amount) }
    case 'post': {
      const { amount, ...rest } = item
      return amount === undefined
        ? { ...rest, bookedAt }
        : { ...rest, bookedAt, amount: BigInt(amount.minor), ledger: ledgerOf(amount) }
    }
    default:
      return { ...item, bookedAt }
  }
}

const accountOf = ({ flags = [], importedAt, ...item }: BookAccount): NewAccount => ({
  id: item.id,
  ledger: ledgerOf(item),
  code: item.code,
  flags: [...flags, ...(importedAt === undefined ? [] : (['imported'] as const))].reduce(
    (sum, flag) => sum | accountFlag[flag],
    0,
  ),
  isLinked: item.isLinked,
  ...(importedAt === undefined ? {} : { importedAt: new Date(importedAt) }),
})

/** Writes what one request brings, and logs who it was and how often each result was answered. */
const workOf = <Item extends { id: string }, Result extends string>(
  { caller, request }: Pick<Asked<BatchEndpoint>, 'caller' | 'request'>,
  what: string,
  create: (items: readonly Item[]) => Promise<Result[]>,
) => {
  const counts: Record<string, number> = {}
  return {
    write: async (items: readonly Item[]) => {
      const results = await persist(() => create(items))
      for (const result of results) counts[result] = (counts[result] ?? 0) + 1
      return results.map((result, index) => ({ id: items[index].id, result }))
    },
    end: () => request.log.info({ what, client: caller.id, results: counts }, 'wrote to the book'),
  }
}

const isLinked = (item: { isLinked?: boolean }) => item.isLinked === true

/** Adds POST /v1/ledger/transfers and /v1/ledger/accounts. */
export const addBatchRoutes = (http: Http, db: Database, clock: Clock): void => {
  http.routeBatch(
    writeTransfers,
    permission,
    (asked) =>
      workOf(asked, 'transfers', (items: readonly BookTransfer[]) => {
        const now = clock()
        return createTransfers(
          db,
          items.map((item) => transferOf(item, now)),
          now,
        )
      }),
    { bodyLimit, isLinked },
  )
  http.routeBatch(
    writeAccounts,
    permission,
    (asked) =>
      workOf(asked, 'accounts', (items: readonly BookAccount[]) => createAccounts(db, items.map(accountOf), clock())),
    { bodyLimit, isLinked },
  )
}
