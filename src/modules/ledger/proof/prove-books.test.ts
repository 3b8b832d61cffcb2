import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { accountFlag, createLedger, type Transfer } from '../index.ts'
import { testBook } from './test-book.ts'

const rupees = 356
const noon = Date.UTC(2026, 2, 2, 12)
const idOf = (index: number) => `00000000-0000-4000-8000-${index.toString().padStart(12, '0')}`

const { debitsMustNotExceedCredits: customer, creditsMustNotExceedDebits: asset, history } = accountFlag
const accountFlags = [0, customer, customer | history, asset, history, customer]

const rarely = fc.constantFrom(false, false, false, true)

const draft = fc.record({
  kind: fc.constantFrom('posted', 'posted', 'posted', 'pending', 'pending', 'post', 'void', 'expire', 'reverse'),
  debit: fc.nat(accountFlags.length - 1),
  credit: fc.nat(accountFlags.length - 1),
  amount: fc.bigInt(1n, 400n),
  laterMs: fc.integer({ min: -100_000, max: 100_000 }),
  timeoutSeconds: fc.option(fc.integer({ min: 1, max: 90 }), { nil: undefined }),
  balancing: fc.constantFrom(undefined, undefined, undefined, 'debit', 'credit', 'both'),
  target: fc.nat(60),
  isLinked: rarely,
  isImported: rarely,
  valueDate: fc.constantFrom(undefined, undefined, '2026-03-01', '2026-03-02'),
})
type Draft = typeof draft extends fc.Arbitrary<infer Value> ? Value : never

/** Something earlier of a kind that can be referred to, or anything where there is none. */
const targetOf = (drafts: readonly Draft[], index: number, kinds: readonly string[]): string => {
  const before = drafts.slice(0, index + 1).flatMap(({ kind }, at) => (kinds.includes(kind) ? [at] : []))
  const at = before[drafts[index].target % before.length] ?? 0
  return idOf(1000 + at)
}

const toTransfer = (item: Draft, index: number, drafts: readonly Draft[]): Transfer => {
  const { kind, amount, isLinked, isImported, valueDate } = item
  const about = {
    id: idOf(1000 + index),
    bookedAt: new Date(noon + index * 1000 + item.laterMs),
    isLinked,
    isImported,
    valueDate,
  }
  const target = targetOf(drafts, index, kind === 'reverse' ? ['posted', 'post'] : ['pending'])
  if (kind === 'post') return { ...about, kind, pending: target, amount: item.balancing ? amount : undefined }
  if (kind === 'void' || kind === 'expire') return { ...about, kind, pending: target }
  if (kind === 'reverse') return { ...about, kind, reverses: target }
  return {
    ...about,
    kind: kind === 'pending' ? kind : 'posted',
    debit: idOf(1 + item.debit),
    credit: idOf(1 + item.credit),
    amount,
    ledger: rupees,
    code: 1,
    balancing: item.balancing as 'debit' | 'credit' | 'both' | undefined,
    timeoutSeconds: kind === 'pending' && !isImported ? item.timeoutSeconds : undefined,
  }
}

/** One of every kind that the book takes: what the random ones rarely come to, such as a hold whose time is just over. */
const oneOfEach: Draft[] = (
  [
    { kind: 'posted', debit: 0, credit: 1 },
    { kind: 'pending', debit: 1, credit: 2, timeoutSeconds: 1 },
    { kind: 'expire', laterMs: 50_000 },
    { kind: 'pending', debit: 1, credit: 2, target: 1 },
    { kind: 'post', target: 1 },
    { kind: 'pending', debit: 1, credit: 5, target: 2 },
    { kind: 'void', target: 2 },
    { kind: 'reverse' },
  ] as const
).map((given) => ({
  debit: 0,
  credit: 0,
  amount: 100n,
  laterMs: 0,
  timeoutSeconds: undefined,
  balancing: undefined,
  target: 0,
  isLinked: false,
  isImported: false,
  valueDate: undefined,
  ...given,
}))

test('whatever the book has taken, in whatever order, is proved', async () => {
  const db = openDatabase(await testDatabase(), 2)
  const ledger = createLedger(db, () => new Date(noon + 3_600_000))
  const taken = new Map<string, number>()
  const takesAndProves = async (drafts: Draft[], batchSize: number) => {
    await db.query('truncate ledger.account, ledger.expiring')
    await db.transaction((tx) =>
      tx.script(
        'set local session_replication_role = replica; delete from ledger.transfer; delete from ledger.balance_history',
      ),
    )
    const accounts = accountFlags.map((flags, index) => ({ id: idOf(index + 1), ledger: rupees, code: 1, flags }))
    await ledger.createAccounts(db, accounts, new Date(noon - 3_600_000))
    const transfers = drafts.map(toTransfer)
    for (let from = 0; from < transfers.length; from += batchSize) {
      const batch = transfers.slice(from, from + batchSize)
      const results = await ledger.createTransfers(db, batch)
      results.forEach((result, index) => {
        if (result === 'ok') taken.set(batch[index].kind, (taken.get(batch[index].kind) ?? 0) + 1)
      })
    }
    assert.deepEqual((await ledger.prove()).breach, null)
  }
  try {
    await fc.assert(
      fc.asyncProperty(
        fc.array(draft, { minLength: 10, maxLength: 60, size: 'max' }),
        fc.constantFrom(1, 7, 60),
        takesAndProves,
      ),
      { numRuns: 40, examples: [[oneOfEach, 1]] },
    )
  } finally {
    await db.close()
  }
  for (const kind of ['posted', 'pending', 'post', 'void', 'expire', 'reverse'])
    assert.ok((taken.get(kind) ?? 0) > 0, kind)
})

test('a proof is one snapshot: what is booked while it runs does not disturb it', async () => {
  await using book = await testBook()
  const { bob, ada } = book.accounts
  const send = (): Transfer => ({
    kind: 'posted',
    id: randomUUID(),
    debit: ada,
    credit: bob,
    amount: 1n,
    ledger: rupees,
    code: 1,
    bookedAt: new Date(Date.UTC(2026, 2, 2, 9)),
  })
  const proving = Promise.all(Array.from({ length: 4 }, () => book.prove()))
  for (let count = 0; count < 40; count++)
    assert.deepEqual(await book.ledger.createTransfers(book.db, [send()]), ['ok'])
  for (const { breach } of await proving) assert.equal(breach, null)
  assert.equal((await book.prove()).transfers, 57)
})
