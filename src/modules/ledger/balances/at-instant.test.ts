import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { accountFlag } from '../index.ts'
import {
  beginMs,
  histories,
  instantsOf,
  moving,
  type PlainRow,
  plainRows,
  sumFor,
  testBook,
  transfersOf,
} from './test-book.ts'

const hour = (hours: number) => new Date(beginMs + hours * 3_600_000)

test('a balance at an instant counts what was booked by then, and a late correction counts from its own time', async () => {
  await using it = await testBook()
  const [ada, bob] = [await it.account(), await it.account()]
  await it.create(
    moving(ada, bob, 100n, hour(1)),
    moving(ada, bob, 10n, hour(5)),
    moving(ada, bob, 1n, hour(3), { isImported: true }),
  )
  const seen = await Promise.all([0, 1, 2, 3, 4, 5, 9].map((at) => it.ledger.balanceAt(bob, hour(at))))
  assert.deepEqual(seen, [0n, 100n, 100n, 101n, 101n, 111n, 111n])
  assert.equal(await it.ledger.balanceAt(ada, hour(4)), -101n)
})

test('a balance by value date counts a transfer from its value date, before or after it was booked', async () => {
  await using it = await testBook()
  const [ada, bob] = [await it.account(), await it.account()]
  await it.create(
    moving(ada, bob, 100n, hour(1)),
    moving(ada, bob, 10n, hour(2), { valueDate: '2026-03-03' }),
    moving(ada, bob, 1n, hour(49), { valueDate: '2026-03-02' }),
  )
  const days = ['2026-02-28', '2026-03-01', '2026-03-02', '2026-03-03', '2026-03-04']
  const seen = await Promise.all(days.map((day) => it.ledger.balanceOn(bob, day)))
  assert.deepEqual(seen, [0n, 100n, 101n, 111n, 111n])
})

test('in any history, each balance at an instant and on a day is the sum of what was booked, or has its value, by then', async () => {
  await using it = await testBook()
  await fc.assert(
    fc.asyncProperty(histories, async ([history, offsets]) => {
      const accounts = [await it.account(), await it.account(2020), await it.account(), await it.account(1010)]
      await it.create(...transfersOf(history, accounts))
      const rows = await plainRows(it.db, accounts)
      for (const account of accounts)
        for (const at of instantsOf(offsets, rows)) {
          const by = rows.filter(({ bookedMs }) => bookedMs <= at.getTime())
          assert.equal(await it.ledger.balanceAt(account, at), sumFor(account, by), `at ${at.toISOString()}`)
          const day = at.toISOString().slice(0, 10)
          const valued = rows.filter(({ valueDate }) => valueDate <= day)
          assert.equal(await it.ledger.balanceOn(account, day), sumFor(account, valued), `on ${day}`)
        }
    }),
    { numRuns: 25 },
  )
})

test('among thousands of transfers that came in bursts, with silence between them, every balance is found', async () => {
  await using it = await testBook()
  const [ada, bob, cleo] = [await it.account(), await it.account(), await it.account()]
  const burst = (index: number) => Math.floor(index / 250) ** 3 * 100_000 + (index % 250) * 3
  await it.create(
    ...Array.from({ length: 4000 }, (_, index) =>
      moving(index % 3 ? ada : cleo, index % 7 ? bob : ada, BigInt(index), new Date(beginMs + burst(index)), {
        isImported: index % 100 === 99,
      }),
    ).filter(({ debit, credit }) => debit !== credit),
  )
  const rows = await plainRows(it.db, [ada, bob, cleo])
  assert.ok(rows.length > 3500)
  const offsets = Array.from({ length: 60 }, (_, index) => [
    burst(index * 67),
    burst(index * 67) + 1,
    burst(index * 67) - 1,
  ])
  for (const account of [ada, bob, cleo])
    for (const at of offsets.flat().map((offset) => new Date(beginMs + offset))) {
      const by = rows.filter(({ bookedMs }) => bookedMs <= at.getTime())
      assert.equal(await it.ledger.balanceAt(account, at), sumFor(account, by), at.toISOString())
    }
})

/** The four counters that the given rows make, of which endings may refer to any of `all`. */
const countersOf = (account: string, rows: readonly PlainRow[], all: readonly PlainRow[]) => {
  const counters = { debitsPending: 0n, debitsPosted: 0n, creditsPending: 0n, creditsPosted: 0n }
  for (const { debit, credit, kind, amount, pending } of rows) {
    const held = kind === 1 ? amount : -(all.find(({ id }) => id === pending)?.amount ?? 0n)
    const posted = kind === 1 || kind === 3 || kind === 4 ? 0n : amount
    if (debit === account) {
      counters.debitsPending += held
      counters.debitsPosted += posted
    }
    if (credit === account) {
      counters.creditsPending += held
      counters.creditsPosted += posted
    }
  }
  return counters
}

test('an account with a history knows its four counters at every instant', async () => {
  await using it = await testBook()
  await fc.assert(
    fc.asyncProperty(histories, async ([history, offsets]) => {
      const watched = await it.account(2010, accountFlag.history)
      const accounts = [watched, await it.account(), await it.account(), await it.account()]
      await it.create(...transfersOf(history, accounts))
      const rows = await plainRows(it.db, accounts)
      for (const at of instantsOf(offsets, rows)) {
        const by = rows.filter(({ bookedMs }) => bookedMs <= at.getTime())
        assert.deepEqual(await it.ledger.countersAt(watched, at), countersOf(watched, by, rows), at.toISOString())
      }
    }),
    { numRuns: 25 },
  )
})

test('the pages of a history hold every transfer of the account once, newest first, with the counters after it', async () => {
  await using it = await testBook()
  const [ada, bob] = [await it.account(2010, accountFlag.history), await it.account()]
  const hold = moving(bob, ada, 30n, hour(2), { kind: 'pending' })
  await it.create(moving(bob, ada, 100n, hour(1)), hold, moving(ada, bob, 5n, hour(3)), {
    kind: 'void',
    id: '0195a000-0000-7000-8000-000000000001',
    pending: hold.id,
    bookedAt: hour(4),
  })
  const first = await it.ledger.history(ada, { limit: 3 })
  const second = await it.ledger.history(ada, { limit: 3, before: first[2].position })

  assert.deepEqual(
    [...first, ...second].map(({ creditsPending, creditsPosted, debitsPosted }) => [
      creditsPending,
      creditsPosted,
      debitsPosted,
    ]),
    [
      [0n, 100n, 5n],
      [30n, 100n, 5n],
      [30n, 100n, 0n],
      [0n, 100n, 0n],
    ],
  )
  await assert.rejects(it.ledger.history(ada, { limit: 0 }), /a page holds 1 to 1000/)
})
