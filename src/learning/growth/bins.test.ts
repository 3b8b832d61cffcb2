import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { createTable } from '#learning/table'
import { binTable, findBin, findCuts } from './bins.ts'

const values = fc.array(fc.oneof(fc.float(), fc.integer({ min: 0, max: 5 }).map(Math.fround)), { maxLength: 60 })

test('every distinct value has a bin of its own where there are bins enough', () => {
  assert.deepEqual([...findCuts(Float32Array.of(3, 1, 1, 2), 4)], [1.5, 2.5])
  assert.deepEqual([...findCuts(Float32Array.of(3, Number.NaN), 4)], [])
})

test('a bound lies between two values, also between neighbors and next to infinity', () => {
  const next = 1 + 2 ** -23
  assert.deepEqual([...findCuts(Float32Array.of(1, next), 4)], [1])
  const far = [Number.NEGATIVE_INFINITY, 0, Number.POSITIVE_INFINITY]
  assert.deepEqual([...findCuts(Float32Array.from(far), 4)], [Number.NEGATIVE_INFINITY, 0])
})

test('a value on a bound belongs to the bin that the bound ends', () => {
  const cuts = Float32Array.of(1, 2)
  assert.deepEqual(
    [0, 1, 1.5, 2, 2.5].map((value) => findBin(cuts, value)),
    [0, 0, 1, 1, 2],
  )
})

test('bins of a column without repetition hold about equally many rows', () => {
  const column = Float32Array.from({ length: 10_000 }, (_, row) => ((row * 7919) % 10_000) ** 2)
  const cuts = findCuts(column, 64)
  const counts = new Uint32Array(64)
  for (const value of column) counts[findBin(cuts, value)]++
  assert.ok(Math.min(...counts) > 150 && Math.max(...counts) < 160, `${counts}`)
})

test('a value that fills many rows leaves bins to the others', () => {
  const column = Float32Array.from({ length: 1000 }, (_, row) => (row < 900 ? 0 : row))
  assert.equal(findCuts(column, 16).length, 15)
})

test('a value is above the bound below its bin and not above the bound that ends it', () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 2, max: 20 }), (list, most) => {
      const column = Float32Array.from(list)
      const { bins, cuts, starts } = binTable(createTable(['column'], column), most)
      assert.ok(cuts[0].length < most && starts[1] === cuts[0].length + 2)
      for (const [row, value] of column.entries()) {
        const bin = bins[0][row]
        if (Number.isNaN(value)) assert.equal(bin, cuts[0].length + 1)
        else assert.ok((bin === 0 || value > cuts[0][bin - 1]) && (bin === cuts[0].length || value <= cuts[0][bin]))
      }
    }),
  )
})
