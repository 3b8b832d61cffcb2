import assert from 'node:assert/strict'
import { test } from 'node:test'
import { shareOf, sharesOf } from './leaf-shares.ts'
import { createTable, type LabeledTable, tableFromRows } from './table.ts'
import { drawSample, shuffleSample } from './test-samples.ts'
import { fitTree, scoreAllTree, scoreTree } from './tree.ts'
import { depthOf } from './trees.ts'

test('one question on four rows gives the shares worked out by hand', () => {
  const table = tableFromRows(['amount'], [[0], [1], [2], [3]])
  const labels = Uint8Array.of(0, 0, 1, 1)
  const plain = fitTree(table, labels, { smoothing: 0 })
  assert.deepEqual([...plain.trees.threshold], [1.5, 0, 0])
  assert.deepEqual([...plain.trees.cover], [4, 2, 2])
  assert.deepEqual([...sharesOf(plain, table)], [0, 0, 1, 1])

  // One more row with the usual share of a half in each leaf of two.
  const smoothed = fitTree(table, labels, { smoothing: 1 })
  assert.deepEqual([...sharesOf(smoothed, table)], [0.5 / 3, 0.5 / 3, 2.5 / 3, 2.5 / 3])
  assert.ok(Math.abs(scoreTree(smoothed, Float32Array.of(9, 3), 1) - Math.log(5)) < 1e-9)
})

test('a tree is the one of an exhaustive search, with missing values and a least number of rows in a leaf', () => {
  for (let seed = 1; seed <= 12; seed++) {
    // So many rows that some nodes are counted into bins and some are sorted.
    const sample = drawSample(seed, 150, 4)
    const [depth, minimumLeaf] = [4, 1 + (seed % 4)]
    const model = fitTree(sample.table, sample.labels, { depth, minimumLeaf, smoothing: 0 })
    const all = Array.from(sample.labels, (_, row) => row)
    const expected = new Map<number, number>()
    growByHand(sample, all, depth, minimumLeaf, expected)
    for (const [row, share] of sharesOf(model, sample.table).entries()) {
      assert.equal(share, expected.get(row), `seed ${seed}, row ${row}`)
    }
  }
})

test('the order of the rows does not change the tree', () => {
  const sample = drawSample(3, 3000, 5)
  const shuffled = shuffleSample(sample, 8)
  const options = { depth: 8, bins: 32 }
  assert.deepEqual(fitTree(shuffled.table, shuffled.labels, options), fitTree(sample.table, sample.labels, options))
})

test('a question lies halfway between the values of its own rows', () => {
  const rows = [[0, 0, 1], [0, 10, 0], ...[2, 4, 6, 8, 12].map((value) => [1, value, 1])].flatMap((row) => [
    row,
    row,
    row,
  ])
  const table = tableFromRows(
    ['group', 'value'],
    rows.map(([group, value]) => [group, value]),
  )
  const { trees } = fitTree(
    table,
    Uint8Array.from(rows, ([, , label]) => label),
  )
  // Other rows have values between 0 and 10, but not in this group.
  assert.deepEqual([...trees.column.subarray(0, 2)], [0, 1])
  assert.equal(trees.threshold[1], 5)
})

test('a missing value goes where it parts best, and where most rows went if training had none', () => {
  const missing = Number.NaN
  const reason = fitTree(
    tableFromRows(['age'], [[1], [2], [missing], [missing], [3], [4]]),
    Uint8Array.of(0, 0, 1, 1, 0, 0),
  )
  assert.equal(reason.trees.threshold[0], Number.POSITIVE_INFINITY)
  assert.ok(scoreTree(reason, Float32Array.of(missing)) > scoreTree(reason, Float32Array.of(9)))

  const low = fitTree(tableFromRows(['age'], [[1], [2], [missing], [8], [9]]), Uint8Array.of(0, 0, 0, 1, 1))
  assert.equal(shareOf(low, Float32Array.of(missing)), shareOf(low, Float32Array.of(1)))

  const never = fitTree(tableFromRows(['age'], [[1], [2], [3], [9]]), Uint8Array.of(0, 0, 0, 1))
  assert.equal(shareOf(never, Float32Array.of(missing)), shareOf(never, Float32Array.of(1)))
})

