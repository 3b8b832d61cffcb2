import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createLinearExplainer } from './linear-explanation.ts'
import { fitLogistic, scoreAllLogistic } from './logistic.ts'
import { fitSvm, scoreAllSvm } from './svm.ts'
import { tableFromRows } from './table.ts'
import { drawSample } from './test-samples.ts'

const sample = drawSample(1, 300, 4)
const models = [fitLogistic(sample.table, sample.labels), fitSvm(sample.table, sample.labels)]

test('a column adds its weight times its distance from the mean, as worked out by hand', () => {
  const table = tableFromRows(
    ['a', 'b'],
    [
      [1, 10],
      [3, 10],
      [1, 30],
      [3, 30],
    ],
  )
  const model = { ...fitLogistic(table, Uint8Array.of(0, 0, 1, 1)), weights: Float64Array.of(2, -3), intercept: 0.5 }
  // Means 2 and 20, deviations 1 and 10.
  const { base, contributions, residual } = createLinearExplainer(model)(Float32Array.of(0, 5, 25), 1)
  assert.deepEqual([base, ...contributions, residual], [0.5, 6, -1.5, 0])
})

test('base and contributions add up to the score', () => {
  for (const model of models) {
    const explain = createLinearExplainer(model)
    const scores = model.kind === 'svm' ? scoreAllSvm(model, sample.table) : scoreAllLogistic(model, sample.table)
    for (const [row, score] of scores.entries()) {
      const { base, contributions, residual } = explain(sample.table.values, row * 4)
      assert.equal(contributions.length, 4)
      const sum = contributions.reduce((total, value) => total + value, base)
      assert.ok(Math.abs(sum - score) < 1e-9 && Math.abs(residual) < 1e-9)
    }
  }
})

test('over the training rows each column adds nothing on average, being missing included', () => {
  for (const model of models) {
    const explain = createLinearExplainer(model)
    const sums = [0, 0, 0, 0]
    for (let row = 0; row < 300; row++) {
      for (const [column, value] of explain(sample.table.values, row * 4).contributions.entries()) sums[column] += value
    }
    for (const sum of sums) assert.ok(Math.abs(sum) < 1e-4, `${sum}`)
  }
})

test('a missing value and its indicator count for one column', () => {
  const row = sample.table.values.findIndex((value, at) => at % 4 === 1 && Number.isNaN(value)) - 1
  const model = models[0]
  const silent = { ...model, weights: model.weights.map((weight, input) => (input === 1 || input === 4 ? weight : 0)) }
  const { contributions } = createLinearExplainer(silent)(sample.table.values, row)
  assert.ok(Math.abs(contributions[1]) > 0.01)
  assert.deepEqual([contributions[0], contributions[2], contributions[3]].map(Math.abs), [0, 0, 0])
})
