import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rocAuc } from './metrics.ts'
import { createRandom, drawNormal } from './random.ts'
import { fitSvmRbf, type SvmRbfOptions, scoreAllSvmRbf, scoreSvmRbf } from './svm-rbf.ts'
import { createTable, type LabeledTable, selectRows } from './table.ts'
import { drawSample } from './test-samples.ts'

const small: SvmRbfOptions = { features: 60, gamma: 0.2, l2: 1 }

test('a ring is told from its middle, which no line can do', () => {
  const [early, later] = [drawRing(1), drawRing(2)]
  const model = fitSvmRbf(early.table, early.labels, { features: 128, l2: 0.1 })
  assert.ok(rocAuc(scoreAllSvmRbf(model, later.table), later.labels) > 0.99)
})

test('the score is the margin of the features, mapped to log-odds', () => {
  const { table, labels } = drawSample(1, 200, 3)
  const model = fitSvmRbf(table, labels, { ...small, indicators: false })
  const { weights, intercept, calibration, scaling, features } = model
  const inputs = [0.5, 1.5, -1].map((value, column) => (value - scaling.mean[column]) * scaling.factor[column])
  let margin = intercept
  for (let feature = 0; feature < 60; feature++) {
    const turn = inputs.reduce((sum, input, at) => sum + input * features.directions[at * 60 + feature], 0)
    margin += weights[feature] * Math.sqrt(2 / 60) * Math.cos(turn + features.phases[feature])
  }
  const expected = calibration.slope * margin + calibration.intercept
  assert.ok(Math.abs(scoreSvmRbf(model, Float32Array.of(9, 0.5, 1.5, -1), 1) - expected) < 1e-5)
})

test('a row scores bit by bit the same alone and among others, however strange', () => {
  const { table, labels } = drawSample(2, 150, 3)
  const model = fitSvmRbf(table, labels, small)
  for (const [row, score] of scoreAllSvmRbf(model, table).entries()) {
    assert.equal(scoreSvmRbf(model, table.values, row * 3), score)
  }
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -3e38, 1e-42]) {
    assert.ok(Number.isFinite(scoreSvmRbf(model, Float32Array.of(value, value, value))))
  }
})

test('the same seed gives the same model and another seed other directions', () => {
  const { table, labels } = drawSample(3, 300, 3)
  const options = { ...small, rows: 100 }
  const model = fitSvmRbf(table, labels, { ...options, seed: 5 })
  assert.deepEqual(fitSvmRbf(table, labels, { ...options, seed: 5 }), model)
  assert.notDeepEqual(fitSvmRbf(table, labels, { ...options, seed: 6 }).features, model.features)
  const typical = { ...options, gamma: 'median' } as const
  assert.deepEqual(fitSvmRbf(table, labels, typical), fitSvmRbf(table, labels, typical))
})

test('a row of weight three counts like three rows', () => {
  const { table, labels } = drawSample(4, 200, 3)
  const weights = Array.from(labels, (_, row) => row % 4)
  const repeated = weights.flatMap((weight, row) => Array<number>(weight).fill(row))
  const weighted = fitSvmRbf(table, labels, { ...small, weights })
  const copied = fitSvmRbf(
    selectRows(table, repeated),
    Uint8Array.from(repeated, (row) => labels[row]),
    small,
  )
  const [scores, expected] = [weighted, copied].map((model) => scoreAllSvmRbf(model, table))
  for (const [row, score] of scores.entries()) assert.ok(Math.abs(score - expected[row]) < 1e-3, `${row}`)
})

test('what makes no sense is refused', () => {
  const { table, labels } = drawSample(5, 30, 2)
  const refuse = (options: SvmRbfOptions, reason: RegExp) =>
    assert.throws(() => fitSvmRbf(table, labels, options), { name: 'RangeError', message: reason })
  refuse({ features: 0 }, /features/)
  refuse({ gamma: -1 }, /Gamma/)
  refuse({ rows: 1 }, /two rows/)
  refuse({ l2: 0 }, /penalty/)
  refuse({ folds: 1 }, /folds/)
  const model = fitSvmRbf(table, labels, small)
  assert.throws(() => scoreAllSvmRbf(model, drawSample(1, 30, 3).table), /other columns/)
})

/** Points whose label is whether they lie near the middle. */
function drawRing(seed: number): LabeledTable {
  const random = createRandom(seed)
  const table = createTable(
    ['x', 'y'],
    new Float32Array(1500 * 2).map(() => drawNormal(random)),
  )
  const labels = new Uint8Array(1500).map((_, row) =>
    Number(Math.hypot(...table.values.subarray(2 * row, 2 * row + 2)) < 1),
  )
  return { table, labels }
}