test('a column without values, or with one only, is never asked about, and infinity is a value', () => {
  const far = Number.POSITIVE_INFINITY
  const rows = [far, -far, far, -far].map((value) => [Number.NaN, 5, value])
  const model = fitTree(tableFromRows(['empty', 'constant', 'far'], rows), Uint8Array.of(1, 0, 1, 0))
  assert.deepEqual([...new Set(model.trees.column)], [2, -1])
  assert.ok(scoreTree(model, Float32Array.of(1, 1, far)) > scoreTree(model, Float32Array.of(1, 1, -far)))
})

test('rows that no question parts share a leaf', () => {
  const { trees } = fitTree(tableFromRows(['a'], [[1], [1], [1], [1]]), Uint8Array.of(1, 0, 0, 0), { smoothing: 0 })
  assert.deepEqual([...trees.value], [0.25])
})

test('no way down is longer and no leaf smaller than allowed', () => {
  const { table, labels } = drawSample(12, 2000, 4)
  const { trees } = fitTree(table, labels, { depth: 6, minimumLeaf: 20 })
  assert.equal(depthOf(trees), 6)
  assert.ok(trees.cover.every((cover) => cover >= 20))
})

test('scores are finite log-odds', () => {
  const { table, labels } = drawSample(13, 300, 3)
  const model = fitTree(table, labels, { depth: 20, smoothing: 0 })
  const scores = scoreAllTree(model, table)
  assert.ok(scores.every(Number.isFinite))
  assert.ok(Math.abs(Math.max(...scores) - Math.log(1e6 - 1)) < 1e-6 && Math.min(...scores) < -13.8)
})

test('what makes no sense is refused', () => {
  const table = tableFromRows(['a'], [[1], [2]])
  const labels = Uint8Array.of(0, 1)
  assert.throws(() => fitTree(table, Uint8Array.of(1, 1)), /Both labels/)
  for (const depth of [0, 1.5, 65]) assert.throws(() => fitTree(table, labels, { depth }), /Depth/)
  assert.throws(() => fitTree(table, labels, { minimumLeaf: 0 }), /at least one row/)
  assert.throws(() => fitTree(table, labels, { smoothing: -1 }), /Smoothing/)
  assert.throws(() => fitTree(table, labels, { bins: 5000 }), /between 2 and 4096/)
  assert.throws(() => scoreAllTree(fitTree(table, labels), createTable(['b'], Float32Array.of(1))), /other columns/)
})

/** Grows by trying every value of every column as the end of the left side; says the share of each row's leaf. */
function growByHand(
  sample: LabeledTable,
  rows: number[],
  depth: number,
  least: number,
  shares: Map<number, number>,
): void {
  const split = depth > 0 && impurityByHand(sample, rows) > 0 ? searchByHand(sample, rows, least) : undefined
  for (const side of split ?? []) growByHand(sample, side, depth - 1, least, shares)
  if (split) return
  const ones = rows.filter((row) => sample.labels[row] === 1).length
  for (const row of rows) shares.set(row, ones / rows.length)
}

function impurityByHand({ labels }: LabeledTable, rows: number[]): number {
  const ones = rows.filter((row) => labels[row] === 1).length
  return (ones * (rows.length - ones)) / rows.length
}

function searchByHand(sample: LabeledTable, rows: number[], least: number): [number[], number[]] | undefined {
  const { values, columns } = sample.table
  let best: [number[], number[]] | undefined
  let purest = Number.POSITIVE_INFINITY
  for (let column = 0; column < columns; column++) {
    const readValue = (row: number) => values[row * columns + column]
    const ends = new Set(rows.map(readValue).filter((value) => !Number.isNaN(value)))
    for (const end of [...ends].sort((a, b) => a - b)) {
      for (const missingLeft of [false, true]) {
        const isLeft = (row: number) => (Number.isNaN(readValue(row)) ? missingLeft : readValue(row) <= end)
        const [left, right] = [rows.filter(isLeft), rows.filter((row) => !isLeft(row))]
        if (left.length < least || right.length < least) continue
        const impurity = impurityByHand(sample, left) + impurityByHand(sample, right)
        if (impurity >= purest) continue
        purest = impurity
        best = [left, right]
      }
    }
  }
  return best
}
