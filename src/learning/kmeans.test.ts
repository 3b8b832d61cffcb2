import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitKmeans, scoreAllKmeans, scoreKmeans } from './kmeans.ts'
import { createRandom, drawNormal } from './random.ts'
import { createTable, tableFromRows } from './table.ts'

const corners = [
  [0, 0],
  [100, 0],
  [0, 10],
  [100, 10],
]

test('each of four separate groups gets its mean', () => {
  const table = drawGroups(1, 4000)
  const model = fitKmeans(table, { means: 4 })
  const { mean, scale } = model.standardization
  const found = Array.from({ length: 4 }, (_, place) =>
    [0, 1].map((column) => Math.round(model.means[2 * place + column] / scale[column] + mean[column]) + 0),
  )
  assert.deepEqual(found.sort(), corners.map((corner) => [...corner]).sort())
})

test('the score is the distance to the nearest mean in deviations', () => {
  // Deviations 2 and 1 around 2 and 1, so every row is a mean of its own at (±1, ±1).
  const rows = [
    [0, 0],
    [4, 0],
    [0, 2],
    [4, 2],
  ]
  const model = fitKmeans(tableFromRows(['a', 'b'], rows), { means: 4 })
  assert.deepEqual([...scoreAllKmeans(model, tableFromRows(['a', 'b'], rows))], [0, 0, 0, 0])
  // (10, 6) is (4, 5) in deviations: 3 and 4 from the mean at (1, 1).
  assert.equal(scoreKmeans(model, Float32Array.of(99, 10, 6), 1), 5)
})

test('a row between the groups is further from them than their own rows', () => {
  const table = drawGroups(2, 4000)
  const model = fitKmeans(table, { means: 4 })
  assert.ok(scoreKmeans(model, Float32Array.of(50, 5)) > Math.max(...scoreAllKmeans(model, table)))
})

test('a missing value counts as the median', () => {
  const model = fitKmeans(
    tableFromRows(
      ['a', 'b'],
      [
        [1, 5],
        [2, 5.5],
        [6, 9],
        [Number.NaN, 7],
      ],
    ),
    { means: 2 },
  )
  const [missing, median] = [Number.NaN, 2].map((value) => scoreKmeans(model, Float32Array.of(value, 6)))
  assert.equal(missing, median)
})

test('the same seed gives the same means and another seed other ones', () => {
  const table = drawGroups(3, 500)
  assert.deepEqual(fitKmeans(table, { seed: 2 }), fitKmeans(table, { seed: 2 }))
  assert.notDeepEqual(fitKmeans(table, { seed: 3 }).means, fitKmeans(table, { seed: 2 }).means)
})

test('there are no more means than distinct rows, and odd columns give numbers', () => {
  const far = Number.POSITIVE_INFINITY
  const table = tableFromRows(
    ['constant', 'empty', 'far'],
    [far, -far, 1, 1].map((value) => [0.1, Number.NaN, value]),
  )
  const model = fitKmeans(table)
  // Infinities are taken for the outermost finite value, so that all rows are alike.
  assert.equal(model.means.length, 3)
  for (const value of [far, -far, 1, Number.NaN, 3e38]) {
    assert.ok(Number.isFinite(scoreKmeans(model, Float32Array.of(value, value, value))))
  }
  assert.equal(fitKmeans(tableFromRows(['a'], [[7]])).means.length, 1)
})

test('what makes no sense is refused', () => {
  const table = tableFromRows(['a'], [[1], [2]])
  assert.throws(() => fitKmeans(table, { means: 0 }), /means must be/)
  assert.throws(() => fitKmeans(table, { batch: 1.5 }), /batch must be/)
  assert.throws(() => fitKmeans(createTable(['a'], new Float32Array())), /without rows/)
  assert.throws(() => scoreAllKmeans(fitKmeans(table), tableFromRows(['b'], [[1]])), /other columns/)
})

function drawGroups(seed: number, rows: number) {
  const random = createRandom(seed)
  const list = Array.from({ length: rows }, (_, row) => {
    const [x, y] = corners[row % 4]
    return [x + drawNormal(random), y + drawNormal(random) / 5]
  })
  return tableFromRows(['x', 'y'], list)
}
