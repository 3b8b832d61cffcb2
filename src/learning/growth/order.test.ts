import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createOrder } from './order.ts'

test('values come in ascending order, each with its row, and missing ones not at all', () => {
  const columns = fc.array(fc.oneof(fc.float(), fc.constantFrom(0, 1, -1, Number.NaN, Number.NEGATIVE_INFINITY)))
  fc.assert(
    fc.property(columns, (list) => {
      const column = Float32Array.from(list)
      const order = createOrder(column.length)
      const present = order.sort(column)
      const sorted = [...order.values.subarray(0, present)]
      const rows = [...order.rows.subarray(0, present)]
      assert.deepEqual(
        sorted.map((value) => value + 0),
        [...column.filter((value) => !Number.isNaN(value)).sort()].map((value) => value + 0),
      )
      assert.deepEqual(
        rows.map((row) => column[row]),
        sorted,
      )
      assert.equal(new Set(rows).size, present)
    }),
  )
})

test('one order sorts column after column', () => {
  const order = createOrder(3)
  assert.equal(order.sort(Float32Array.of(3, -1, 2)), 3)
  assert.equal(order.sort(Float32Array.of(Number.NaN, 5, 4)), 2)
  assert.deepEqual([...order.values.subarray(0, 2)], [4, 5])
  assert.deepEqual([...order.rows.subarray(0, 2)], [2, 1])
})
