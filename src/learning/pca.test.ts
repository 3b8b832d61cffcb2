import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitPca, scoreAllPca, scorePca } from './pca.ts'
import { createRandom, drawNormal, shuffle } from './random.ts'
import { createTable, selectColumns, selectRows, tableFromRows } from './table.ts'

const near = (one: number, other: number) => Math.abs(one - other) < 1e-6

test('off the diagonal of two columns that rise together, a row lies as far as worked out by hand', () => {
  // Mean (2, 20), deviations 2 and 20; the main direction is the diagonal, the other one (1, -1) / √2.
  const table = tableFromRows(
    ['a', 'b'],
    [
      [0, 0],
      [4, 40],
      [0, 0],
      [4, 40],
    ],
  )
  const model = fitPca(table)
  assert.equal(model.residual.length, 2)
  assert.ok(scoreAllPca(model, table).every((score) => near(score, 0)))
  // (6, 0) is (2, -1) in deviations, so 3 / √2 from the diagonal.
  assert.ok(near(scorePca(model, Float32Array.of(5, 6, 0), 1), 3 / Math.SQRT2))
})

test('a larger share of the variance leaves fewer directions, and at least one', () => {
  const table = drawCloud(1, 2000)
  const counts = [0.3, 0.6, 0.9, 0.999].map((share) => fitPca(table, { share }).residual.length / 4)
  assert.deepEqual(counts, [3, 2, 1, 1])
  assert.equal(fitPca(selectColumns(table, ['b', 'c', 'd']), { share: 0.999 }).residual.length, 3)
})

test('the error is what taking the row apart and putting it together again loses', () => {
  const table = drawCloud(2, 1000)
  const model = fitPca(table, { share: 0.6 })
  const { mean, scale } = model.standardization
  const row = [2, -1, 0.5, 3]
  const standard = row.map((value, column) => (value - mean[column]) * scale[column])
  const unexplained = [0, 0, 0, 0]
  for (let start = 0; start < model.residual.length; start += 4) {
    const direction = model.residual.subarray(start, start + 4)
    const along = standard.reduce((sum, value, column) => sum + value * direction[column], 0)
    for (const [column, part] of direction.entries()) unexplained[column] += along * part
  }
  assert.ok(near(scorePca(model, Float32Array.from(row)), Math.hypot(...unexplained)))
})

test('the order of the rows does not change the model', () => {
  const table = drawCloud(3, 3000)
  const order = Uint32Array.from({ length: table.rows }, (_, row) => row)
  shuffle(createRandom(8), order)
  assert.deepEqual(fitPca(selectRows(table, order)), fitPca(table))
})

test('a missing value counts as the median', () => {
  const model = fitPca(
    tableFromRows(
      ['a', 'b'],
      [
        [1, 5],
        [2, 5.5],
        [6, 9],
        [Number.NaN, 7],
      ],
    ),
  )
  const [missing, median] = [Number.NaN, 2].map((value) => scorePca(model, Float32Array.of(value, 6)))
  assert.equal(missing, median)
  assert.ok(missing > 0)
})

test('constant, empty and infinite columns and a single row give numbers', () => {
  const far = Number.POSITIVE_INFINITY
  const rows = [far, -far, 1, 2].map((value) => [0.1, Number.NaN, value])
  for (const table of [tableFromRows(['constant', 'empty', 'far'], rows), tableFromRows(['a'], [[7]])]) {
    const model = fitPca(table)
    for (const value of [far, -far, 1, Number.NaN, 3e38]) {
      assert.ok(Number.isFinite(scorePca(model, new Float32Array(table.columns).fill(value))))
    }
  }
})

test('what makes no sense is refused', () => {
  const table = tableFromRows(['a'], [[1], [2]])
  for (const share of [0, 1, Number.NaN]) assert.throws(() => fitPca(table, { share }), /share of the variance/)
  assert.throws(() => fitPca(createTable(['a'], new Float32Array())), /without rows/)
  assert.throws(() => scoreAllPca(fitPca(table), tableFromRows(['b'], [[1]])), /other columns/)
})

/** Four columns on three sources, the first of them in two columns. */
function drawCloud(seed: number, rows: number) {
  const random = createRandom(seed)
  const list = Array.from({ length: rows }, () => {
    const [first, second, third] = [drawNormal(random), drawNormal(random), drawNormal(random)]
    return [first + 0.1 * third, 10 * first, second, 3 * third]
  })
  return tableFromRows(['a', 'b', 'c', 'd'], list)
}
