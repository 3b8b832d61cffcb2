/** What fraud would say of a payment, for tests: nothing is left behind. */
import assert from 'node:assert/strict'
import { type Attempt, type Fraud, featureNames } from './index.ts'

/** The features that an attempt would have now. */
export const look = async (fraud: Fraud, attempt: Attempt): Promise<number[]> => {
  await using assessment = await fraud.assess(attempt)
  return [...assessment.features]
}

/** Sums of logarithms differ in their last digits when they are added up in another order. */
export const assertAlike = (found: ArrayLike<number>, expected: ArrayLike<number>, what = ''): void => {
  assert.equal(found.length, expected.length)
  for (const [index, name] of featureNames.entries()) {
    const [one, other] = [found[index], expected[index]]
    const isAlike = Object.is(one, other) || Math.abs(one - other) <= 1e-5 * Math.abs(other) + 1e-6
    assert.ok(isAlike, `${what} ${name}: ${one}, expected ${other}`)
  }
}
