import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Database } from '#platform/database'
import { every } from '#platform/jobs'
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/time'
import { type Attempt, readShippedModel } from '../index.ts'
import { attempting, idOf, start, testFraud } from '../test-fraud.ts'
import { assertAlike, look } from '../test-look.ts'

const model = await readShippedModel()

const days = (count: number, payer: string, payee = 'bob'): Attempt[] =>
  Array.from({ length: count }, (_, day) =>
    attempting({ payment: `${payer} ${payee} ${day}`, payer, payee, atMs: start - (count - day) * dayMs }),
  )

test('what one process decides, another one knows as soon as it follows the log', async () => {
  await using bank = await testFraud(model)
  await using other = await bank.another()
  const next = attempting({ payment: 'next', atMs: start + minuteMs })
  await look(other.fraud, next)
  for (const payment of [...days(9, 'ada'), attempting({ payment: 'one more' })]) await bank.pay(payment)
  await bank.fraud.learn([{ payment: days(9, 'ada')[3].payment, isFraud: true, knownAt: new Date(start - hourMs) }])

  const before = await look(other.fraud, next)
  await other.fraud.follow()
  const after = await look(other.fraud, next)

  assert.notDeepEqual(before, after)
  assert.deepEqual(after, await look(bank.fraud, next))
  assert.equal(await other.fraud.usualOf(idOf('ada')), await bank.fraud.usualOf(idOf('ada')))
})

test('a process takes in what others did while it was paid through itself, and nothing twice', async () => {
  await using bank = await testFraud(model)
  await using other = await bank.another()
  for (const [index, payment] of days(40, 'ada').entries()) {
    await (index % 2 === 0 ? bank : other).pay(payment)
    if (index % 7 === 0) await bank.fraud.follow()
    if (index % 5 === 0) await other.fraud.follow()
    if (index % 11 === 0) await bank.fraud.fold()
  }
  await Promise.all([bank.fraud.follow(), other.fraud.follow()])
  const next = attempting({ payment: 'next' })
  const expected = await look(await bank.again(), next)
  for (const { fraud } of [bank, other]) {
    const found = await look(fraud, next)
    assertAlike(found, expected)
    assert.equal(fraud.memory().live, 0)
  }
})

test('a transaction that commits after later ones is not passed over', async () => {
  await using bank = await testFraud(model)
  await using other = await bank.another()
  await bank.pay(attempting({ payment: 'first' }))
  const late = await bank.fraud.assess(attempting({ payment: 'late', minor: 90_000n }))
  await bank.db.transaction(async (tx) => {
    await bank.fraud.recorder((assessment: typeof late) => assessment).record?.(tx, [{ item: late, refusal: null }])
    await bank.pay(attempting({ payment: 'later' }))
    await other.fraud.follow()
    await other.fraud.fold()
  })
  late.keep()
  await other.fraud.follow()
  const next = attempting({ payment: 'next' })
  assert.deepEqual(await look(other.fraud, next), await look(await bank.again(), next))
  await other.fraud.fold()
  assert.deepEqual(await look(other.fraud, next), await look(await bank.again(), next))
  // A transaction of any other database of the server may still be under way.
  while (other.fraud.memory().window > 0) await other.fraud.fold()
  assert.deepEqual(await look(await bank.again(), next), await look(other.fraud, next))
})

test('an attempt that was committed although nobody heard of it stays in memory', async () => {
  await using bank = await testFraud(model)
  const next = attempting({ payment: 'next' })
  {
    await using unheard = await bank.fraud.assess(attempting({ payment: 'unheard' }))
    await bank.db.transaction(async (tx) => {
      await bank.fraud.recorder((item: typeof unheard) => item).record?.(tx, [{ item: unheard, refusal: null }])
    })
  }
  await bank.fraud.follow()
  assert.deepEqual(await look(bank.fraud, next), await look(await bank.again(), next))
})

