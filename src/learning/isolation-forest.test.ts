import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  fitIsolationForest,
  questionsAmong,
  scoreAllIsolationForest,
  scoreIsolationForest,
} from './isolation-forest.ts'
import { createRandom, drawNormal } from './random.ts'
import { createTable, tableFromRows } from './table.ts'
import { checkTrees, depthOf, findLeaf } from './trees.ts'

test('the number of questions among few rows is the one worked out by hand', () => {
  // Three rows: the first question sets one apart, the second the other two, so 2 * 2 + 1 questions for 3 rows.
  assert.deepEqual([0, 1, 2].map(questionsAmong), [0, 0, 1])
  assert.ok(Math.abs(questionsAmong(3) - 5 / 3) < 1e-12)
  // The paper's own approximation, which is better the more rows there are.
  assert.ok(Math.abs(questionsAmong(10_000) - 2 * (Math.log(9999) + 0.5772156649) + 2 * 0.9999) < 2e-4)
})

test('two rows are always one question apart, which is the usual number', () => {
  const model = fitIsolationForest(tableFromRows(['a'], [[1], [3]]), { trees: 5 })
  assert.equal(model.usual, 1)
  assert.deepEqual([...model.trees.column], [0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1, 0, -1, -1])
  assert.deepEqual([...scoreAllIsolationForest(model, tableFromRows(['a'], [[1], [3]]))], [0.5, 0.5])
})

test('a leaf holds its depth and what its rows would still take', () => {
  const { table } = drawCloud(1, 2000)
  const { trees } = fitIsolationForest(table, { trees: 20 })
  assert.ok(depthOf(trees) === 8)
  for (const root of trees.roots) {
    const depths = new Map([[root, 0]])
    let rows = 0
    for (const [node, depth] of depths) {
      if (trees.column[node] < 0) {
        rows += trees.cover[node]
        assert.ok(Math.abs(trees.value[node] - depth - questionsAmong(trees.cover[node])) < 1e-12)
      } else {
        depths.set(trees.left[node], depth + 1).set(trees.left[node] + 1, depth + 1)
      }
    }
    assert.equal(rows, 256)
  }
})

test('a row far from all others scores highest', () => {
  const { table } = drawCloud(2, 3000)
  const model = fitIsolationForest(table)
  const cloud = scoreAllIsolationForest(model, table)
  const far = scoreIsolationForest(model, Float32Array.of(6, -6, 6))
  assert.ok(far > Math.max(...cloud) && far > 0.7, `${far}`)
  assert.ok(scoreIsolationForest(model, Float32Array.of(0, 0, 0)) < 0.5)
})

test('an infinity is set apart as far as the largest number would be', () => {
  const { table } = drawCloud(5, 200)
  const [infinite, largest] = [Number.POSITIVE_INFINITY, 3.4028234663852886e38].map((value) => {
    const values = Float32Array.from(table.values)
    values[0] = value
    return scoreIsolationForest(fitIsolationForest(createTable(table.names, values)), values)
  })
  assert.ok(infinite === largest && infinite > 0.7, `${infinite} and ${largest}`)
})

test('a missing value is asked about as the median', () => {
  const { table } = drawCloud(3, 999)
  const values = table.values.map((value, index) => (index % 7 === 0 ? Number.NaN : value))
  const model = fitIsolationForest(createTable(table.names, values))
  const medians = [0, 1, 2].map((column) => {
    const known = values.filter((value, index) => index % 3 === column && !Number.isNaN(value)).sort()
    return known[(known.length - 1) >> 1]
  })
  for (const root of model.trees.roots) {
    assert.equal(
      findLeaf(model.trees, root, Float32Array.of(Number.NaN, 2, Number.NaN), 0),
      findLeaf(model.trees, root, Float32Array.of(medians[0], 2, medians[2]), 0),
    )
  }
})

test('the same seed gives the same forest and another seed another one', () => {
  const { table } = drawCloud(4, 1000)
  assert.deepEqual(fitIsolationForest(table, { seed: 5 }), fitIsolationForest(table, { seed: 5 }))
  assert.notDeepEqual(fitIsolationForest(table, { seed: 6 }).trees, fitIsolationForest(table, { seed: 5 }).trees)
})

test('constant, empty and infinite columns, equal rows and a single row give numbers', () => {
  const far = Number.POSITIVE_INFINITY
  const odd = tableFromRows(
    ['constant', 'empty', 'far'],
    [
      [1, Number.NaN, far],
      [1, Number.NaN, -far],
      [1, Number.NaN, 0],
      [1, Number.NaN, 3e38],
    ],
  )
  for (const table of [odd, tableFromRows(['a'], [[1]]), tableFromRows(['a'], [[1], [1], [1]])]) {
    const model = fitIsolationForest(table)
    checkTrees(model.trees, table.columns)
    for (const score of scoreAllIsolationForest(model, table)) assert.ok(score > 0 && score < 1)
  }
  assert.deepEqual([...new Set(fitIsolationForest(odd).trees.column)].sort(), [-1, 2])
})

test('what makes no sense is refused', () => {
  const table = tableFromRows(['a'], [[1], [2]])
  assert.throws(() => fitIsolationForest(table, { trees: 0 }), /At least one tree/)
  assert.throws(() => fitIsolationForest(table, { sample: 1 }), /at least two rows/)
  assert.throws(() => fitIsolationForest(createTable(['a'], new Float32Array())), /without rows/)
  assert.throws(() => scoreAllIsolationForest(fitIsolationForest(table), tableFromRows(['b'], [[1]])), /other columns/)
})

function drawCloud(seed: number, rows: number) {
  const random = createRandom(seed)
  return {
    table: createTable(
      ['a', 'b', 'c'],
      new Float32Array(3 * rows).map(() => drawNormal(random)),
    ),
  }
}
