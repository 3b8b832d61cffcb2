import assert from 'node:assert/strict'
import { test } from 'node:test'
import canonicalize from 'canonicalize'
import fc from 'fast-check'
import { openDatabase } from '#platform/database'
import { testDatabase } from '#testing/cluster'
import { canonicalOf, type Json } from '../wire.ts'

const scalar = fc.oneof(fc.string({ unit: 'binary' }), fc.maxSafeInteger(), fc.boolean(), fc.constant(null))
const anything = fc.letrec<{ json: Json }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    scalar,
    fc.array(tie('json'), { maxLength: 4 }),
    fc.dictionary(fc.string({ unit: 'binary', maxLength: 5 }), tie('json'), { maxKeys: 4 }),
  ),
})).json

test('the checks write canonical JSON as the library does', () => {
  fc.assert(
    fc.property(anything, (value) => assert.equal(canonicalOf(value), canonicalize(value))),
    { numRuns: 500 },
  )
  assert.throws(() => canonicalOf(0.5), RangeError)
})

test('the database writes canonical JSON as the library does', async () => {
  const db = openDatabase(await testDatabase(), 1)
  const field = fc.stringMatching(/^[a-z_A-Z0-9]{1,8}$/)
  const text = fc.string({ unit: 'binary' }).filter((value) => !value.includes('\0') && value.isWellFormed())
  const rows = fc.dictionary(
    field,
    fc.oneof(text, fc.integer({ min: -(10 ** 14), max: 10 ** 14 }), fc.boolean(), fc.array(text, { maxLength: 3 })),
  )
  await fc.assert(
    fc.asyncProperty(rows, async (row) => {
      const [{ text: written }] = await db.query<{ text: string }>('select audit.canonical($1::jsonb) as text', [
        JSON.stringify(row),
      ])
      assert.equal(written, canonicalize(row))
    }),
    { numRuns: 100 },
  )
  await db.close()
})
