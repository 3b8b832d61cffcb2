import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { openDatabase } from '#platform/database'
import { sqlArray } from '#platform/sql-array'
import { testDatabase } from '#testing/cluster'

const statement = `select $1::uuid[]::text[] as uuids, $2::bigint[]::text[] as bigints, $3::integer[] as integers, $4::smallint[] as smallints,
  array(select extract(epoch from at) * 1000 from unnest($5::timestamptz[]) at)::text[] as instants, $6::date[]::text[] as days,
  $7::boolean[] as booleans, $8::bigint[]::text[] as wholes, $9::float8[] as floats, $10::text[] as texts, $11::json[]::text[] as jsons,
  $12::bytea[]::text[] as bytes`

const maybe = <Value>(arbitrary: fc.Arbitrary<Value>) => fc.array(fc.option(arbitrary), { maxLength: 20 })
const asJson = (value: string | null) => (value === null ? null : JSON.stringify(value))
const day = fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })

test('arrays arrive in the database as they were sent, whatever is in them', async () => {
  const db = openDatabase(await testDatabase(), 1)
  try {
    await fc.assert(
      fc.asyncProperty(
        maybe(fc.uuid()),
        maybe(fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n })),
        maybe(fc.integer()),
        maybe(fc.integer({ min: -32_768, max: 32_767 })),
        maybe(day),
        maybe(fc.boolean()),
        maybe(fc.maxSafeInteger()),
        // JSON, in which the driver reads arrays, has no negative zero, and PostgreSQL's texts have no zero byte.
        maybe(fc.double().map((value) => value + 0)),
        maybe(fc.string({ unit: 'grapheme' }).map((value) => value.replaceAll('\0', ''))),
        maybe(fc.uint8Array({ maxLength: 40 })),
        async (uuids, bigints, integers, smallints, instants, booleans, wholes, floats, texts, bytes) => {
          const days = instants.map((at) => at?.toISOString().slice(0, 10) ?? null)
          const [row] = await db.query(statement, [
            sqlArray.uuids(uuids),
            sqlArray.bigints(bigints),
            sqlArray.integers(integers),
            sqlArray.smallints(smallints),
            sqlArray.instants(instants),
            sqlArray.days(days),
            sqlArray.booleans(booleans),
            sqlArray.wholes(wholes),
            sqlArray.floats(floats),
            sqlArray.texts(texts),
            sqlArray.jsons(texts.map(asJson)),
            sqlArray.bytes(bytes),
          ])
          const asText = (values: readonly (bigint | null)[]) => values.map((value) => value?.toString() ?? null)
          const ms = (row.instants as (string | null)[]).map((text) => text && Number(text))
          assert.deepEqual(
            { ...row, instants: ms },
            {
              uuids,
              bigints: asText(bigints),
              integers,
              smallints,
              instants: instants.map((at) => at?.getTime() ?? null),
              days,
              booleans,
              wholes: wholes.map((value) => value?.toString() ?? null),
              floats,
              texts,
              jsons: texts.map(asJson),
              bytes: bytes.map((value) => value && `\\x${Buffer.from(value).toString('hex')}`),
            },
          )
        },
      ),
      { numRuns: 200 },
    )
  } finally {
    await db.close()
  }
})

test('what a type cannot hold is refused before it is sent', () => {
  const id = '0192e4a0-7c3b-7f10-8a55-3f2b9c1d4e6f'
  for (const bad of [
    '',
    'nonsense',
    id.toUpperCase(),
    id.replace('0', 'g'),
    `${id}0`,
    id.slice(1),
    id.replaceAll('-', ''),
  ])
    assert.throws(() => sqlArray.uuids([bad]), TypeError, bad)
  assert.throws(() => sqlArray.bigints([2n ** 63n]), RangeError)
  assert.throws(() => sqlArray.wholes([0.5]), RangeError)
  assert.throws(() => sqlArray.integers([2 ** 31]), RangeError)
  assert.throws(() => sqlArray.smallints([40_000]), RangeError)
  assert.throws(() => sqlArray.days(['2026-02-30x']), TypeError)
})
