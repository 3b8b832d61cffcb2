import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, drawNormal, shuffle } from './random.ts'
import { fitSvm, type SvmOptions, scoreAllSvm, scoreSvm } from './svm.ts'
import { createTable, selectRows, tableFromRows } from './table.ts'
import { drawSample, peerTable } from './test-samples.ts'

test('the margin of two rows is the one worked out by hand', () => {
  const { weights, intercept } = fitSvm(tableFromRows(['a'], [[3], [5]]), Uint8Array.of(0, 1), { l2: 4 })
  // Inputs are -1 and 1: 2 w w + 2 (1 - w) (1 - w) is least where w is a half.
  close(weights[0], 1 / 2, 1e-9)
  close(intercept, 0, 1e-9)
})

test("weights are scikit-learn's", () => {
  const { table, labels } = peerTable()
  const model = fitSvm(table, labels)
  // LinearSVC(C=0.1, dual=False, tol=1e-12, intercept_scaling=1000) of scikit-learn 1.2 on the same rows, standardized.
  const expected = [0.7121536156367859, -0.039206276021971846, -0.12310594252247493]
  for (const [index, weight] of model.weights.entries()) close(weight, expected[index], 1e-5)
  close(model.intercept, -0.057504608927841615, 1e-5)
})

test('probabilities fit rows that were not seen', () => {
  const early = drawSample(1, 4000, 3)
  const later = drawSample(2, 4000, 3)
  const scores = scoreAllSvm(fitSvm(early.table, early.labels), later.table)
  for (const [low, high] of [
    [-9, -1],
    [-1, 1],
    [1, 9],
  ]) {
    const rows = [...scores.keys()].filter((row) => scores[row] >= low && scores[row] < high)
    const expected = rows.reduce((sum, row) => sum + 1 / (1 + Math.exp(-scores[row])), 0) / rows.length
    const found = rows.reduce((sum, row) => sum + later.labels[row], 0) / rows.length
    close(expected, found, 0.04)
  }
})

test('noise that was learned by heart gets no confidence', () => {
  const random = createRandom(3)
  const names = Array.from({ length: 60 }, (_, column) => `${column}`)
  const table = createTable(
    names,
    new Float32Array(60 * 90).map(() => drawNormal(random)),
  )
  const labels = new Uint8Array(90).map((_, row) => row % 2)
  const scores = scoreAllSvm(fitSvm(table, labels, { l2: 0.1 }), table)
  // The margins of these very rows part the labels perfectly; those of rows held out say next to nothing.
  assert.ok(
    scores.every((score) => Math.abs(score) < 1.2),
    `${Math.max(...scores)}`,
  )
})

test('the order of the rows does not matter, and a weight of three is three rows', () => {
  const { table, labels } = drawSample(4, 300, 4)
  const order = Uint32Array.from(labels, (_, row) => row)
  shuffle(createRandom(4), order)
  const repeated = Array.from(order).flatMap((row) => Array<number>(row % 4).fill(row))
  const weights = Array.from(labels, (_, row) => row % 4)

  const scores = scoreAllSvm(fitSvm(table, labels, { weights }), table)
  const copied = fitSvm(
    selectRows(table, repeated),
    Uint8Array.from(repeated, (row) => labels[row]),
  )
  for (const [row, expected] of scoreAllSvm(copied, table).entries()) close(scores[row], expected, 1e-5)
})

test('another seed deals other folds and leaves the margin alone', () => {
  const { table, labels } = drawSample(5, 200, 3)
  const [one, two] = [1, 2].map((seed) => fitSvm(table, labels, { seed }))
  assert.deepEqual(one.weights, two.weights)
  assert.notDeepEqual(one.calibration, two.calibration)
  assert.deepEqual(fitSvm(table, labels, { seed: 1 }), one)
})

test('a row scores the same alone and among others, and strange values give finite scores', () => {
  const { table, labels } = drawSample(6, 100, 3)
  const model = fitSvm(table, labels)
  const scores = scoreAllSvm(model, table)
  for (const [row, score] of scores.entries()) assert.equal(scoreSvm(model, table.values, row * 3), score)
  for (const value of [Number.NaN, Number.POSITIVE_INFINITY, -3e38, 1e-42]) {
    assert.ok(Number.isFinite(scoreSvm(model, Float32Array.of(value, value, value))))
  }
})

test('one row of a label is enough', () => {
  const table = tableFromRows(['a'], [[1], [2], [3], [9]])
  const scores = scoreAllSvm(fitSvm(table, Uint8Array.of(0, 0, 0, 1)), table)
  assert.ok(scores.every(Number.isFinite) && scores[3] > scores[0] + 0.1)
})

test('what makes no sense is refused', () => {
  const { table, labels } = drawSample(7, 30, 2)
  const refuse = (options: SvmOptions, reason: RegExp) =>
    assert.throws(() => fitSvm(table, labels, options), { name: 'RangeError', message: reason })
  refuse({ l2: -1 }, /penalty/)
  refuse({ folds: 1 }, /2 to 20 folds/)
  refuse({ weights: [1, 2] }, /one weight/)
  assert.throws(() => fitSvm(table, new Uint8Array(30)), /Both labels/)
  assert.throws(() => scoreAllSvm(fitSvm(table, labels), drawSample(1, 30, 3).table), /other columns/)
})

function close(value: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(value - expected) <= tolerance, `${value} and ${expected}`)
}
