import assert from 'node:assert/strict'
import { test } from 'node:test'
import { averagePrecision, recallAtFalsePositiveRate, rocAuc } from './metrics.ts'
import { pairedBootstrap } from './paired-bootstrap.ts'
import { createRandom, drawNormal } from './random.ts'
import { areaUnderPrecision, areaUnderRoc, curveOf, recallAtRate, stepAt } from './weighted-curve.ts'

const random = createRandom(7)
const labels = Uint8Array.from({ length: 4_000 }, () => (random() < 0.05 ? 1 : 0))
/** Scores that know so much of the labels; rounded, so that some are equal. */
const scoresKnowing = (strength: number) =>
  Float64Array.from(labels, (label) => Math.round(20 * (strength * label + drawNormal(random))) / 20)
const [weak, strong] = [scoresKnowing(1), scoresKnowing(2.2)]

test('a model that knows more wins on both figures, and the other way round it loses', () => {
  const won = pairedBootstrap(weak, strong, labels, { samples: 300 })
  assert.ok(won.averagePrecision.low > 0 && won.recallAtOnePercent.low > 0)
  const lost = pairedBootstrap(strong, weak, labels, { samples: 300 })
  assert.ok(lost.averagePrecision.high < 0 && lost.recallAtOnePercent.high < 0)
})

test('of two models that know the same neither wins, although their figures differ', () => {
  const { averagePrecision: figure } = pairedBootstrap(strong, scoresKnowing(2.2), labels, { samples: 300 })
  assert.notEqual(figure.first, figure.second)
  assert.ok(figure.low < 0 && figure.high > 0)
  const same = pairedBootstrap(strong, strong, labels, { samples: 20 })
  assert.deepEqual([same.averagePrecision.low, same.recallAtOnePercent.high], [0, 0])
})

test('its figures are those of the metrics, and the interval has the width that theory gives', () => {
  const { averagePrecision: precision, recallAtOnePercent } = pairedBootstrap(weak, strong, labels, { samples: 20 })
  assert.ok(Math.abs(precision.second - averagePrecision(strong, labels)) < 1e-12)
  assert.ok(Math.abs(recallAtOnePercent.first - recallAtFalsePositiveRate(weak, labels, 0.01)) < 1e-12)

  // Nobody and everybody found: recall at 1 % is 0.01 and 1, and does not depend on what is drawn.
  const [none, all] = [new Float64Array(labels.length), Float64Array.from(labels)]
  const sure = pairedBootstrap(none, all, labels, { samples: 50 }).recallAtOnePercent
  assert.ok(Math.abs(sure.low - 0.99) < 1e-12 && Math.abs(sure.high - 0.99) < 1e-12)
})

test('the same seed gives the same interval, and another one nearly the same', () => {
  const [one, again, other] = [1, 1, 2].map((seed) => pairedBootstrap(weak, strong, labels, { samples: 400, seed }))
  assert.deepEqual(one, again)
  assert.notDeepEqual(one, other)
  assert.ok(Math.abs(one.averagePrecision.low - other.averagePrecision.low) < 0.05)
})

test('a win on the many frauds of a few victims is one by rows and none by victims', () => {
  // Eight victims of fifty frauds each; the second model finds those of six and misses those of two.
  const victims = 8
  const each = 50
  const genuine = 4_000
  const draw = createRandom(3)
  const clusters = Uint32Array.from({ length: victims * each + genuine }, (_, row) =>
    row < victims * each ? row % victims : victims + (row % 500),
  )
  const frauds = Uint8Array.from(clusters, (_, row) => (row < victims * each ? 1 : 0))
  const knowing = (knows: (victim: number) => number) =>
    Float64Array.from(clusters, (cluster, row) => (frauds[row] ? knows(cluster) : 0) + drawNormal(draw))
  const [even, uneven] = [knowing(() => 2), knowing((victim) => (victim < 6 ? 3 : 0))]
  const byRows = pairedBootstrap(even, uneven, frauds, { samples: 300 })
  const byVictims = pairedBootstrap(even, uneven, frauds, { samples: 300, clusters })
  assert.ok(byRows.averagePrecision.low > 0 && byRows.recallAtOnePercent.low > 0)
  assert.ok(byVictims.averagePrecision.low < 0 && byVictims.recallAtOnePercent.low < 0)
  assert.deepEqual(byVictims.averagePrecision.second, byRows.averagePrecision.second)
})

test('clusters of one row each are rows, whatever they are called', () => {
  const named = Uint32Array.from(labels, (_, row) => 2 * row + 5)
  const options = { samples: 50 }
  assert.deepEqual(
    pairedBootstrap(weak, strong, labels, { ...options, clusters: named }),
    pairedBootstrap(weak, strong, labels, options),
  )
})

test('a weight is as many rows', () => {
  const scores = Float64Array.of(3, 1, 2, 2, 0.5)
  const few = Uint8Array.of(1, 1, 0, 1, 0)
  const curve = curveOf(scores, few, [1, 3, 2, 1, 1])
  const twice = [0, 1, 1, 1, 2, 2, 3, 4]
  const [longScores, longLabels] = [
    Float64Array.from(twice, (row) => scores[row]),
    Uint8Array.from(twice, (row) => few[row]),
  ]
  assert.ok(Math.abs(areaUnderRoc(curve) - rocAuc(longScores, longLabels)) < 1e-12)
  assert.ok(Math.abs(areaUnderPrecision(curve) - averagePrecision(longScores, longLabels)) < 1e-12)
  assert.ok(Math.abs(recallAtRate(curve, 0.4) - recallAtFalsePositiveRate(longScores, longLabels, 0.4)) < 1e-12)
  assert.deepEqual(stepAt(curve, 1.5), { threshold: 2, positives: 2, negatives: 2 })
  assert.deepEqual(stepAt(curve, 9).positives, 0)
})

test('lengths that differ and labels of one kind are refused', () => {
  assert.throws(() => pairedBootstrap([1], [1, 2], Uint8Array.of(1, 0)), RangeError)
  assert.throws(() => pairedBootstrap([1, 2], [1, 2], Uint8Array.of(1, 1)), RangeError)
  assert.throws(() => pairedBootstrap([1, 2], [1, 2], Uint8Array.of(1, 0), { clusters: [0] }), RangeError)
  assert.throws(() => curveOf([1, 2], Uint8Array.of(0, 0)), RangeError)
  assert.throws(() => curveOf([1, 2], Uint8Array.of(0, 1), [1]), RangeError)
})
