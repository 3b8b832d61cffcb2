import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { decode, encode } from './codec.ts'

const numbers = fc.oneof(
  fc.constant(0),
  fc.integer({ min: -5_000, max: 5_000 }),
  fc.double(),
  fc.constantFrom(-0, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 51, 2 ** 51 - 1, -(2 ** 51), 1 - 2 ** 51, 2 ** 53 - 1),
  fc.maxSafeInteger(),
)
const arrays = fc.oneof(
  fc.array(numbers, { maxLength: 60 }).map((values) => Float64Array.from(values)),
  fc.array(fc.integer(), { maxLength: 60 }).map((values) => Int32Array.from(values)),
  fc.array(fc.nat(), { maxLength: 60 }).map((values) => Uint32Array.from(values)),
)
const { entity } = fc.letrec((tie) => ({
  entity: fc
    .array(fc.tuple(fc.oneof(fc.string(), fc.constantFrom('number', 'slab', 'isLarge')), tie('value')), {
      maxLength: 6,
    })
    .map((entries) =>
      Object.fromEntries(entries.map(([name, value]) => [name === '__proto__' ? 'number' : name, value])),
    ),
  value: fc.oneof(
    { maxDepth: 4 },
    numbers,
    fc.string(),
    fc.boolean(),
    fc.constant(null),
    arrays,
    fc.array(tie('value'), { maxLength: 4 }),
    tie('entity'),
  ),
}))

test('what was stored of an entity is the entity, to the last bit', () => {
  fc.assert(fc.property(entity, (value) => assert.deepStrictEqual(decode(encode(value as object)), value)))
})

test('an account of which little is known takes little room', () => {
  const slab = new Float64Array(430)
  slab.set([20_000, 3, 1, 45_000.5, 12], 60)
  assert.ok(encode({ number: 1, slab }).length < 80)
})

test('bytes that are cut off, or too many, are no entity', () => {
  const bytes = encode({ number: 1, slab: new Float64Array(8).fill(1) })
  for (const damaged of [bytes.subarray(0, 5), bytes.subarray(0, bytes.length - 1), Buffer.concat([bytes, bytes])])
    assert.throws(() => decode(damaged), RangeError)
})

test('what is not plain data cannot be stored', () => {
  for (const value of [{ at: new Map() }, { at: new Date() }, { at: 1n }, { at: undefined }])
    assert.throws(() => encode(value), TypeError)
})
