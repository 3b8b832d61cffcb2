import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  averagePrecision,
  bestF1Threshold,
  brierScore,
  cheapestThreshold,
  confusionAt,
  logLoss,
  recallAtFalsePositiveRate,
  rocAuc,
  thresholdForShare,
} from './metrics.ts'

/** Few different scores, so that ties are common; both labels occur. */
const scoredRows = fc
  .array(fc.record({ score: fc.integer({ min: 0, max: 6 }), label: fc.constantFrom(0, 1) }), {
    minLength: 1,
    maxLength: 30,
  })
  .map((rows) => [...rows, { score: 2, label: 0 }, { score: 3, label: 1 }])
  .map((rows) => ({
    scores: rows.map((row) => row.score),
    labels: Uint8Array.from(rows, (row) => row.label),
  }))

test('the area under the curve is the share of pairs in the right order, ties counting half', () => {
  fc.assert(
    fc.property(scoredRows, ({ scores, labels }) => {
      let right = 0
      let pairs = 0
      for (const [one, label] of labels.entries()) {
        for (const [zero, other] of labels.entries()) {
          if (label !== 1 || other !== 0) continue
          pairs++
          right += scores[one] > scores[zero] ? 1 : scores[one] === scores[zero] ? 0.5 : 0
        }
      }
      assert.ok(Math.abs(rocAuc(scores, labels) - right / pairs) < 1e-12)
    }),
  )
})

test('average precision of four rows is worked out by hand, and does not depend on the order of equals', () => {
  // Recall rises by a half at precision 1, then by a half at precision 2/3.
  assert.equal(averagePrecision([0.9, 0.8, 0.7, 0.1], Uint8Array.of(1, 0, 1, 0)), 0.5 * 1 + 0.5 * (2 / 3))
  // Two at the top are equal: both are found at once, one of them wrongly.
  assert.equal(averagePrecision([0.9, 0.9, 0.7], Uint8Array.of(1, 0, 1)), 0.5 * 0.5 + 0.5 * (2 / 3))
  assert.equal(averagePrecision([0.9, 0.9, 0.7], Uint8Array.of(0, 1, 1)), 0.5 * 0.5 + 0.5 * (2 / 3))
})

test('recall at a false positive rate lies on the curve, between its steps too', () => {
  const scores = [5, 4, 3, 2, 2, 1]
  const labels = Uint8Array.of(1, 0, 1, 1, 0, 0)
  assert.equal(recallAtFalsePositiveRate(scores, labels, 0), 1 / 3)
  assert.equal(recallAtFalsePositiveRate(scores, labels, 1 / 3), 2 / 3)
  // Half of the way from one false positive of three to two, recall is half of the way from 2/3 to 1.
  assert.ok(Math.abs(recallAtFalsePositiveRate(scores, labels, 1 / 2) - 5 / 6) < 1e-12)
  assert.equal(recallAtFalsePositiveRate(scores, labels, 1), 1)
})

test('what is found at a threshold is counted, the threshold itself included', () => {
  const confusion = confusionAt([0.9, 0.5, 0.5, 0.2, 0.1], Uint8Array.of(1, 1, 0, 1, 0), 0.5)
  assert.deepEqual(confusion, {
    truePositives: 2,
    falsePositives: 1,
    trueNegatives: 1,
    falseNegatives: 1,
    precision: 2 / 3,
    recall: 2 / 3,
    falsePositiveRate: 1 / 2,
    f1: 2 / 3,
  })
  assert.equal(confusionAt([0.9], Uint8Array.of(1), 1).precision, 1)
})

test('no other threshold gives a better F1', () => {
  fc.assert(
    fc.property(scoredRows, ({ scores, labels }) => {
      const best = confusionAt(scores, labels, bestF1Threshold(scores, labels)).f1
      for (const score of scores) assert.ok(confusionAt(scores, labels, score).f1 <= best + 1e-12)
    }),
  )
})

test('no other threshold is cheaper, nor is finding nothing', () => {
  const prices = fc.record({
    falsePositive: fc.integer({ min: 0, max: 9 }),
    falseNegative: fc.integer({ min: 0, max: 9 }),
  })
  fc.assert(
    fc.property(scoredRows, prices, ({ scores, labels }, price) => {
      const costAt = (threshold: number) => {
        const { falsePositives, falseNegatives } = confusionAt(scores, labels, threshold)
        return falsePositives * price.falsePositive + falseNegatives * price.falseNegative
      }
      const least = costAt(cheapestThreshold(scores, labels, price))
      for (const threshold of [...scores, Number.POSITIVE_INFINITY]) assert.ok(costAt(threshold) >= least)
    }),
  )
})

test('a threshold for a share of the rows finds no more than that share', () => {
  assert.equal(thresholdForShare([1, 2, 3, 4], 0.5), 3)
  // Three equal scores are found together or not at all.
  assert.equal(thresholdForShare([1, 3, 3, 3, 4], 0.5), 4)
  assert.equal(thresholdForShare([3, 3, 3], 0.5), Number.POSITIVE_INFINITY)
})

test('probabilities are judged by squared difference and by log loss', () => {
  assert.equal(brierScore([0.5, 1, 0], Uint8Array.of(1, 1, 1)), (0.25 + 0 + 1) / 3)
  assert.ok(Math.abs(logLoss([0.5, 0.25], Uint8Array.of(1, 0)) - (Math.log(2) + Math.log(4 / 3)) / 2) < 1e-12)
  assert.ok(Number.isFinite(logLoss([0], Uint8Array.of(1))))
})

test('scores that are missing, or of one label only, have no metric', () => {
  assert.throws(() => rocAuc([1, Number.NaN], Uint8Array.of(0, 1)), /Row 1 has no score/)
  assert.throws(() => averagePrecision([1, 2], Uint8Array.of(0, 0)), /Both labels/)
  assert.throws(() => rocAuc([1], Uint8Array.of(0, 1)), /1 scores do not fit 2 labels/)
})
