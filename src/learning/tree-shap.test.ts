import assert from 'node:assert/strict'
import { test } from 'node:test'
import { fitBalancedBags } from './balanced-bags.ts'
import { fitBoosting, predictAll, predictLogOdds } from './boosting.ts'
import { fitForest } from './forest.ts'
import { fitIsolationForest } from './isolation-forest.ts'
import { shareOf } from './leaf-shares.ts'
import { createRandom, drawNormal } from './random.ts'
import { createTable, type LabeledTable, rowOf, tableFromRows } from './table.ts'
import { fitTree } from './tree.ts'
import { createTreeExplainer, type TreeSumModel } from './tree-shap.ts'
import { sumTrees } from './trees.ts'

test('contributions are the Shapley values that trying every order of the columns gives', () => {
  const { table, labels } = drawSample(1, 400, 5)
  const model = fitBoosting(table, labels, { trees: 4, depth: 5, minimumChildWeight: 0 })
  const explain = createTreeExplainer(model)

  for (let row = 0; row < 25; row++) {
    const { contributions } = explain(table.values, row * table.columns)
    const expected = shapleyByEnumeration(model, rowOf(table, row))
    for (const [column, value] of contributions.entries()) {
      assert.ok(
        Math.abs(value - expected[column]) < 1e-9,
        `row ${row}, column ${column}: ${value}, ${expected[column]}`,
      )
    }
  }
})

test('so are those of a tree, a forest, bags and an isolation forest, in what their trees add up to', () => {
  const { table, labels } = drawSample(4, 300, 5)
  const models: TreeSumModel[] = [
    // Deeper than there are columns, so that every way asks some of them again.
    fitTree(table, labels, { depth: 12 }),
    fitForest(table, labels, { trees: 3, depth: 9 }),
    fitBalancedBags(table, labels, { trees: 3, depth: 9, negativesPerPositive: 1 }),
    fitIsolationForest(table, { trees: 3 }),
  ]
  for (const model of models) {
    const explain = createTreeExplainer(model)
    for (let row = 0; row < 8; row++) {
      const { base, contributions } = explain(table.values, row * table.columns)
      const expected = shapleyByEnumeration(model, rowOf(table, row))
      for (const [column, value] of contributions.entries()) assert.ok(Math.abs(value - expected[column]) < 1e-9)
      const sum = contributions.reduce((total, value) => total + value, base)
      assert.ok(Math.abs(sum - sumTrees(model.trees, rowOf(table, row), 0)) < 1e-9)
    }
  }
})

test('contributions of deep trees on many columns add up too', () => {
  const { table, labels } = drawSample(5, 2000, 24)
  const model = fitForest(table, labels, { trees: 10, depth: 40 })
  const explain = createTreeExplainer(model)
  for (let row = 0; row < 50; row++) {
    const { base, contributions } = explain(table.values, row * table.columns)
    const sum = contributions.reduce((total, value) => total + value, base)
    assert.ok(Math.abs(sum - shareOf(model, rowOf(table, row))) < 1e-9)
  }
})

test('contributions and base add up to the score', () => {
  const { table, labels } = drawSample(2, 3000, 8)
  const model = fitBoosting(table, labels, { trees: 100, depth: 6 })
  const explain = createTreeExplainer(model)

  for (let row = 0; row < 200; row++) {
    const { base, contributions } = explain(table.values, row * table.columns)
    const sum = contributions.reduce((total, value) => total + value, base)
    assert.ok(Math.abs(sum - predictLogOdds(model, rowOf(table, row))) < 1e-9)
  }
})

test('the base is the mean score of the training rows', () => {
  const { table, labels } = drawSample(3, 1000, 4)
  const model = fitBoosting(table, labels, { trees: 20 })

  const mean = predictAll(model, table).reduce((sum, score) => sum + score, 0) / table.rows
  assert.ok(Math.abs(createTreeExplainer(model)(rowOf(table, 0)).base - mean) < 1e-9)
})

test('one question credits its column with the way from the mean to the leaf', () => {
  const table = tableFromRows(
    ['asked', 'ignored'],
    [
      [0, 5],
      [0, 5],
      [0, 5],
      [1, 5],
    ],
  )
  const options = { trees: 1, depth: 1, learningRate: 1, l2: 0, minimumChildWeight: 0 }
  const model = fitBoosting(table, Uint8Array.of(0, 0, 1, 1), options)
  const { base, contributions } = createTreeExplainer(model)(rowOf(table, 3))

  // Leaves -2/3 for three rows and 2 for one: the mean is 0.
  assert.ok(Math.abs(base) < 1e-9 && Math.abs(contributions[0] - 2) < 1e-9)
  assert.equal(contributions[1], 0)
})

/** Mean over the subsets of the other columns of what knowing this one changes, by Shapley's own formula. */
function shapleyByEnumeration(model: TreeSumModel, row: Float32Array): number[] {
  const count = model.columns.length
  const factorial = (number: number): number => (number <= 1 ? 1 : number * factorial(number - 1))
  return model.columns.map((_, column) => {
    let value = 0
    for (let known = 0; known < 2 ** count; known++) {
      if ((known >> column) & 1) continue
      const size = [...known.toString(2)].filter((digit) => digit === '1').length
      const weight = (factorial(size) * factorial(count - size - 1)) / factorial(count)
      value += weight * (expectedScore(model, row, known | (1 << column)) - expectedScore(model, row, known))
    }
    return value
  })
}

/** The score when only the columns in the bit set are known: at other questions both ways, by the training rows' share. */
function expectedScore(model: TreeSumModel, row: Float32Array, known: number): number {
  const { roots, column, threshold, left, missingLeft, value, cover } = model.trees
  const visit = (node: number): number => {
    const asked = column[node]
    if (asked < 0) return value[node]
    const [low, high] = [left[node], left[node] + 1]
    if ((known >> asked) & 1) {
      const goesLeft = Number.isNaN(row[asked]) ? missingLeft[node] === 1 : row[asked] <= threshold[node]
      return visit(goesLeft ? low : high)
    }
    return (cover[low] * visit(low) + cover[high] * visit(high)) / cover[node]
  }
  return roots.reduce((sum, root) => sum + visit(root), 0)
}

function drawSample(seed: number, rows: number, columns: number): LabeledTable {
  const random = createRandom(seed)
  const values = new Float32Array(rows * columns).map(() => (random() < 0.1 ? Number.NaN : drawNormal(random)))
  const labels = new Uint8Array(rows).map((_, row) => {
    const [first, second, third] = values.subarray(row * columns)
    return random() < 1 / (1 + Math.exp(-(first || 0) - 2 * (second || 1) * (third || 1))) ? 1 : 0
  })
  return {
    table: createTable(
      Array.from({ length: columns }, (_, index) => `column-${index}`),
      values,
    ),
    labels,
  }
}
