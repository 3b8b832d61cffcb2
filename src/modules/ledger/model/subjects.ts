/** The two books that a script is played on: the model, and the database by the statements that the bank uses. */
import type { Query } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import { accountFlag, createAccounts } from '../accounts.ts'
import { createTransfers } from '../create-transfers.ts'
import { kindNumber, type Transfer } from '../transfer.ts'
import { type Book, emptyBook, type ModelAccount, type ModelTransfer, setFlag } from './book.ts'
import * as model from './create-accounts.ts'
import * as transfers from './create-transfers.ts'
import { allFlags, has, type Item, imported, linked } from './item.ts'
import type { Subject } from './script.ts'

/** What of the model a book is made of; a test gives broken ones. */
export interface Model {
  readonly createAccounts: typeof model.createAccounts
  readonly createTransfers: typeof transfers.createTransfers
}

// Everything in a book is shown as lines of text, which the statement below writes in the same words.

const countersOf = (row: ModelAccount) =>
  `pending ${row.debitsPending} ${row.creditsPending} posted ${row.debitsPosted} ${row.creditsPosted}`

const accountLine = (row: ModelAccount) => {
  const seen = Number.isFinite(row.lastBookedAt) ? row.lastBookedAt : '-'
  const { id, ledger, code, flags, createdAt } = row
  return `account ${id} ledger ${ledger} code ${code} flags ${flags} created ${createdAt} seen ${seen} ${countersOf(row)}`
}

const transferLine = (row: ModelTransfer) => {
  const { id, flags, debit, credit, amount, ledger, code, refersTo, timeout, bookedAt, valueDate } = row
  return [
    `transfer ${id} kind ${kindNumber[row.kind]} flags ${flags} ${debit} to ${credit} amount ${amount}`,
    `ledger ${ledger} code ${code} of ${refersTo ?? '-'} timeout ${timeout} at ${bookedAt} value ${valueDate}`,
    `${row.isLate ? 'late' : 'in order'} balances ${row.debitBalance} ${row.creditBalance}`,
  ].join(' ')
}

const showBook = (book: Book, accounts: readonly string[], asked: ReadonlySet<string>): string[] => {
  const expiring = [...book.expiring].filter(([id]) => asked.has(id)).map(([id, at]) => `expiring ${id} at ${at}`)
  const remembered = accounts.flatMap((id) =>
    book.history.filter(({ account, transfer }) => account.id === id && asked.has(transfer.id)),
  )
  return [
    ...accounts.flatMap((id) => book.accounts.get(id) ?? []).map(accountLine),
    ...[...book.transfers.values()].filter(({ id }) => asked.has(id)).map(transferLine),
    ...expiring.sort(),
    ...remembered.map(
      ({ account, transfer }) => `history ${account.id} ${transfer.id} at ${transfer.bookedAt} ${countersOf(account)}`,
    ),
  ]
}

/** An empty book of the model. */
export const modelSubject = (of: Model = { ...model, ...transfers }): Subject => {
  const book = emptyBook()
  return {
    createAccounts: async (items, now) => of.createAccounts(book, items, now),
    createTransfers: async (items, now) => of.createTransfers(book, items, now),
    setFlag: async (account, flag, isSet) => setFlag(book, account, flag, isSet),
    closeThrough: async (day) => {
      book.closedThrough = day
    },
    show: async (accounts, ids) => showBook(book, accounts, new Set(ids)),
  }
}

const balancingOf = { 0: undefined, 16: 'debit', 32: 'credit', 48: 'both' } as const

/** An item as the bank's own code sends it. It is also asked for what no Transfer can be, so this is a Transfer in name only. */
const asTransfer = (item: Item): Transfer => {
  const { id, kind, flags, debit, credit, amount, ledger, code, refersTo, timeout, bookedAt, valueDate } = item
  const made = { debit, credit, amount, ledger, code, timeoutSeconds: timeout }
  const marks = { isLinked: has(item, linked), isImported: has(item, imported) }
  const balancing = balancingOf[(flags & 48) as 0 | 16 | 32 | 48]
  const refers = refersTo === undefined ? {} : { pending: refersTo }
  return {
    id,
    kind,
    ...made,
    ...refers,
    ...marks,
    balancing,
    bookedAt: new Date(bookedAt),
    valueDate,
  } as unknown as Transfer
}

