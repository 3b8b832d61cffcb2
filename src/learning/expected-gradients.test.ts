import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createGradientExplainer } from './expected-gradients.ts'
import { createLinearExplainer } from './linear-explanation.ts'
import { fitLogistic } from './logistic.ts'
import { fitNetwork, type NetworkModel, scoreAllNetwork, scoreNetwork } from './network.ts'
import { scaleTable } from './scaling.ts'
import { createTable, selectRows } from './table.ts'
import { drawSample } from './test-samples.ts'

const sample = drawSample(1, 400, 4)
const model = fitNetwork(sample.table, sample.labels, { hidden: [16, 8], epochs: 20, learningRate: 0.01, batch: 64 })
const background = selectRows(sample.table, [...Array(50).keys()])

test('of a network without a bend it is the explanation of a linear model', () => {
  const line = {
    ...fitLogistic(sample.table, sample.labels),
    weights: Float64Array.of(1, -2, 0.5, 0, 3),
    intercept: 0.7,
  }
  // Five units that pass the inputs on, kept above 0 by a bias that is taken off again.
  const straight: NetworkModel = {
    kind: 'network',
    columns: line.columns,
    scaling: line.scaling,
    layers: [
      { inputs: 5, outputs: 5, weights: unit(5), biases: new Float32Array(5).fill(16) },
      { inputs: 5, outputs: 5, weights: unit(5), biases: new Float32Array(5).fill(16) },
      { inputs: 5, outputs: 1, weights: Float32Array.from(line.weights), biases: Float32Array.of(0.7 - 32 * 2.5) },
    ],
  }
  const explain = createGradientExplainer(straight, sample.table, { rows: 400, points: 1 })
  const explainLine = createLinearExplainer(line)
  for (let row = 0; row < 40; row++) {
    const [found, expected] = [explain, explainLine].map((each) => each(sample.table.values, row * 4))
    assert.ok(Math.abs(found.base - expected.base) < 1e-4, `${found.base}`)
    assert.ok(Math.abs(found.residual) < 1e-4, `${found.residual}`)
    for (const column of [0, 1, 2, 3]) {
      assert.ok(Math.abs(found.contributions[column] - expected.contributions[column]) < 1e-4)
    }
  }
})

test('it is the average over ways and background of distance times finite differences', () => {
  const { table, labels } = drawSample(2, 300, 2)
  const small = fitNetwork(table, labels, { hidden: [8, 4], epochs: 10, learningRate: 0.02, indicators: false })
  const three = createTable(table.names, Float32Array.of(-1, 0.5, 0.2, -2, 1.5, 0))
  const row = Float32Array.of(2, 1)
  const { contributions } = createGradientExplainer(small, three, { points: 256 })(row)
  const expected = [0, 0]
  for (let other = 0; other < 3; other++) {
    const from = three.values.subarray(2 * other, 2 * other + 2)
    for (let step = 0; step < 400; step++) {
      const place = row.map((value, column) => from[column] + ((step + 0.5) / 400) * (value - from[column]))
      for (const column of [0, 1]) {
        const [up, down] = [1e-3, -1e-3].map((by) => scoreNetwork(small, place.with(column, place[column] + by)))
        expected[column] += ((row[column] - from[column]) * (up - down)) / 2e-3 / 1200
      }
    }
  }
  for (const column of [0, 1])
    assert.ok(Math.abs(contributions[column] - expected[column]) < 0.01, `${contributions} ${expected}`)
})

test('base, contributions and residual add up to the score, and more places leave less of a residual', () => {
  const scores = scoreAllNetwork(model, sample.table)
  const base = scores.subarray(0, 50).reduce((sum, score) => sum + score, 0) / 50
  const [rough, fine] = [1, 32].map((points) => {
    const explain = createGradientExplainer(model, background, { points })
    let worst = 0
    for (let row = 0; row < 100; row++) {
      const explanation = explain(sample.table.values, row * 4)
      const sum = explanation.contributions.reduce((total, value) => total + value, explanation.base)
      assert.ok(Math.abs(explanation.base - base) < 1e-9)
      assert.ok(Math.abs(sum + explanation.residual - scores[row]) < 1e-9)
      worst = Math.max(worst, Math.abs(explanation.residual))
    }
    return worst
  })
  assert.ok(fine < 0.06 && fine < rough / 4, `${fine} and ${rough}`)
})

test('a column that the network does not look at adds nothing, and a missing one adds something', () => {
  const [first] = model.layers
  const blind = {
    ...model,
    layers: [
      { ...first, weights: first.weights.map((weight, at) => (at < 16 ? 0 : weight)) },
      ...model.layers.slice(1),
    ],
  }
  const { contributions } = createGradientExplainer(blind, background)(Float32Array.of(3, Number.NaN, 1, 1))
  assert.equal(Math.abs(contributions[0]), 0)
  assert.ok(Math.abs(contributions[1]) > 0.01)
  // The fifth input is the indicator of the second column.
  assert.equal(scaleTable(model.scaling, sample.table).length, 5 * 400)
  assert.equal(contributions.length, 4)
})

test('the same background and seed give the same explanation, other rows another one', () => {
  const explainWith = (seed: number) =>
    createGradientExplainer(model, sample.table, { rows: 20, seed })(sample.table.values, 8)
  assert.deepEqual(explainWith(1), explainWith(1))
  assert.notDeepEqual(explainWith(1), explainWith(2))
})

test('what makes no sense is refused', () => {
  assert.throws(() => createGradientExplainer(model, drawSample(1, 10, 3).table), /other columns/)
  assert.throws(() => createGradientExplainer(model, selectRows(background, [])), /no rows/)
  assert.throws(() => createGradientExplainer(model, background, { rows: 0 }), /one row/)
  assert.throws(() => createGradientExplainer(model, background, { points: 0.5 }), /one place/)
})

function unit(size: number): Float32Array {
  return Float32Array.from({ length: size * size }, (_, at) => Number(Math.floor(at / size) === at % size))
}
