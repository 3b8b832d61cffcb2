import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { calibrate, fitIsotonic, fitPlatt } from './calibration.ts'
import { createRandom, drawNormal } from './random.ts'

const scoredRows = fc
  .array(fc.record({ score: fc.integer({ min: -9, max: 9 }), label: fc.constantFrom(0, 1) }), {
    minLength: 1,
    maxLength: 40,
  })
  .map((rows) => ({
    scores: rows.map((row) => row.score),
    labels: Uint8Array.from(rows, (row) => row.label),
  }))

test('neighbors in the wrong order are pooled, as worked out by hand', () => {
  const calibration = fitIsotonic([1, 2, 3, 4, 5, 6], Uint8Array.of(0, 1, 0, 0, 1, 1))

  // 2, 3 and 4 hold one 1 of three; the rest is in order already.
  assert.deepEqual([...calibration.scores], [1, 2, 4, 5, 6])
  assert.deepEqual([...calibration.probabilities], [0, 1 / 3, 1 / 3, 1, 1])
  assert.equal(calibrate(calibration, 1.5), 1 / 6)
  assert.equal(calibrate(calibration, -7), 0)
  assert.equal(calibrate(calibration, 70), 1)
})

test('equal scores get one probability', () => {
  const calibration = fitIsotonic([2, 2, 2, 2], Uint8Array.of(1, 0, 0, 0))
  assert.equal(calibrate(calibration, 2), 1 / 4)
})

test('isotonic probabilities never fall, and together are as many ones as there were', () => {
  fc.assert(
    fc.property(scoredRows, ({ scores, labels }) => {
      const calibration = fitIsotonic(scores, labels)
      let before = 0
      for (let score = -10; score <= 10; score += 0.25) {
        const probability = calibrate(calibration, score)
        assert.ok(probability >= before && probability <= 1)
        before = probability
      }
      const expected = scores.reduce((sum, score) => sum + calibrate(calibration, score), 0)
      assert.ok(Math.abs(expected - labels.reduce((sum, label) => sum + label, 0)) < 1e-9)
    }),
  )
})

test('no pooling into two steps is closer to the labels than the isotonic one', () => {
  fc.assert(
    fc.property(scoredRows, fc.integer({ min: -9, max: 9 }), ({ scores, labels }, cut) => {
      const calibration = fitIsotonic(scores, labels)
      const missBy = (guess: (score: number) => number) =>
        scores.reduce((sum, score, row) => sum + (guess(score) - labels[row]) ** 2, 0)
      const meanWhere = (isIn: (score: number) => boolean) => {
        const inside = [...labels].filter((_, row) => isIn(scores[row]))
        return inside.reduce((sum, label) => sum + label, 0) / inside.length
      }
      const [low, high] = [meanWhere((score) => score < cut), meanWhere((score) => score >= cut)]
      if (!(low <= high)) return
      const isotonic = missBy((score) => calibrate(calibration, score))
      assert.ok(isotonic <= missBy((score) => (score < cut ? low : high)) + 1e-9)
    }),
  )
})

test('Platt scaling finds the curve that the labels were drawn from', () => {
  const random = createRandom(5)
  const scores = Float64Array.from({ length: 40_000 }, () => 3 * drawNormal(random))
  const labels = Uint8Array.from(scores, (score) => (random() < 1 / (1 + Math.exp(-(0.7 * score - 1.2))) ? 1 : 0))
  const calibration = fitPlatt(scores, labels)

  assert.ok(Math.abs(calibration.slope - 0.7) < 0.03, `${calibration.slope}`)
  assert.ok(Math.abs(calibration.intercept + 1.2) < 0.05, `${calibration.intercept}`)
})

test('Platt scaling stays finite and rising where the scores part the labels perfectly', () => {
  const calibration = fitPlatt([-2, -1, 1, 2], Uint8Array.of(0, 0, 1, 1))

  assert.ok(calibration.slope > 0 && Number.isFinite(calibration.slope))
  // Smoothed labels are 1/4 and 3/4.
  assert.ok(calibrate(calibration, -1) > 0.1 && calibrate(calibration, 1) < 0.9)
})

test('Platt scaling of two scores is as worked out by hand, and a weight of two is two rows', () => {
  // Smoothed labels are 1/4 and 3/4, so the odds are 3 at 1 and 1/3 at -1.
  const copied = fitPlatt([-1, -1, 1, 1], Uint8Array.of(0, 0, 1, 1))
  const weighted = fitPlatt([-1, 1, 7], Uint8Array.of(0, 1, 0), Float64Array.of(2, 2, 0))
  for (const { slope, intercept } of [copied, weighted]) {
    assert.ok(Math.abs(slope - Math.log(3)) < 1e-6, `${slope}`)
    assert.ok(Math.abs(intercept) < 1e-6, `${intercept}`)
  }
})

test('a score that points the wrong way says nothing, rather than the reverse', () => {
  const calibration = fitPlatt([1, 2, 3, 4], Uint8Array.of(1, 1, 0, 0))
  assert.equal(calibration.slope, 0)
  assert.equal(calibrate(calibration, 1), 0.5)
})

test('scores without a finite number are refused', () => {
  assert.throws(() => fitIsotonic([1, Number.NaN], Uint8Array.of(0, 1)), /Row 1 has no finite score/)
  assert.throws(() => fitPlatt([1], Uint8Array.of(0, 1)), /1 scores do not fit 2 labels/)
  assert.throws(() => calibrate(fitIsotonic([1], Uint8Array.of(1)), Number.NaN), /no score to calibrate/)
})
