import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitForest, scoreAllForest, scoreForest } from './forest.ts'
import { shareOf } from './leaf-shares.ts'
import { rocAuc } from './metrics.ts'
import { rowOf, tableFromRows } from './table.ts'
import { drawSample } from './test-samples.ts'
import { fitTree, scoreAllTree } from './tree.ts'
import { checkTrees, findLeaf } from './trees.ts'

test('each tree is grown on as many rows as there are, drawn with repetition', () => {
  const table = tableFromRows(['a'], [[0], [1]])
  const { trees } = fitForest(table, Uint8Array.of(0, 1), { trees: 400 })
  const sizes = [...trees.roots].map((root) => trees.cover[root])
  assert.deepEqual(new Set(sizes), new Set([2]))
  // Half of the draws of two from two take the same row twice, and then nothing is left to ask.
  const asking = [...trees.roots].filter((root) => trees.column[root] >= 0).length
  assert.ok(asking > 160 && asking < 240, `${asking}`)
})

test('the share is the mean over the trees of the share of label 1 in the leaf', () => {
  const { table, labels } = drawSample(2, 500, 4)
  const model = fitForest(table, labels, { trees: 7, depth: 4 })
  const { roots, value } = model.trees
  for (let row = 0; row < 20; row++) {
    const shares = [...roots].map((root) => 7 * value[findLeaf(model.trees, root, table.values, 4 * row)])
    assert.ok(shares.every((share) => share >= 0 && share < 1 + 1e-12))
    const mean = shares.reduce((sum, share) => sum + share, 0) / 7
    assert.ok(Math.abs(shareOf(model, rowOf(table, row)) - mean) < 1e-12)
    assert.ok(Math.abs(scoreForest(model, rowOf(table, row)) - Math.log(mean / (1 - mean))) < 1e-9)
  }
})

test('a forest ranks rows that it has not seen better than one tree', () => {
  const [early, later] = [drawSample(3, 4000, 6), drawSample(4, 4000, 6)]
  const forest = scoreAllForest(fitForest(early.table, early.labels, { trees: 60, minimumLeaf: 5 }), later.table)
  const tree = scoreAllTree(fitTree(early.table, early.labels, { depth: 8 }), later.table)
  const [forestAuc, treeAuc] = [forest, tree].map((scores) => rocAuc(scores, later.labels))
  assert.ok(forestAuc > treeAuc + 0.01, `${forestAuc} and ${treeAuc}`)
})

test('each question chooses from as many columns as allowed', () => {
  const { table, labels } = drawSample(5, 1000, 4)
  const rootsWith = (columnsAtOnce: number) => {
    const { trees } = fitForest(table, labels, { trees: 60, depth: 1, columnsAtOnce })
    return [0, 1, 2, 3].map((column) => [...trees.roots].filter((root) => trees.column[root] === column).length)
  }
  assert.ok(Math.min(...rootsWith(1)) > 6, `${rootsWith(1)}`)
  assert.equal(rootsWith(4)[0], 60)
})

test('a constant column is passed over for one that varies', () => {
  const rows = Array.from({ length: 40 }, (_, row) => [1, 2, 3, row % 2])
  const labels = Uint8Array.from(rows, (row) => row[3])
  const table = tableFromRows(['a', 'b', 'c', 'd'], rows)
  const { trees } = fitForest(table, labels, { trees: 20, columnsAtOnce: 1 })
  for (const root of trees.roots) assert.equal(trees.column[root], 3)
})

test('the same seed gives the same forest and another seed another one', () => {
  const { table, labels } = drawSample(6, 500, 5)
  const options = { trees: 5, seed: 11 }
  const rounds: number[] = []
  const model = fitForest(table, labels, options, ({ round, rounds: all }) => rounds.push(round / all))
  assert.deepEqual(fitForest(table, labels, options), model)
  assert.notDeepEqual(fitForest(table, labels, { ...options, seed: 12 }).trees, model.trees)
  assert.deepEqual(rounds, [0.2, 0.4, 0.6, 0.8, 1])
  // The trees of a smaller forest are the first ones of a larger one.
  const fewer = fitForest(table, labels, { ...options, trees: 2 }).trees
  assert.deepEqual(fewer.threshold, model.trees.threshold.slice(0, fewer.threshold.length))
})

test('missing, infinite and constant values and two rows make a usable forest', () => {
  const far = Number.POSITIVE_INFINITY
  const rows = [far, -far, far, -far, Number.NaN].map((value) => [Number.NaN, 5, value])
  for (const [table, labels] of [
    [tableFromRows(['empty', 'constant', 'far'], rows), Uint8Array.of(1, 0, 1, 0, 0)],
    [tableFromRows(['a'], [[3], [3]]), Uint8Array.of(0, 1)],
  ] as const) {
    const model = fitForest(table, labels)
    checkTrees(model.trees, table.columns)
    assert.ok(scoreAllForest(model, table).every(Number.isFinite))
  }
})

test('what makes no sense is refused', () => {
  const table = tableFromRows(['a'], [[1], [2]])
  const labels = Uint8Array.of(0, 1)
  assert.throws(() => fitForest(table, Uint8Array.of(0, 0)), /Both labels/)
  assert.throws(() => fitForest(table, labels, { trees: 0 }), /At least one tree/)
  assert.throws(() => fitForest(table, labels, { columnsAtOnce: 0 }), /at least one column/)
  assert.throws(() => fitForest(table, labels, { depth: 65 }), /Depth/)
  assert.throws(() => scoreAllForest(fitForest(table, labels), tableFromRows(['b'], [[1]])), /other columns/)
})
