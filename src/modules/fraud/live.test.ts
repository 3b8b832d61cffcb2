import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Attempt } from './attempt.ts'
import { factsOf, movementOf } from './attempt.ts'
import { featureCount, featureNames } from './features/catalog.ts'
import { createState, type PersonalEvent } from './features/state.ts'
import { generateDays, type Payment } from './generator/generator.ts'
import { readShippedModel } from './model.ts'
import { toFloats32 } from './tables.ts'
import { idOf, sureModel, testFraud } from './test-fraud.ts'

const startMs = Date.UTC(2026, 0, 1)
const month = generateDays({ seed: 5, customers: 16, startMs, days: 30, cardsOnly: false, isPlain: true })
  .toArray()
  .flat()

const dateOf = (ms: number): Date | null => (Number.isNaN(ms) ? null : new Date(Math.round(ms)))

const attemptOf = ({ movement, facts }: Payment, index: number): Attempt => ({
  payment: idOf(`month ${index}`),
  kind: movement.kind,
  payer: {
    id: idOf(movement.payer),
    owner: idOf(`owner of ${movement.payer}`),
    openedAt: new Date(Math.round(facts.payerOpenedMs)),
    available: BigInt(Math.round(facts.available)),
    credentialChangedAt: dateOf(facts.credentialChangedMs),
    limitChangedAt: dateOf(facts.limitChangedMs),
    phoneChangedAt: dateOf(facts.phoneChangedMs),
    typingDistance: facts.typingDistance,
  },
  payee:
    movement.payee === null
      ? null
      : {
          id: idOf(movement.payee),
          owner: idOf(`owner of ${movement.payee}`),
          openedAt: new Date(Math.round(facts.payeeOpenedMs)),
        },
  money: { currency: 'EUR', minor: BigInt(movement.minor) },
  context: movement.context,
  at: new Date(movement.atMs),
})

const signInOf = ({ movement, signedInMs }: Payment): PersonalEvent[] =>
  signedInMs > 0
    ? [
        {
          person: idOf(`owner of ${movement.payer}`),
          change: 'signedIn',
          atMs: Math.round(signedInMs),
          context: movement.context && { ...movement.context, category: null },
        },
      ]
    : []

/** The month once more, as training and evaluation go through it. */
const replay = (): Float32Array[] => {
  const state = createState()
  return month.map((payment, index) => {
    const attempt = attemptOf(payment, index)
    for (const event of signInOf(payment)) state.observe(event)
    const reservation = state.reserve(movementOf(attempt))
    const values = new Float32Array(featureCount)
    state.describe(reservation, factsOf(attempt), values)
    state.settle(reservation)
    if (payment.knownMs > 0) state.report(reservation.movement, Math.round(payment.knownMs))
    return values
  })
}

test('a month through the bank and the same month replayed have the same features to the last bit, and so has a memory that is rebuilt', async () => {
  await using bank = await testFraud(sureModel(0.001, await readShippedModel()))
  for (const [index, payment] of month.entries()) {
    const attempt = attemptOf(payment, index)
    await bank.fraud.observe(signInOf(payment))
    // An attempt that the book refuses comes between, and leaves no trace.
    if (index % 10 === 0)
      await assert.rejects(bank.pay({ ...attempt, payment: idOf(`refused ${index}`) }, { isRefused: true }))
    await bank.pay(attempt)
    if (payment.knownMs > 0)
      await bank.fraud.learn([
        { payment: attempt.payment, isFraud: true, knownAt: new Date(Math.round(payment.knownMs)) },
      ])
  }
  const expected = replay()
  const rows = await bank.db.query<{ payment: string; features: Buffer }>(
    'select payment, features from fraud.decision order by seq',
  )
  assert.equal(rows.length, month.length)
  for (const [index, { features }] of rows.entries()) {
    const [live, replayed] = [toFloats32(features), expected[index]]
    const differing = featureNames.filter((_, column) => !Object.is(live[column], replayed[column]))
    assert.deepEqual(differing, [], `payment ${index}`)
  }

  const next = attemptOf({ ...month[month.length - 1] }, month.length)
  const rebuilt = await bank.again()
  await using one = await bank.fraud.assess(next)
  await using other = await rebuilt.assess(next)
  assert.deepEqual([...other.features], [...one.features])
})