const namedFlags = 1 | 16 | 32 | 256

/** The place of the flags among the arguments of the bank's statement. */
const flagsArgument = 11

/**
 * Sends flags as they are where the bank's own code has no name for one. Every other batch goes as the bank sends it: the book has
 * shorter ways for batches without flags, and for a plain transfer alone.
 */
const withFlags = (db: Query, items: readonly Item[]): Query =>
  items.every(({ flags }) => (flags & ~namedFlags) === 0)
    ? db
    : {
        query: async <Row extends object>(text: string, values: readonly unknown[] = []) =>
          // One transfer by itself cannot carry flags, so that it is not asked.
          values.length <= flagsArgument
            ? [{ is_booked: false } as unknown as Row]
            : db.query<Row>(text, values.with(flagsArgument, sqlArray.smallints(items.map(({ flags }) => flags)))),
      }

const show = `
  select 'account ' || id || ' ledger ' || ledger || ' code ' || code || ' flags ' || flags
         || ' created ' || (extract(epoch from created_at) * 1000)::bigint
         || ' seen ' || case when isfinite(last_booked_at) then (extract(epoch from last_booked_at) * 1000)::bigint::text else '-' end
         || ' pending ' || debits_pending || ' ' || credits_pending || ' posted ' || debits_posted || ' ' || credits_posted as line,
         1 as part, array_position($1::uuid[], id)::bigint as place, 0::bigint as position, null::uuid as name
    from ledger.account where id = any ($1)
  union all
  select 'transfer ' || id || ' kind ' || kind || ' flags ' || flags || ' ' || debit_account || ' to ' || credit_account || ' amount ' || amount
         || ' ledger ' || ledger || ' code ' || code || ' of ' || coalesce(pending_id::text, reverses::text, '-') || ' timeout ' || coalesce(timeout, 0)
         || ' at ' || (extract(epoch from booked_at) * 1000)::bigint || ' value ' || coalesce(value_date, (booked_at at time zone 'UTC')::date)
         || case when is_late then ' late' else ' in order' end || ' balances ' || debit_balance || ' ' || credit_balance,
         2, seq, 0, null
    from ledger.transfer where id = any ($2::uuid[])
  union all
  select 'expiring ' || transfer || ' at ' || (extract(epoch from expires_at) * 1000)::bigint, 3, 0, 0, transfer
    from ledger.expiring where transfer = any ($2)
  union all
  select 'history ' || account || ' ' || transfer || ' at ' || (extract(epoch from booked_at) * 1000)::bigint
         || ' pending ' || debits_pending || ' ' || credits_pending || ' posted ' || debits_posted || ' ' || credits_posted,
         4, array_position($1, account), position, null
    from ledger.balance_history where account = any ($1) and transfer = any ($2)
  order by part, place, position, name`

/** The book in a database. */
export const databaseSubject = (db: Query): Subject => ({
  createAccounts: (items, now) => createAccounts(db, items, new Date(now)),
  createTransfers: (items, now) => {
    const isKnown = items.every(({ flags }) => (flags & ~allFlags) === 0)
    return createTransfers(
      isKnown ? db : withFlags(db, items),
      items.map(asTransfer),
      now === null ? null : new Date(now),
    )
  },
  setFlag: async (account, flag, isSet) => {
    await db.query(
      `update ledger.account set flags = case when $3 then flags | $2 else flags & ~$2::integer end
        where id = $1 and not ($4 and (debits_pending > 0 or credits_pending > 0 or debits_posted <> credits_posted))`,
      [account, accountFlag[flag], isSet, flag === 'closed' && isSet],
    )
  },
  closeThrough: async (day) => {
    await db.query(`update ledger.closing set closed_through = $1`, [day ?? '-infinity'])
  },
  show: async (accounts, ids) => (await db.query<{ line: string }>(show, [accounts, ids])).map(({ line }) => line),
})
