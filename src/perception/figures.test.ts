import assert from 'node:assert/strict'
import { test } from 'node:test'
import { aucOf, figuresOf, intervalOf, verificationOf } from './figures.ts'

test('precision, recall, F1 and accuracy follow from the counts', () => {
  const { precision, recall, f1, accuracy } = figuresOf([1, 1, 1, 0, 0, 0, 0, 0], [1, 1, 0, 1, 0, 0, 0, 0])
  assert.deepEqual([precision, recall, accuracy], [2 / 3, 2 / 3, 6 / 8])
  assert.equal(f1, 2 / 3)
})

test('the interval is Wilson’s, also for all and for none', () => {
  const near = (pair: readonly number[], expected: readonly number[]) =>
    assert.ok(
      pair.every((value, index) => Math.abs(value - expected[index]) < 5e-4),
      String(pair),
    )
  near(intervalOf(81, 263), [0.2553, 0.3662])
  near(intervalOf(10, 10), [0.7225, 1])
  near(intervalOf(0, 10), [0, 0.2775])
})

test('the equal error rate is where as many of the same are missed as others are taken', () => {
  const { eer, pairs } = verificationOf([0.1, 0.2, 0.3, 0.7], [0.25, 0.8, 0.9, 1])
  assert.deepEqual([eer, pairs], [0.25, 8])
  assert.equal(verificationOf([0.1, 0.2], [0.6, 0.7]).eer, 0)
})

test('true accepts at one false accept in a thousand leave out only what is nearer than the second stranger', () => {
  const strangers = Array.from({ length: 1000 }, (_, index) => 0.5 + index / 1000)
  assert.equal(verificationOf([0.4, 0.5005, 0.6], strangers).tarAtFar01, 2 / 3)
})

test('the area under the curve is the share of pairs in order, a tie counting half', () => {
  assert.equal(aucOf([3, 2], [1, 2]), 3.5 / 4)
  assert.equal(aucOf([1], [2]), 0)
})
