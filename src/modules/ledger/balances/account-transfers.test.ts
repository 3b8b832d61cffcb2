import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { kindNumber, type TransferKind } from '../transfer.ts'
import type { TransferFilter } from './account-transfers.ts'
import { beginMs, moving, type PlainRow, plainRows, steps, testBook, transfersOf } from './test-book.ts'

const kinds = Object.keys(kindNumber) as TransferKind[]
const maybe = <Value>(value: fc.Arbitrary<Value>) => fc.option(value, { nil: undefined, freq: 2 })
const instant = maybe(fc.integer({ min: 0, max: 10 * 86_400_000 }).map((offset) => new Date(beginMs + offset)))

const filters = fc.record({
  side: maybe(fc.constantFrom('debit', 'credit')),
  codes: maybe(fc.subarray([1, 2, 3], { minLength: 1 })),
  kinds: maybe(fc.subarray(kinds, { minLength: 1 })),
  bookedFrom: instant,
  bookedBefore: instant,
  amountFrom: maybe(fc.bigInt(1n, 1000n)),
  amountTo: maybe(fc.bigInt(1n, 1000n)),
})
const pages = fc.record({ order: fc.constantFrom('newest', 'oldest'), limit: fc.integer({ min: 1, max: 9 }) })

/** Looks at one row by itself. */
const matches = (row: PlainRow, filter: TransferFilter): boolean =>
  (filter.side ? [row[filter.side]] : [row.debit, row.credit]).includes(filter.account) &&
  (filter.codes ?? [row.code]).includes(row.code) &&
  (filter.kinds?.map((kind) => kindNumber[kind]) ?? [row.kind]).includes(row.kind) &&
  row.bookedMs >= (filter.bookedFrom?.getTime() ?? Number.NEGATIVE_INFINITY) &&
  row.bookedMs < (filter.bookedBefore?.getTime() ?? Number.POSITIVE_INFINITY) &&
  row.amount >= (filter.amountFrom ?? 0n) &&
  row.amount <= (filter.amountTo ?? row.amount)

test('page by page, an account shows each transfer that matches once and in order, whatever is asked for', async () => {
  await using it = await testBook()
  await fc.assert(
    fc.asyncProperty(steps, fc.array(filters, { minLength: 4, maxLength: 8 }), pages, async (history, asked, page) => {
      const accounts = [await it.account(), await it.account(), await it.account(), await it.account()]
      await it.create(...transfersOf(history, accounts))
      const rows = await plainRows(it.db, accounts)
      for (const filter of asked.map((one, index) => ({ ...one, account: accounts[index % 4] }))) {
        const seen: string[] = []
        for (let after: bigint | undefined; ; ) {
          const found = await it.ledger.transfersOf(filter, { ...page, after })
          assert.ok(found.length <= page.limit)
          seen.push(...found.map(({ id }) => id))
          after = found.at(-1)?.seq
          if (found.length < page.limit) break
        }
        const expected = rows.filter((row) => matches(row, filter)).map(({ id }) => id)
        assert.deepEqual(seen, page.order === 'newest' ? expected.reverse() : expected)
      }
    }),
    { numRuns: 25 },
  )
})

test('a page holds 1 to 1,000 transfers, and a look-up takes up to 1,000 ids', async () => {
  await using it = await testBook()
  const account = await it.account()
  for (const limit of [0, 1001, 1.5, Number.NaN])
    await assert.rejects(it.ledger.transfersOf({ account }, { order: 'newest', limit }), /a page holds 1 to 1000/)
  const ids = Array.from({ length: 1001 }, () => account)
  await assert.rejects(it.ledger.accounts(ids), /at most 1000 ids/)
  await assert.rejects(it.ledger.transfers(ids), /at most 1000 ids/)
  assert.equal((await it.ledger.accounts(ids.slice(1))).length, 1000)
})

test('a transfer tells how it ended: posted in part, voided, reversed, or not yet', async () => {
  await using it = await testBook()
  const [ada, bob] = [await it.account(), await it.account()]
  const at = new Date(beginMs)
  const [posted, held, kept] = [
    moving(ada, bob, 9n, at),
    moving(ada, bob, 8n, at, { kind: 'pending', timeoutSeconds: 60 }),
    moving(ada, bob, 7n, at, { kind: 'pending' }),
  ]
  const [post, undo] = ['0195a000-0000-7000-8000-00000000000a', '0195a000-0000-7000-8000-00000000000b']
  await it.create(posted, held, kept)
  await it.create(
    { kind: 'post', id: post, pending: held.id, amount: 5n, bookedAt: at },
    { kind: 'reverse', id: undo, reverses: posted.id, bookedAt: at, valueDate: '2026-02-27' },
  )
  const found = await it.ledger.transfers([posted.id, held.id, kept.id, post, undo, ada])

  assert.deepEqual(
    found.map(({ id, kind, endedBy, refersTo }) => [id, kind, endedBy?.id, endedBy?.kind, endedBy?.amount, refersTo]),
    [
      [posted.id, 'posted', undo, 'reverse', 9n, null],
      [held.id, 'pending', post, 'post', 5n, null],
      [kept.id, 'pending', undefined, undefined, undefined, null],
      [post, 'post', undefined, undefined, undefined, held.id],
      [undo, 'reverse', undefined, undefined, undefined, posted.id],
    ],
  )
  assert.deepEqual(found[1].expiresAt, new Date(beginMs + 60_000))
  assert.deepEqual([found[4].debit, found[4].valueDate, found[4].amount], [bob, '2026-02-27', 9n])
  assert.deepEqual([found[4].debitBalance, found[3].creditBalance], [5n, 14n])
})

test('an entry of a reversal is in the history, on the other side, and in the month', async () => {
  await using it = await testBook()
  const [ada, bob] = [await it.account(), await it.account()]
  const paid = moving(ada, bob, 9n, new Date(beginMs))
  const undo = '0195a000-0000-7000-8000-00000000000c'
  await it.create(paid, { kind: 'reverse', id: undo, reverses: paid.id, bookedAt: new Date(beginMs) })

  const [newest] = await it.ledger.entries([ada], { limit: 5 })
  assert.deepEqual(
    [newest.transfer, newest.side, newest.reverses, newest.amount, newest.balance],
    [undo, 'in', paid.id, 9n, 0n],
  )
  assert.deepEqual((await it.ledger.monthly(ada, new Date(beginMs))).map(({ side, total }) => [side, total]).sort(), [
    ['in', '9'],
    ['out', '9'],
  ])
})
