import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { type Attempt, type Fraud, featureNames, readShippedModel } from '../index.ts'
import { attempting, idOf, start, testFraud } from '../test-fraud.ts'

const model = await readShippedModel()

/** The features that the next attempt would have; nothing is left behind. */
const look = async (fraud: Fraud, attempt: Attempt) => {
  await using assessment = await fraud.assess(attempt)
  return [...assessment.features]
}

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
    for (const [index, value] of expected.entries())
      assert.ok(
        Object.is(value, found[index]) || Math.abs(value - found[index]) < 1e-5 * Math.abs(value) + 1e-9,
        `${featureNames[index]}: ${value} and ${found[index]}`,
      )
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
