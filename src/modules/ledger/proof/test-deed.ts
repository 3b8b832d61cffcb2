/** Changes by a hand that may do everything, and what the proof has to say of each. */
import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type TestBook, testBook } from './test-book.ts'

export interface Deed {
  readonly what: string
  readonly sql: (book: TestBook) => string
  readonly rule: RegExp
  /** Null where it may be one of several. */
  readonly offender: ((book: TestBook) => string) | null
  readonly detail?: RegExp
}

/** Changes a row of the book. */
export const change = (id: string, set: string) => `update ledger.transfer set ${set} where id = '${id}';`

const columns =
  'id debit_account credit_account amount ledger code kind pending_id reverses booked_at debit_balance credit_balance'

/** Writes a row as only a superuser can: a copy of one that is there, with other values. */
export const copy = (from: string, values: Readonly<Record<string, string>>) => {
  const list = columns.split(' ')
  const selected = list.map((column) => values[column] ?? column)
  return `insert into ledger.transfer (${list}) select ${selected} from ledger.transfer where id = '${from}';`
}

/** The id of a row that is written by hand. */
export const strange = '00000000-0000-4000-8000-00000000dead'

/** A test for each deed: the proof names the rule and the offender. */
export const testDeeds = (deeds: readonly Deed[]): void => {
  for (const { what, sql, rule, offender, detail } of deeds) {
    test(`${what}, by a hand that may do everything, is named by the proof`, async () => {
      await using book = await testBook()
      assert.equal((await book.prove()).breach, null)

      await book.tamper(sql(book))

      const { proved, breach } = await book.prove()
      assert.equal(proved, false)
      assert.match(breach?.rule ?? '', rule)
      if (offender) assert.equal(breach?.offender, offender(book), breach?.detail)
      if (detail) assert.match(breach?.detail ?? '', detail)
    })
  }
}
