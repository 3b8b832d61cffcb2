import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs } from '#platform/time'
import { factsOf, movementOf } from '../attempt.ts'
import { featureCount, featureNames } from '../features/catalog.ts'
import { createState } from '../features/state.ts'
import { attempting, start } from '../test-fraud.ts'
import { moving } from './passed.ts'

const payment = (name: string, minor: bigint, atMs: number) =>
  attempting({ payment: name, payee: name.endsWith('3') ? 'eve' : 'bob', minor, atMs })

// What was spent in the hours and days around it counts later payments of the same day too, so it is left out here.
test('features of another amount, found later, are those that the payment would have had', () => {
  const state = createState()
  const take = (attempt: ReturnType<typeof payment>) => {
    const reservation = state.reserve(movementOf(attempt))
    state.settle(reservation)
  }
  for (let index = 0; index < 40; index++)
    take(payment(`p${index}`, 9_000n + 50n * BigInt(index), start - (45 - index) * dayMs))
  const passed = payment('now', 10_000n, start)
  const facts = factsOf(passed)
  const reservation = state.reserve(movementOf(passed))
  const stored = new Float32Array(featureCount)
  state.describe(reservation, facts, stored)
  const exact = (minor: number) => {
    const out = new Float32Array(featureCount)
    state.suppose(reservation)({ minor }, facts, out)
    return out
  }
  const expected = new Map([10_000, 25_000, 400_000].map((minor) => [minor, exact(minor)]))

  state.settle(reservation)
  for (let index = 1; index < 6; index++) take(payment(`later${index}`, 12_000n, start + index * hourMs))
  const told = JSON.stringify([...(state.usualOf(passed.payer.id)?.toString() ?? '')])
  const featuresAt = moving(state.copy(), movementOf(passed), stored)

  assert.deepEqual(featuresAt(10_000), stored)
  for (const [minor, values] of expected)
    for (const name of ['amount-log', 'amount-to-usual', 'amount-to-largest', 'balance-share', 'attempts-1d']) {
      const index = featureNames.indexOf(name)
      const [found, exactly] = [featuresAt(minor)[index], values[index]]
      assert.ok(
        index >= 0 && Math.abs(found - exactly) <= 0.02 * Math.abs(exactly) + 1e-6,
        `${name} at ${minor}: ${found} ${exactly}`,
      )
    }
  assert.equal(JSON.stringify([...(state.usualOf(passed.payer.id)?.toString() ?? '')]), told)
})
