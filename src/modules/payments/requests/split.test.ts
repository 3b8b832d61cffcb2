import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { largestMinor } from '#platform/money'
import { splitEvenly } from './split.ts'

test('parts add up to the whole, to the last minor unit, and differ by one unit at most, the larger ones first', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 1n, max: largestMinor }), fc.integer({ min: 1, max: 21 }), (whole, count) => {
      const parts = splitEvenly(whole, count)
      assert.equal(parts.length, count)
      assert.equal(
        parts.reduce((sum, part) => sum + part, 0n),
        whole,
      )
      assert.ok(parts[0] - parts[count - 1] <= 1n && parts[count - 1] >= 0n)
      assert.deepEqual(
        parts,
        parts.toSorted((one, other) => (one > other ? -1 : one < other ? 1 : 0)),
      )
    }),
  )
  assert.deepEqual(splitEvenly(1000n, 3), [334n, 333n, 333n])
})
