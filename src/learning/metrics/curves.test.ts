import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import {
  calibrationTable,
  cardPrecision,
  kolmogorovSmirnov,
  precisionCurve,
  rocCurve,
  stabilityIndex,
} from '../metrics.ts'
import { createRandom, drawNormal } from '../random.ts'
import { orderDescending } from './steps.ts'

const random = createRandom(11)
const labels = Uint8Array.from({ length: 3_000 }, () => (random() < 0.1 ? 1 : 0))
const scores = Float64Array.from(labels, (label) => Math.round(10 * (label + drawNormal(random))) / 10)

test('32-bit scores are put in the same order as any others, negatives and infinities among them', () => {
  const score = fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, -0, 1, -1, Infinity, -Infinity))
  fc.assert(
    fc.property(fc.array(score, { maxLength: 60 }), (list) => {
      assert.deepEqual(orderDescending(Float32Array.from(list)), orderDescending(list.map(Math.fround)))
    }),
  )
})

test('the best cards of two days are worked out by hand; a card that was found is not looked for again', () => {
  const rows: [score: number, label: number, card: number, day: number][] = [
    // Day 5: cards 1 (0.9), 2 (0.8) and 3 (0.3). The two best are 1, compromised by its other row, and 2, which is not.
    [0.9, 0, 1, 5],
    [0.1, 1, 1, 5],
    [0.8, 0, 2, 5],
    [0.3, 1, 3, 5],
    // Day 6: card 1 is blocked; 4 and 3 have equal scores behind 2, and the lower number comes first.
    [1.0, 1, 1, 6],
    [0.9, 0, 2, 6],
    [0.5, 1, 4, 6],
    [0.5, 1, 3, 6],
  ]
  const columns = [0, 1, 2, 3].map((place) => rows.map((row) => row[place]))
  const precision = (most: number) =>
    cardPrecision(columns[0], Uint8Array.from(columns[1]), columns[2], columns[3], most)
  assert.equal(precision(2), (1 / 2 + 1 / 2) / 2)
  assert.equal(precision(1), (1 + 0) / 2)
  // Few cards on a day do not raise its precision.
  assert.ok(Math.abs(precision(10) - (2 / 10 + 1 / 10) / 2) < 1e-12)
  assert.throws(() => cardPrecision([1], Uint8Array.of(1), [], [1]), RangeError)
})

test('the curves start and end where they must, lie on the whole curve, and have at most so many points', () => {
  for (const most of [2, 3, 10, 50, 10_000]) {
    const roc = rocCurve(scores, labels, most)
    assert.ok(roc.length <= most && roc.length >= Math.min(most, 50) / 2)
    assert.deepEqual([roc[0].falsePositiveRate, roc[0].recall], [0, 0])
    assert.deepEqual([roc.at(-1)?.falsePositiveRate, roc.at(-1)?.recall], [1, 1])
    const zeros = labels.filter((label) => label === 0).length
    for (const { threshold, falsePositiveRate, recall } of roc) {
      const found = scores.map((score) => (score >= threshold ? 1 : 0))
      const ones = found.reduce((sum, one, row) => sum + one * labels[row], 0)
      assert.equal(recall, ones / (labels.length - zeros))
      assert.equal(falsePositiveRate, (found.reduce((sum, one) => sum + one, 0) - ones) / zeros)
    }
    const precision = precisionCurve(scores, labels, most)
    assert.ok(precision.length <= most)
    assert.equal(precision.at(-1)?.recall, 1)
  }
  // Hand case: 1 at the top, then 0, then 1.
  assert.deepEqual(precisionCurve([3, 2, 1], Uint8Array.of(1, 0, 1)), [
    { threshold: 3, precision: 1, recall: 0.5 },
    { threshold: 2, precision: 0.5, recall: 0.5 },
    { threshold: 1, precision: 2 / 3, recall: 1 },
  ])
})

test('probabilities are compared with what happened in bins of equal size', () => {
  const table = calibrationTable([0.9, 0.1, 0.2, 0.7], Uint8Array.of(1, 0, 1, 1), 2)
  assert.deepEqual(table, [
    { rows: 2, probability: (0.1 + 0.2) / 2, share: 0.5 },
    { rows: 2, probability: (0.9 + 0.7) / 2, share: 1 },
  ])
  assert.equal(calibrationTable([0.5], Uint8Array.of(1)).length, 1)
})

test('Kolmogorov and Smirnov’s statistic is the largest gap between the two curves', () => {
  assert.equal(kolmogorovSmirnov([4, 3, 2, 1], Uint8Array.of(1, 1, 0, 1)), 2 / 3)
  const gap = (at: number) => {
    const share = (label: number) =>
      scores.filter((score, row) => labels[row] === label && score >= at).length /
      labels.filter((other) => other === label).length
    return Math.abs(share(1) - share(0))
  }
  assert.ok(Math.abs(kolmogorovSmirnov(scores, labels) - Math.max(...scores.map(gap))) < 1e-12)
})

test('the stability index is 0 for the same values and grows with the shift; a hand case agrees', () => {
  const earlier = Array.from({ length: 1_000 }, (_, index) => index)
  assert.equal(stabilityIndex(earlier, earlier), 0)
  // Half of the values in each of two bins before; a quarter and three quarters after.
  const later = [...earlier.slice(0, 250), ...earlier.slice(500), ...earlier.slice(500, 750)]
  const expected = (0.25 - 0.5) * Math.log(0.25 / 0.5) + (0.75 - 0.5) * Math.log(0.75 / 0.5)
  assert.ok(Math.abs(stabilityIndex(earlier, later, 2) - expected) < 1e-9)
  assert.ok(
    stabilityIndex(earlier, later) > stabilityIndex(earlier, [...earlier.slice(0, 900), ...earlier.slice(800, 900)]),
  )
  // Missing values are a bin of their own; a column that never varies is stable.
  assert.ok(
    stabilityIndex(
      earlier,
      earlier.map((value) => (value % 2 ? Number.NaN : value)),
    ) > 1,
  )
  assert.equal(stabilityIndex([1, 1, 1], [1, 1]), 0)
  assert.equal(stabilityIndex([Number.NaN], [Number.NaN]), 0)
  assert.throws(() => stabilityIndex([], [1]), RangeError)
})