test('two processes differ for less than a second', async () => {
  await using bank = await testFraud(model)
  await using other = await bank.another()
  const next = attempting({ payment: 'next', payee: 'stranger' })
  let before = await look(other.fraud, next)
  const following = every(secondMs / 2, other.fraud.follow, assert.ifError)
  const delays: number[] = []
  for (let turn = 0; turn < 5; turn++) {
    await bank.pay(attempting({ payment: `${turn}`, payee: 'stranger' }))
    const committed = performance.now()
    for (let now = before; now.join() === before.join(); now = await look(other.fraud, next)) await sleep(5)
    delays.push(performance.now() - committed)
    before = await look(other.fraud, next)
  }
  await following.stop()
  // The machine may be busy with something else for one of them.
  const [, , , , slowest] = delays.sort((one, other) => one - other)
  assert.ok(delays[3] < secondMs, `${delays.map(Math.round)} ms, the slowest ${slowest}`)
})

test('a hundred payments at once to a new payee: each process lets no more pass than one alone, and soon none', async () => {
  const rush = (from: number, count: number) =>
    Array.from({ length: count }, (_, index) =>
      attempting({ payment: `rush ${from + index}`, payee: 'stranger', minor: 45_000n }),
    )
  const passed = (verdicts: readonly { verdict: string }[]) =>
    verdicts.filter(({ verdict }) => verdict === 'allow').length

  await using alone = await testFraud(model)
  await alone.payAll(days(60, 'ada'))
  const most = passed(await Promise.all(rush(0, 100).map((attempt) => alone.pay(attempt))))
  assert.ok(most <= 10, `${most} of 100 passed`)

  await using bank = await testFraud(model)
  await bank.payAll(days(60, 'ada'))
  await using other = await bank.another()
  const both = await Promise.all(
    [bank, other].map((each, half) => Promise.all(rush(half * 50, 50).map((attempt) => each.pay(attempt)))),
  )
  for (const half of both)
    assert.ok(passed(half) <= most, `${passed(half)} passed, and ${most} where one decides alone`)

  await Promise.all([bank.fraud.follow(), other.fraud.follow()])
  const later = await Promise.all(
    [bank, other].map((each, half) => Promise.all(rush(100 + half * 10, 10).map((attempt) => each.pay(attempt)))),
  )
  assert.deepEqual(later.map(passed), [0, 0])
})

test('what another process has folded before this one saw it is not taken in twice', async () => {
  await using bank = await testFraud(model)
  await using other = await bank.another()
  await look(other.fraud, attempting({ payment: 'next', payer: 'eve', payee: 'dan' }))
  for (const payment of days(6, 'ada')) await bank.pay(payment)
  await bank.fraud.follow()
  // A transaction of any other database of the server may still be under way.
  while (bank.fraud.memory().window > 0) await bank.fraud.fold()
  const next = attempting({ payment: 'next' })
  const loaded = await look(other.fraud, next)
  await other.fraud.follow()
  assertAlike(await look(other.fraud, next), loaded)
  assertAlike(loaded, await look(bank.fraud, next))
})

test('however often the log is followed at once, nothing is taken in twice', async () => {
  await using bank = await testFraud(model)
  const slow: Database = {
    ...bank.db,
    query: async <Row extends object>(text: string, values?: readonly unknown[]) => {
      const rows = await bank.db.query<Row>(text, values)
      if (text.includes('pg_visible_in_snapshot')) await sleep(100)
      return rows
    },
  }
  const other = await bank.another({ db: slow })
  const next = attempting({ payment: 'next' })
  await look(other.fraud, next)
  const first = other.fraud.follow()
  const again = first.then(() => other.fraud.follow())
  const second = other.fraud.follow()
  await sleep(20)
  for (const payment of days(3, 'ada')) await bank.pay(payment)
  await Promise.all([again, second, other.fraud.follow(), other.fraud.follow()])
  assertAlike(await look(other.fraud, next), await look(bank.fraud, next))
})
