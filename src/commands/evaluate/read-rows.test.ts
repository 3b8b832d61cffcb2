import assert from 'node:assert/strict'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { createRandom } from '#learning/random'
import { dayMs } from '#platform/time'
import { type FeatureSource, ownFeatures } from './feature-source.ts'
import { handbookFeatures } from './handbook.ts'
import { readRows } from './read-rows.ts'
import { openRows } from './row-store.ts'
import { checkWindows, parseWindow } from './windows.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'rows-'))
})
after(() => rm(folder, { recursive: true }))

const begin = Date.UTC(2024, 0, 1)
const windows = {
  train: parseWindow('train', '2024-01-21:2024-01-28'),
  validate: parseWindow('validate', '2024-01-29:2024-01-31'),
  test: parseWindow('test', '2024-02-05:2024-02-10'),
}

/** Forty days, a payment every ten minutes; `isFraud` says which are fraud. */
const write = async (name: string, isFraud: (index: number, atMs: number) => boolean) => {
  const random = createRandom(3)
  const pick = (count: number) => Math.floor(random() * count)
  const lines = Array.from({ length: 45 * 144 }, (_, index) => {
    const atMs = begin + index * 600_000
    return `${index},${new Date(atMs).toISOString()},c${pick(60)},t${pick(40)},${1 + pick(9000) / 100},${isFraud(index, atMs) ? 1 : 0}`
  })
  const file = join(folder, `${name}.csv`)
  await writeFile(file, ['TRANSACTION_ID,TX_DATETIME,CUSTOMER_ID,TERMINAL_ID,TX_AMOUNT,TX_FRAUD', ...lines].join('\n'))
  return file
}

const rowsOf = async (file: string, name: string, source: FeatureSource) => {
  const place = join(folder, name)
  await mkdir(place)
  const read = readRows({ payments: { files: [file], context: [] }, windows, source, folder: place })
  return { place, ...(await read.finally(source.close)) }
}

test('rows lie in the windows by their day, both ends included, and are the same when opened again', async () => {
  const file = await write('some', (index) => index % 50 === 0)
  const { parts, payments, place } = await rowsOf(file, 'some', handbookFeatures(7 * dayMs))
  assert.deepEqual([parts.train.rows, parts.validate.rows, parts.test.rows], [8 * 144, 3 * 144, 6 * 144])
  // What comes after the test is not read to its end.
  assert.ok(payments >= 41 * 144)
  const again = await openRows(place)
  for (const name of ['train', 'validate', 'test'] as const) {
    const [one, other] = [await parts[name].read(), await again[name].read()]
    assert.deepEqual(one, other)
    assert.deepEqual(parts[name].payers, again[name].payers)
    assert.ok(one.table.values.buffer instanceof SharedArrayBuffer)
  }
  assert.equal(parts.train.days[0], (Date.UTC(2024, 0, 21) - 0) / dayMs)
})

test('rows can be chosen, and blocks hold all of them in their order', async () => {
  const file = await write('chosen', (index) => index % 50 === 0)
  const { parts } = await rowsOf(file, 'chosen', handbookFeatures(7 * dayMs))
  const all = await parts.train.read()
  const chosen = Uint32Array.of(0, 3, 700, 1151)
  const few = await parts.train.read(chosen)
  for (const [index, row] of chosen.entries()) {
    assert.deepEqual(
      few.table.values.slice(index * 15, index * 15 + 15),
      all.table.values.slice(row * 15, row * 15 + 15),
    )
    assert.equal(few.labels[index], all.labels[row])
  }
  const values: number[] = []
  for await (const block of parts.train.blocks(100)) values.push(...block.values)
  assert.deepEqual(Float32Array.from(values), all.table.values)
})

const remembered = () => join(folder, 'remembered')
const sources = {
  own: (delayMs: number) => ownFeatures(delayMs, { file: remembered(), bytes: 2 ** 26 }),
  handbook: handbookFeatures,
}
for (const [name, sourceOf] of Object.entries(sources)) {
  test(`no label enters the ${name} features before its time, and each does after it`, async () => {
    const sinceMs = Date.UTC(2024, 1, 1)
    const sometimes = (index: number) => index % 9 === 0
    // The same payments; but from February on every label is turned round.
    const turned = (index: number, atMs: number) => (atMs >= sinceMs ? !sometimes(index) : sometimes(index))
    const one = await rowsOf(await write(`${name}-one`, sometimes), `${name}-one`, sourceOf(7 * dayMs))
    const other = await rowsOf(await write(`${name}-other`, turned), `${name}-other`, sourceOf(7 * dayMs))
    const [before, after] = [await one.parts.test.read(), await other.parts.test.read()]
    const width = before.table.columns
    const known = (sinceMs + 7 * dayMs) / dayMs
    for (const [row, day] of one.parts.test.days.entries()) {
      if (day >= known) break
      const same = [before, after].map(({ table }) => table.values.slice(row * width, (row + 1) * width))
      assert.deepEqual(same[0], same[1], `row ${row} of day ${day}`)
    }
    assert.notDeepEqual(before.table.values, after.table.values)
  })
}

test('windows that overlap, end before they begin or are no days are refused', () => {
  assert.throws(() => parseWindow('train', '2024-02-01:2024-01-01'), /--train ends before it begins/)
  assert.throws(() => parseWindow('test', '2024-02-30:2024-03-01'), /--test takes two days/)
  assert.throws(() => parseWindow('test', undefined), /--test takes two days/)
  assert.throws(() => checkWindows({ ...windows, validate: windows.train }), /must follow one another/)
})
