import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitLogistic, type LogisticModel, type LogisticOptions, scoreAllLogistic, scoreLogistic } from './logistic.ts'
import { createRandom, shuffle } from './random.ts'
import { inputsOf, scaleTable } from './scaling.ts'
import { type LabeledTable, selectRows, tableFromRows } from './table.ts'
import { drawSample, peerTable } from './test-samples.ts'

test('the line of two rows is the one worked out by hand', () => {
  const { weights, intercept } = fitLogistic(tableFromRows(['a'], [[3], [5]]), Uint8Array.of(0, 1), { l2: 0.5 })
  // Inputs are -1 and 1. The penalty's derivative, w / 2, and that of the losses, 2 / (1 + exp(w)), must cancel out.
  assert.ok(Math.abs(weights[0] / 2 - 2 / (1 + Math.exp(weights[0]))) < 1e-9)
  assert.ok(Math.abs(intercept) < 1e-9)
})

test("weights are scikit-learn's", () => {
  const { table, labels } = peerTable()
  const model = fitLogistic(table, labels)
  // LogisticRegression(C=1, solver='newton-cholesky') of scikit-learn 1.2 on the same rows, standardized.
  const expected = [1.9544872799972324, -0.06605213728822198, -0.3674658533922356]
  for (const [index, weight] of model.weights.entries()) close(weight, expected[index], 1e-6)
  close(model.intercept, -0.1713604022934905, 1e-6)
})

test('at the optimum nothing is gained by moving, with few columns and with many', () => {
  for (const columns of [4, 90]) {
    const sample = drawSample(1, 400, columns)
    const weights = Float64Array.from(sample.labels, (_, row) => row % 3)
    for (const l2 of [0.01, 1, 100]) {
      const model = fitLogistic(sample.table, sample.labels, { l2, weights })
      for (const slope of gradientOf(model, sample, weights, l2)) close(slope, 0, columns === 4 ? 1e-6 : 1e-3)
    }
  }
})

test('the order of the rows does not matter, and a weight of three is three rows', () => {
  const { table, labels } = drawSample(2, 300, 4)
  const order = Uint32Array.from(labels, (_, row) => row)
  shuffle(createRandom(4), order)
  const repeated = Array.from(order).flatMap((row) => Array<number>(row % 4).fill(row))
  const weights = Array.from(labels, (_, row) => row % 4)

  const model = fitLogistic(table, labels, { weights })
  const copied = fitLogistic(
    selectRows(table, repeated),
    Uint8Array.from(repeated, (row) => labels[row]),
  )
  for (const [index, weight] of model.weights.entries()) close(weight, copied.weights[index], 1e-6)
  close(model.intercept, copied.intercept, 1e-6)
})

test('a row scores the same alone and among others', () => {
  const { table, labels } = drawSample(3, 100, 3)
  const model = fitLogistic(table, labels)
  const scores = scoreAllLogistic(model, table)
  for (const [row, score] of scores.entries()) assert.equal(scoreLogistic(model, table.values, row * 3), score)
})

test('labels that a line parts still give a finite line', () => {
  const table = tableFromRows(
    ['a', 'b'],
    [
      [1, 0],
      [2, 1],
      [3, 0],
      [4, 1],
    ],
  )
  const model = fitLogistic(table, Uint8Array.of(0, 0, 1, 1), { l2: 1e-6 })
  const scores = scoreAllLogistic(model, table)
  assert.ok(scores.every(Number.isFinite) && scores[1] < -5 && scores[2] > 5)
})

test('values that are missing, infinite, tiny or always the same give finite scores, and being missing is learned', () => {
  const { NaN: missing, POSITIVE_INFINITY: far } = Number
  const rows = Array.from({ length: 40 }, (_, row) => [
    missing,
    5,
    row % 4 ? row : far,
    row % 2 ? row : missing,
    row * 1e-42,
  ])
  const table = tableFromRows(['empty', 'constant', 'far', 'gaps', 'tiny'], rows)
  const model = fitLogistic(
    table,
    Uint8Array.from(rows, ([, , , gaps]) => Number(Number.isNaN(gaps))),
  )
  for (const row of [...rows, [1, 3e38, -far, far, missing], Array(5).fill(missing), Array(5).fill(-3e38)]) {
    assert.ok(Number.isFinite(scoreLogistic(model, Float32Array.from(row))), `${row}`)
  }
  assert.ok(scoreLogistic(model, Float32Array.of(0, 0, 9, missing, 0)) > 0)
  assert.ok(scoreLogistic(model, Float32Array.of(0, 0, 9, 9, 0)) < 0)
})

test('what makes no sense is refused', () => {
  const { table, labels } = drawSample(4, 30, 2)
  const refuse = (options: LogisticOptions, reason: RegExp) =>
    assert.throws(() => fitLogistic(table, labels, options), { name: 'RangeError', message: reason })
  refuse({ l2: 0 }, /penalty/)
  refuse({ l2: Number.NaN }, /penalty/)
  refuse({ weights: [1, 2] }, /one weight/)
  refuse({ weights: new Float32Array(30) }, /carry weight/)
  assert.throws(() => fitLogistic(table, labels.slice(1)), /29 labels/)
  assert.throws(() => scoreAllLogistic(fitLogistic(table, labels), drawSample(1, 30, 3).table), /other columns/)
})

/** The derivative of penalized loss by each weight and the intercept. */
function gradientOf(
  model: LogisticModel,
  { table, labels }: LabeledTable,
  weights: Float64Array,
  l2: number,
): number[] {
  const [inputs, width] = [scaleTable(model.scaling, table), inputsOf(model.scaling)]
  const gradient = [...model.weights.map((weight) => l2 * weight), 0]
  for (const [row, score] of scoreAllLogistic(model, table).entries()) {
    const miss = weights[row] * (1 / (1 + Math.exp(-score)) - labels[row])
    for (let input = 0; input < width; input++) gradient[input] += miss * inputs[row * width + input]
    gradient[width] += miss
  }
  return gradient
}

function close(value: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} and ${expected}`)
}
