/** A statement as the house reads it from the book, before it becomes a file. */
import type { Identity } from '#modules/identity'
import { type Entry, readSpan, type SpanSums, sumSpan, transferCode } from '#modules/ledger'
import type { Database, Snapshot } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { findByIds } from '../find.ts'
import type { ProductRow } from '../tables.ts'
import { type Period, spanOf } from './period.ts'

export type LineKind = keyof typeof transferCode | 'other'

/** One entry in words. */
export interface Line {
  readonly number: number
  readonly transfer: string
  readonly bookedAt: Date
  readonly kind: LineKind
  readonly side: 'in' | 'out'
  readonly amount: bigint
  /** After it, in the order of time. */
  readonly balance: bigint
  /** The other side, where it is a customer. */
  readonly who: string | null
  readonly note: string
}

export interface Statement {
  readonly id: string
  readonly period: Period
  readonly made: Date
  readonly owner: string
  readonly account: { readonly number: string; readonly name: string; readonly currency: CurrencyCode }
  readonly sums: SpanSums
  /** Some at a time, oldest first, while they are read from the book. Throws where they do not add up to the closing balance. */
  readonly lines: AsyncIterable<readonly Line[]>
}

/** Notes of payments by id; those without are left out. */
export type NotesOf = (payments: readonly string[]) => Promise<ReadonlyMap<string, string>>

export interface StatementNeeds {
  readonly db: Database
  readonly identity: Pick<Identity, 'names'>
  readonly notesOf: NotesOf
}

const mostNamesKept = 20_000
const entriesAtOnce = 1000

const kinds = new Map<number, LineKind>(Object.entries(transferCode).map(([kind, code]) => [code, kind as LineKind]))

/** Names of the owners of accounts, remembered while a statement is written. */
const createNames = ({ db, identity }: Pick<StatementNeeds, 'db' | 'identity'>) => {
  const known = new Map<string, string | null>()
  return async (accounts: readonly string[]): Promise<ReadonlyMap<string, string | null>> => {
    if (known.size > mostNamesKept) known.clear()
    const unknown = [...new Set(accounts.filter((id) => !known.has(id)))]
    if (unknown.length > 0) {
      const found = await findByIds(db, unknown)
      const names = await identity.names([...new Set(found.map(({ owner }) => owner))])
      const owners = new Map(found.map(({ id, owner }) => [id, owner]))
      for (const id of unknown) known.set(id, names.get(owners.get(id) ?? '')?.name ?? null)
    }
    return known
  }
}

/** The payment of an entry has the id of its transfer, or of the one that this transfer ends or undoes. */
const paymentsOf = ({ pending, reverses, transfer }: Entry): string[] =>
  [transfer, pending, reverses].filter((id) => id !== null && id !== undefined)

async function* toLines(
  needs: StatementNeeds,
  pages: AsyncIterable<readonly Entry[]>,
  { closing, opening }: SpanSums,
): AsyncGenerator<Line[]> {
  const names = createNames(needs)
  let number = 0
  let balance = opening
  for await (const entries of pages) {
    const [who, notes] = [
      await names(entries.map(({ other }) => other)),
      await needs.notesOf(entries.flatMap(paymentsOf)),
    ]
    yield entries.map((entry) => ({
      number: ++number,
      transfer: entry.transfer,
      bookedAt: entry.bookedAt,
      kind: kinds.get(entry.code) ?? 'other',
      side: entry.side,
      amount: entry.amount,
      balance: entry.balance,
      who: who.get(entry.other) ?? null,
      note: paymentsOf(entry).flatMap((id) => notes.get(id) ?? [])[0] ?? '',
    }))
    balance = entries[entries.length - 1]?.balance ?? balance
  }
  // A file that does not add up is no statement: its reader gets none.
  if (balance !== closing) throw new Error(`a statement ends with ${balance} where the book says ${closing}`)
}

export interface StatementOf {
  readonly id: string
  readonly product: ProductRow
  readonly owner: string
  readonly period: Period
  readonly made: Date
}

/** Reads a statement from one instant of the book. */
export const readStatement = async (
  needs: StatementNeeds,
  snapshot: Snapshot,
  { id, product, owner, period, made }: StatementOf,
): Promise<Statement> => {
  const span = spanOf(period)
  const sums = await sumSpan(snapshot, product.id, span)
  const pages = readSpan(snapshot, product.id, span, sums.opening, entriesAtOnce)
  const { number, name, currency } = product
  return { id, period, made, owner, account: { number, name, currency }, sums, lines: toLines(needs, pages, sums) }
}
