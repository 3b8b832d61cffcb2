import assert from 'node:assert/strict'
import { test } from 'node:test'
import { thinRows } from './thin-rows.ts'

const labels = new Uint8Array(10_000).map((_, row) => Number(row % 100 === 0))
const weights = Float64Array.from(labels, (_, row) => row % 4)

test('all rows of the rarer label stay, and the others stand for those that go', () => {
  const thinned = thinRows(labels, new Float64Array(10_000).fill(2), 1100, 1)
  assert.equal(
    thinned.labels.reduce((sum, label) => sum + label, 0),
    100,
  )
  assert.ok(Math.abs(thinned.rows.length - 1100) < 100, `${thinned.rows.length}`)
  const zeros = thinned.weights.filter((_, index) => thinned.labels[index] === 0)
  assert.ok(Math.abs(zeros.reduce((sum, weight) => sum + weight, 0) - 19_800) < 1e-6)
  assert.deepEqual(new Set(thinned.weights.filter((_, index) => thinned.labels[index] === 1)), new Set([2]))
})

test('of few enough rows none goes but those without weight', () => {
  const { rows, weights: kept } = thinRows(labels, weights, 20_000, 1)
  assert.deepEqual(
    [...rows],
    [...labels.keys()].filter((row) => row % 4 > 0),
  )
  assert.ok(rows.every((row, index) => Math.abs(kept[index] - (row % 4)) < 1e-9))
})

test('of two common labels both are thinned out to half', () => {
  const even = new Uint8Array(4000).map((_, row) => row % 2)
  const { labels: kept } = thinRows(even, new Float64Array(4000).fill(1), 400, 3)
  const ones = kept.reduce((sum, label) => sum + label, 0)
  assert.ok(Math.abs(ones - 200) < 50 && Math.abs(kept.length - ones - 200) < 50, `${ones} of ${kept.length}`)
})
