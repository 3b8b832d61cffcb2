import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createRandom } from '../random.ts'
import { tableFromRows } from '../table.ts'
import { synthesize } from './synthetic.ts'

test('a synthetic row lies between two positives; whole numbers and missing values come from one of them', () => {
  const value = fc.oneof(fc.constant(Number.NaN), fc.float({ min: -1000, max: 1000, noNaN: true }))
  const row = fc.tuple(value, fc.integer({ min: 0, max: 5 }))
  fc.assert(
    fc.property(fc.array(row, { minLength: 2, maxLength: 20 }), fc.integer(), (rows, seed) => {
      const made = synthesize(createRandom(seed), tableFromRows(['amount', 'count'], rows), 30)
      for (let index = 0; index < made.rows; index++) {
        const [amount, count] = made.values.subarray(2 * index, 2 * index + 2)
        const known = rows.map(([first]) => Math.fround(first)).filter((first) => !Number.isNaN(first))
        if (Number.isNaN(amount)) assert.ok(known.length < rows.length)
        else assert.ok(amount >= Math.min(...known) - 1e-3 && amount <= Math.max(...known) + 1e-3)
        assert.ok(rows.some(([, second]) => second === count))
      }
    }),
  )
})

test('parents are near: between two far groups nothing is made', () => {
  const rows = Array.from({ length: 20 }, (_, index) => [(index < 10 ? 0 : 1000) + index / 7, 0.5 + index / 3])
  const made = synthesize(createRandom(4), tableFromRows(['place', 'other'], rows), 500)
  for (let index = 0; index < made.rows; index++) {
    const place = made.values[2 * index]
    assert.ok(place < 3 || place > 1000, `${place}`)
  }
})

test('many positives take bounded time: each is compared with a sample', () => {
  const random = createRandom(5)
  const rows = Array.from({ length: 20_000 }, () => [random(), random()])
  assert.equal(synthesize(random, tableFromRows(['a', 'b'], rows), 200).rows, 200)
})

test('one positive alone has no neighbor', () => {
  assert.throws(() => synthesize(createRandom(6), tableFromRows(['a'], [[1]]), 1), /two positives/)
})
