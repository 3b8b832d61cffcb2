/** A book for tests, and histories of it in every order of time: late, imported, with value dates, held, ended, reversed. */
import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { openDatabase, type Query } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { accountFlag, createLedger, type Transfer } from '../index.ts'
import type { MovingTransfer } from '../transfer.ts'

export const rupees = 356
/** The first day of a history, and the clock of the book; the history has ten days. */
export const beginMs = Date.UTC(2026, 2, 1)
const spanMs = 10 * 86_400_000
const nowMs = beginMs + spanMs

export const testBook = async () => {
  const db = openDatabase(await testDatabase(), 4)
  const ledger = createLedger(db, () => new Date(nowMs))
  await ledger.open()
  const account = async (code = 2010, flags = 0, ledgerNumber = rupees): Promise<string> => {
    const id = randomUUID()
    const made = { id, ledger: ledgerNumber, code, flags: flags | accountFlag.imported, importedAt: new Date(0) }
    const [result] = await ledger.createAccounts(db, [made], new Date(nowMs))
    if (result !== 'ok') throw new Error(`the account was answered ${result}`)
    return id
  }
  const create = (...transfers: Transfer[]) => ledger.createTransfers(db, transfers)
  return { db, ledger, account, create, [Symbol.asyncDispose]: () => db.close() }
}

/** A transfer of so much at an instant. */
export const moving = (
  debit: string,
  credit: string,
  amount: bigint,
  bookedAt: Date,
  more: Partial<MovingTransfer> = {},
): MovingTransfer => ({
  kind: 'posted',
  id: randomUUID(),
  debit,
  credit,
  amount,
  ledger: rupees,
  code: 1,
  bookedAt,
  ...more,
})

/** One step of a history: who pays whom, when by the clock, and what is odd about it. */
const step = fc.record({
  kind: fc.constantFrom('posted', 'posted', 'posted', 'pending', 'post', 'void', 'reverse'),
  debit: fc.nat(3),
  apart: fc.integer({ min: 1, max: 3 }),
  refers: fc.nat(60),
  amount: fc.bigInt(1n, 1000n),
  atMs: fc.integer({ min: 0, max: spanMs }),
  isInOrder: fc.boolean(),
  isImported: fc.boolean(),
  valueDay: fc.option(fc.integer({ min: -3, max: 13 }), { nil: undefined }),
})

export const steps = fc.array(step, { minLength: 25, maxLength: 80 })
export type Steps = typeof steps extends fc.Arbitrary<infer Value> ? Value : never

/** Instants within a history, now and then beyond its ends. */
const instants = fc.array(fc.integer({ min: -1000, max: spanMs + 1000 }), { minLength: 5, maxLength: 15 })

/** A history and instants to look at it from. */
export const histories = fc.tuple(steps, instants)

/** The given instants, and those at which something was booked, to the millisecond. */
export const instantsOf = (offsets: readonly number[], rows: readonly PlainRow[]): Date[] =>
  [...offsets.map((offset) => beginMs + offset), ...rows.slice(0, 5).map(({ bookedMs }) => bookedMs)].map(
    (ms) => new Date(ms),
  )

const dayOf = (day: number) => new Date(beginMs + day * 86_400_000).toISOString().slice(0, 10)

/** The transfers of a history, between four accounts. Half of them follow the clock, the others are booked at any time. */
export const transfersOf = (history: Steps, accounts: readonly string[]): Transfer[] => {
  const ids = history.map(() => randomUUID())
  return history.map((one, index) => {
    const common = {
      id: ids[index],
      bookedAt: new Date(beginMs + (one.isInOrder ? (index * spanMs) / history.length : one.atMs)),
      isImported: one.isImported && !one.isInOrder,
      ...(one.valueDay === undefined ? {} : { valueDate: dayOf(one.valueDay) }),
    }
    const refers = ids[one.refers % (index + 1)]
    if (one.kind === 'void') return { ...common, kind: 'void', pending: refers }
    if (one.kind === 'post')
      return { ...common, kind: 'post', pending: refers, amount: one.amount < 500n ? one.amount : undefined }
    if (one.kind === 'reverse') return { ...common, kind: one.kind, reverses: refers }
    const { kind, amount } = one
    const moved = {
      debit: accounts[one.debit],
      credit: accounts[(one.debit + one.apart) % 4],
      amount,
      ledger: rupees,
      code: 1 + (index % 3),
    }
    return { ...common, ...moved, kind: kind === 'pending' ? 'pending' : 'posted' }
  })
}

export interface PlainRow {
  readonly seq: bigint
  readonly id: string
  readonly debit: string
  readonly credit: string
  readonly amount: bigint
  readonly kind: number
  readonly code: number
  readonly bookedMs: number
  readonly valueDate: string
  readonly pending: string | null
}

/** Every transfer that touches these accounts, in the order of the book, as plain as it can be. */
export const plainRows = async (db: Query, accounts: readonly string[]): Promise<PlainRow[]> => {
  const rows = await db.query<PlainRow & { at: Date }>(
    `select seq, id, debit_account as debit, credit_account as credit, amount, kind, code, booked_at as at, pending_id as pending,
            coalesce(value_date, (booked_at at time zone 'UTC')::date)::text as "valueDate"
       from ledger.transfer where debit_account = any ($1::uuid[]) or credit_account = any ($1::uuid[]) order by seq`,
    [accounts],
  )
  return rows.map(({ at, ...row }) => ({ ...row, bookedMs: at.getTime() }))
}

/** What the given rows posted on an account: credits less debits. */
export const sumFor = (account: string, rows: readonly PlainRow[]): bigint =>
  rows
    .filter(({ kind }) => kind === 0 || kind === 2 || kind === 5)
    .reduce((sum, row) => sum + (row.credit === account ? row.amount : row.debit === account ? -row.amount : 0n), 0n)
