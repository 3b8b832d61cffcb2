import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { createWorkspace } from './multiply.ts'

test('a product is, to the last bit, what single floats multiplied and added in order give', () => {
  for (const [rows, depth, columns] of [
    [4, 1, 8],
    [8, 13, 24],
    [12, 64, 16],
  ]) {
    const { views, product } = createWorkspace({
      left: rows * depth,
      right: depth * columns,
      start: columns,
      result: rows * columns,
    })
    for (const [index, view] of Object.values(views).entries()) draw(view, index)
    product({ result: 'result', start: 'start', left: 'left', leftRow: depth, leftStep: 1, right: 'right', columns })(
      rows,
      depth,
    )
    assert.deepEqual(
      [...views.result],
      multiplyByHand(views, rows, depth, columns, (row, step) => row * depth + step),
    )
  }
})

test('a turned matrix is another pair of steps, and a floor holds the result up', () => {
  const { views, product } = createWorkspace({ left: 5 * 8, right: 5 * 8, start: 8, result: 8 * 8 })
  for (const [index, view] of Object.values(views).entries()) draw(view, index)
  product({
    result: 'result',
    start: 'start',
    left: 'left',
    leftRow: 1,
    leftStep: 8,
    right: 'right',
    columns: 8,
    floor: 0,
  })(8, 5)
  const expected = multiplyByHand(views, 8, 5, 8, (row, step) => step * 8 + row)
  assert.deepEqual(
    [...views.result],
    expected.map((value) => Math.max(0, value)),
  )
  assert.ok(expected.some((value) => value < 0))
})

test('a mask lets through what stands where another piece is above 0', () => {
  const { views, mask } = createWorkspace({ piece: 8, by: 8 })
  views.piece.set([1, 2, 3, 4, 5, 6, 7, 8])
  views.by.set([1, 0, -1, 0.5, Number.NaN, 2, 0, 9])
  mask('piece', 'by', 4)
  assert.deepEqual([...views.piece], [1, 0, 0, 4, 5, 6, 7, 8])
  mask('piece', 'by', 8)
  assert.deepEqual([...views.piece], [1, 0, 0, 4, 0, 6, 0, 8])
})

function draw(view: Float32Array, seed: number): void {
  const random = createRandom(seed)
  for (let index = 0; index < view.length; index++) view[index] = 2 * random() - 1
}

type Views = { readonly left: Float32Array; readonly right: Float32Array; readonly start: Float32Array }

function multiplyByHand(
  { left, right, start }: Views,
  rows: number,
  depth: number,
  columns: number,
  leftAt: (row: number, step: number) => number,
): number[] {
  return Array.from({ length: rows * columns }, (_, index) => {
    const [row, column] = [Math.floor(index / columns), index % columns]
    let sum = start[column]
    for (let step = 0; step < depth; step++) {
      sum = Math.fround(sum + Math.fround(left[leftAt(row, step)] * right[step * columns + column]))
    }
    return sum
  })
}
