import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom, drawNormal } from './random.ts'
import { eigenOfSymmetric } from './symmetric-eigen.ts'

test('two by two comes apart as worked out by hand', () => {
  const { values, vectors } = eigenOfSymmetric(Float64Array.of(2, 1, 1, 2), 2)
  const half = Math.SQRT1_2
  for (const [index, value] of [3, 1].entries()) assert.ok(Math.abs(values[index] - value) < 1e-12)
  for (const [index, part] of [half, half, half, -half].entries()) assert.ok(Math.abs(vectors[index] - part) < 1e-12)
})

test('vectors are at right angles, of length 1, and put the matrix together again', () => {
  for (const size of [1, 2, 5, 20]) {
    const matrix = drawSymmetric(size)
    const { values, vectors } = eigenOfSymmetric(matrix, size)
    assert.deepEqual(
      [...values],
      [...values].sort((a, b) => b - a),
    )
    for (let one = 0; one < size; one++) {
      for (let other = 0; other < size; other++) {
        const indexes = Array.from({ length: size }, (_, at) => at)
        const product = indexes.reduce((sum, at) => sum + vectors[one * size + at] * vectors[other * size + at], 0)
        assert.ok(Math.abs(product - (one === other ? 1 : 0)) < 1e-12)
        const entry = indexes.reduce(
          (sum, at) => sum + values[at] * vectors[at * size + one] * vectors[at * size + other],
          0,
        )
        assert.ok(Math.abs(entry - matrix[one * size + other]) < 1e-9)
      }
    }
  }
})

test('a matrix that holds something other than numbers is refused', () => {
  assert.throws(() => eigenOfSymmetric(Float64Array.of(1, Number.NaN, Number.NaN, 1), 2), /finite/)
  assert.throws(() => eigenOfSymmetric(Float64Array.of(1, 2, 3), 2), /not square/)
})

function drawSymmetric(size: number): Float64Array {
  const random = createRandom(size)
  const half = new Float64Array(size * size).map(() => drawNormal(random))
  return half.map((value, index) => value + half[(index % size) * size + Math.floor(index / size)])
}
