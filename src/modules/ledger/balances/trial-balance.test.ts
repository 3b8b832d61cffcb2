import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { currencies } from '#platform/money'
import type { BookOfLedger } from './roll-up.ts'
import {
  beginMs,
  histories,
  instantsOf,
  moving,
  type PlainRow,
  plainRows,
  rupees,
  testBook,
  transfersOf,
} from './test-book.ts'
import { trialBalance, type When } from './trial-balance.ts'

/** Four codes that no other history uses. */
let codesTaken = 100_000
const takeCodes = () => [0, 1, 2, 3].map(() => ++codesTaken)

/** Debits and credits by code, row by row. */
const naively = (rows: readonly PlainRow[], codeOf: ReadonlyMap<string, number>) => {
  const sums = new Map<number, { debits: bigint; credits: bigint }>()
  const add = (account: string, debits: bigint, credits: bigint) => {
    const code = codeOf.get(account) ?? 0
    const known = sums.get(code) ?? { debits: 0n, credits: 0n }
    sums.set(code, { debits: known.debits + debits, credits: known.credits + credits })
  }
  for (const row of rows.filter(({ kind }) => kind === 0 || kind === 2 || kind === 5)) {
    add(row.debit, row.amount, 0n)
    add(row.credit, 0n, row.amount)
  }
  return [...sums].sort(([one], [other]) => one - other).map(([code, sum]) => ({ ledger: rupees, code, ...sum }))
}

test('in any history, the trial balance at an instant and on a day is what the rows say, from either end of time', async () => {
  await using it = await testBook()
  await fc.assert(
    fc.asyncProperty(histories, async ([history, offsets]) => {
      const codes = takeCodes()
      const accounts = await Promise.all(codes.map((code) => it.account(code)))
      const codeOf = new Map(accounts.map((account, index) => [account, codes[index]]))
      await it.create(...transfersOf(history, accounts))
      const rows = await plainRows(it.db, accounts)
      // Long before and long after: one makes it sum up from the beginning, the other back from now.
      const nows = [new Date(beginMs - 1e12), new Date(beginMs + 1e12)]
      const check = async (when: When, expected: readonly PlainRow[]) => {
        for (const now of nows) {
          const lines = (await trialBalance(it.db, when, now)).filter(({ code }) => codes.includes(code))
          assert.deepEqual(lines, naively(expected, codeOf), JSON.stringify(when))
        }
      }
      await check({}, rows)
      for (const at of instantsOf(offsets, rows)) {
        const valueDate = at.toISOString().slice(0, 10)
        await check(
          { at },
          rows.filter(({ bookedMs }) => bookedMs <= at.getTime()),
        )
        await check(
          { valueDate },
          rows.filter((row) => row.valueDate <= valueDate),
        )
      }
    }),
    { numRuns: 15 },
  )
})

const lineOf = (book: BookOfLedger | undefined, code: number) => book?.lines.find((line) => line.code === code)

test('control codes carry the sum of what stands under them, and debits equal credits in each ledger', async () => {
  await using it = await testBook()
  const [cash, current, savings, odd] = await Promise.all([1010, 2010, 2020, 777].map((code) => it.account(code)))
  const [dollars, dollarCash] = [
    await it.account(2010, 0, currencies.USD.ledger),
    await it.account(1010, 0, currencies.USD.ledger),
  ]
  const at = new Date(beginMs)
  await it.create(
    moving(cash, current, 100n, at),
    moving(cash, savings, 30n, at),
    moving(current, odd, 7n, at),
    moving(dollarCash, dollars, 5n, at, { ledger: currencies.USD.ledger }),
  )
  const books = await it.ledger.trialBalance()

  assert.deepEqual(
    books.map(({ ledger, debits, credits }) => [ledger, debits, credits]),
    [
      [rupees, 137n, 137n],
      [currencies.USD.ledger, 5n, 5n],
    ],
  )
  const deposits = lineOf(books[0], 2000)
  assert.deepEqual(
    [deposits?.isControl, deposits?.class, deposits?.debits, deposits?.credits, deposits?.balance],
    [true, 'liability', 7n, 130n, 123n],
  )
  assert.equal(lineOf(books[0], 1000)?.balance, -130n)
  // What the chart does not know is shown, not hidden.
  assert.deepEqual([lineOf(books[0], 777)?.class, lineOf(books[0], 777)?.balance], [null, 7n])
})
