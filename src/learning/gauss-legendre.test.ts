import assert from 'node:assert/strict'
import { test } from 'node:test'
import { gaussLegendre } from './gauss-legendre.ts'

test('one and two points are those worked out by hand', () => {
  assert.deepEqual(gaussLegendre(1), { points: Float64Array.of(0.5), weights: Float64Array.of(1) })
  const { points, weights } = gaussLegendre(2)
  const away = 1 / Math.sqrt(12)
  for (const [index, point] of [0.5 - away, 0.5 + away].entries()) {
    assert.ok(Math.abs(points[index] - point) < 1e-15 && Math.abs(weights[index] - 0.5) < 1e-15)
  }
})

test('powers up to twice the number of points have the right integral, and the next has not', () => {
  for (const count of [1, 2, 3, 5, 8, 32]) {
    const { points, weights } = gaussLegendre(count)
    const integrate = (power: number) =>
      weights.reduce((sum, weight, index) => sum + weight * points[index] ** power, 0)
    for (let power = 0; power < 2 * count; power++) {
      assert.ok(Math.abs(integrate(power) - 1 / (power + 1)) < 1e-14, `${count} points, power ${power}`)
    }
    if (count <= 5) assert.ok(Math.abs(integrate(2 * count) - 1 / (2 * count + 1)) > 1e-7)
  }
})
