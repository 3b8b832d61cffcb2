import assert from 'node:assert/strict'
import { test } from 'node:test'
import { rounderFor } from './exact-sum.ts'
import { createRandom, shuffle } from './random.ts'

test('sums of rounded values are the same in every order and close to the true ones', () => {
  const random = createRandom(1)
  const values = Array.from({ length: 5000 }, () => (1 + random()) / 7)
  const rounder = rounderFor(values.length, Math.max(...values.map(Math.abs)))
  const sumOf = () => values.reduce((sum, value) => sum + (value + rounder - rounder), 0)
  const [first, plain] = [sumOf(), values.reduce((sum, value) => sum + value, 0)]
  assert.ok(Math.abs(first - plain) < 1e-9)
  for (let repeat = 0; repeat < 20; repeat++) {
    shuffle(random, values)
    assert.equal(sumOf(), first)
  }
})

test('nothing but zeros is rounded to zeros', () => {
  const rounder = rounderFor(10, 0)
  assert.equal(0 + rounder - rounder, 0)
})
