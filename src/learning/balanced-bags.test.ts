import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitBalancedBags, scoreAllBalancedBags, scoreBalancedBags } from './balanced-bags.ts'
import { sharesOf } from './leaf-shares.ts'
import { rocAuc } from './metrics.ts'
import { positiveShare, selectRows, tableFromRows } from './table.ts'
import { drawSample } from './test-samples.ts'

test('a bag holds all positives and so many negatives for each', () => {
  const { table, labels } = drawRare(1)
  const positives = labels.filter((label) => label === 1).length
  const { trees } = fitBalancedBags(table, labels, { trees: 5, negativesPerPositive: 3 })
  for (const root of trees.roots) assert.equal(trees.cover[root], 4 * positives)
})

test('a bag holds no more negatives than there are', () => {
  const table = tableFromRows(['a'], [[0], [1], [2], [3]])
  const { trees } = fitBalancedBags(table, Uint8Array.of(0, 0, 0, 1), { trees: 3, negativesPerPositive: 50 })
  for (const root of trees.roots) assert.equal(trees.cover[root], 4)
})

test('the mean share is that of the bags', () => {
  const { table, labels } = drawRare(2)
  const model = fitBalancedBags(table, labels, { trees: 30, depth: 1, smoothing: 1e9, negativesPerPositive: 3 })
  // So much smoothing leaves nothing but the share of a bag.
  for (const share of sharesOf(model, table)) assert.ok(Math.abs(share - 1 / 4) < 1e-4)
})

test('bags rank rows that they have not seen', () => {
  const [early, later] = [drawRare(3), drawRare(4)]
  const model = fitBalancedBags(early.table, early.labels, { trees: 40, negativesPerPositive: 4, minimumLeaf: 3 })
  const scores = scoreAllBalancedBags(model, later.table)
  assert.equal(scoreBalancedBags(model, later.table.values, 4 * 9), scores[9])
  const auc = rocAuc(scores, later.labels)
  assert.ok(auc > 0.7, `${auc}`)
})

test('the same seed gives the same bags and another seed others', () => {
  const { table, labels } = drawRare(5)
  const options = { trees: 4, seed: 3 }
  const rounds: number[] = []
  const model = fitBalancedBags(table, labels, options, ({ round }) => rounds.push(round))
  assert.deepEqual(fitBalancedBags(table, labels, options), model)
  assert.notDeepEqual(fitBalancedBags(table, labels, { ...options, seed: 4 }).trees, model.trees)
  assert.deepEqual(rounds, [1, 2, 3, 4])
})

test('what makes no sense is refused', () => {
  const { table, labels } = drawRare(6)
  assert.throws(
    () =>
      fitBalancedBags(
        table,
        labels.map(() => 1),
      ),
    /Both labels/,
  )
  assert.throws(() => fitBalancedBags(table, labels, { negativesPerPositive: 0 }), /rows with label 0/)
  assert.throws(() => fitBalancedBags(table, labels, { trees: 0 }), /At least one tree/)
  assert.throws(
    () => scoreAllBalancedBags(fitBalancedBags(table, labels, { trees: 1 }), tableFromRows(['b'], [[1]])),
    /other columns/,
  )
})

/** About one row in twenty with label 1. */
function drawRare(seed: number) {
  const { table, labels } = drawSample(seed, 4000, 4)
  const kept = Array.from(labels, (_, row) => row).filter((row) => labels[row] === 0 || row % 20 === 0)
  const rare = labels.filter((label, row) => label === 0 || row % 20 === 0)
  assert.ok(positiveShare(rare) < 0.07)
  return { table: selectRows(table, kept), labels: rare }
}
