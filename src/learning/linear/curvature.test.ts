import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { curvatureOf } from './curvature.ts'
import { rowsOf } from './rows.ts'

test('a product with the second derivatives is what summing over rows gives, as a matrix and without one', () => {
  for (const width of [3, 64, 513]) {
    const random = createRandom(width)
    const count = 600
    const inputs = Float32Array.from({ length: count * width }, () => 2 * random() - 1)
    const rows = rowsOf(inputs, new Uint8Array(count), new Float64Array(count).fill(1))
    const curvatures = Float64Array.from({ length: count }, (_, row) => (row % 3 === 0 ? 0 : random()))
    const direction = Float64Array.from({ length: width + 1 }, () => random())
    const { diagonal, multiply } = curvatureOf(rows, curvatures, 0.7)
    const result = new Float64Array(width + 1).fill(9)
    multiply(direction, result)
    const inputAt = (row: number, at: number) => (at < width ? inputs[row * width + at] : 1)
    for (let at = 0; at <= width; at++) {
      const penalty = at < width ? 0.7 : 0
      const sum = (factorOf: (row: number) => number) =>
        curvatures.reduce((total, curvature, row) => total + curvature * inputAt(row, at) * factorOf(row), 0)
      const along = (row: number) => direction.reduce((total, value, other) => total + value * inputAt(row, other), 0)
      assert.ok(Math.abs(result[at] / (penalty * direction[at] + sum(along)) - 1) < 1e-5)
      assert.ok(Math.abs(diagonal[at] / (penalty + sum((row) => inputAt(row, at))) - 1) < 1e-5)
    }
  }
})
