import assert from 'node:assert/strict'
import { test } from 'node:test'
import { type EnsembleModel, fitEnsemble, scoreEnsemble } from './ensemble.ts'
import { createEnsembleExplainer } from './ensemble-explanation.ts'
import { createRandom, drawNormal } from './random.ts'
import { createTable } from './table.ts'

const random = createRandom(3)
const table = createTable(
  ['a', 'b', 'c'],
  new Float32Array(4500).map((_, index) => (index % 50 === 4 ? Number.NaN : drawNormal(random))),
)
const labels = new Uint8Array(1500).map((_, row) => Number(table.values[3 * row] + 0.3 * drawNormal(random) > 1.2))
const fitted = fitEnsemble(table, labels, {
  bags: 2,
  ratio: 5,
  boosting: { trees: 20, depth: 3 },
  network: { hidden: [8, 4], epochs: 8 },
})
// Both kinds of member count, whatever the combiner thinks of them.
const model: EnsembleModel = { ...fitted, networkWeight: 0.4 }

test('base, contributions, oddness and residual add up to the score', () => {
  const explain = createEnsembleExplainer(model)
  for (let row = 0; row < 100; row++) {
    const { base, contributions, oddness, residual } = explain(table.values, 3 * row)
    const sum = base + contributions.reduce((total, value) => total + value, 0) + oddness + residual
    assert.ok(Math.abs(sum - scoreEnsemble(model, table.values, 3 * row)) < 1e-6)
  }
})

test('without networks nothing is left over', () => {
  const trees: EnsembleModel = { ...fitted, networkWeight: 0 }
  const explain = createEnsembleExplainer(trees)
  for (let row = 0; row < 100; row++) {
    const { base, contributions, oddness, residual } = explain(table.values, 3 * row)
    assert.equal(residual, 0)
    const sum = base + contributions.reduce((total, value) => total + value, 0) + oddness
    assert.ok(Math.abs(sum - scoreEnsemble(trees, table.values, 3 * row)) < 1e-9)
  }
})

test('the column that the label comes from explains most', () => {
  const explain = createEnsembleExplainer(model)
  const sizes = [0, 0, 0]
  for (let row = 0; row < 200; row++) {
    for (const [column, value] of explain(table.values, 3 * row).contributions.entries())
      sizes[column] += Math.abs(value)
  }
  assert.ok(sizes[0] > 2 * sizes[1] && sizes[0] > 2 * sizes[2], `${sizes}`)
})

test('what the networks leave over is small beside what they add', () => {
  const explain = createEnsembleExplainer(model)
  let [left, moved] = [0, 0]
  for (let row = 0; row < 200; row++) {
    const { base, residual } = explain(table.values, 3 * row)
    left += Math.abs(residual)
    moved += Math.abs(scoreEnsemble(model, table.values, 3 * row) - base)
  }
  assert.ok(left < 0.05 * moved, `${left} of ${moved}`)
})
