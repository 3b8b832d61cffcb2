import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { gzipSync } from 'node:zlib'
import fc from 'fast-check'
import { readRecords } from './read-records.ts'

let folder: string
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'csv-'))
})
after(() => rm(folder, { recursive: true }))

const read = async (content: string | Buffer, name = 'table.csv') => {
  const file = join(folder, name)
  await writeFile(file, content)
  const { header, batches } = await readRecords(file)
  const records = []
  for await (const batch of batches) records.push(...batch)
  return { header, records }
}

const cell = fc.string({ unit: fc.constantFrom('a', '"', ',', '\n', ' ', 'é', ';') })

test('whatever is written with quotes where they are needed is read as it was', async () => {
  const quote = (text: string) => (/[",\n;]/.test(text) || text === '' ? `"${text.replaceAll('"', '""')}"` : text)
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(cell, cell), { maxLength: 8 }), async (rows) => {
      const text = ['x,y', ...rows.map((row) => row.map(quote).join(','))].join('\n')
      const { records } = await read(text)
      assert.deepEqual(
        records.map(({ cells }) => cells),
        rows,
      )
    }),
    { numRuns: 60 },
  )
})

test('a record tells the line on which it begins, also after one that spans several', async () => {
  const { records } = await read('a,b\r\n1,"two\r\nlines"\r\n\r\n3,4')
  assert.deepEqual(records, [
    { line: 2, cells: ['1', 'two\r\nlines'] },
    { line: 5, cells: ['3', '4'] },
  ])
})

test('a quote within a cell that is not quoted is a letter, and opens nothing', async () => {
  const { records } = await read('a,b\n5" pipe,1\n6" pipe,2\n')
  assert.deepEqual(records[0].cells, ['5" pipe', '1'])
  assert.equal(records.length, 2)
})

test('semicolons and tabs part cells where the header says so, and a mark of the byte order is no part of a name', async () => {
  assert.deepEqual((await read('\uFEFFa;b\n1,5;2\n')).records[0].cells, ['1,5', '2'])
  assert.deepEqual((await read('\uFEFFa\tb\n1\t2\n')).header, ['a', 'b'])
})

test('a gzipped file of many pieces is read whole', async () => {
  const lines = Array.from({ length: 100_000 }, (_, index) => `${index},x`)
  const { records } = await read(gzipSync(['a,b', ...lines].join('\n')), 'many.csv.gz')
  assert.equal(records.length, 100_000)
  assert.deepEqual(records.at(-1), { line: 100_001, cells: ['99999', 'x'] })
})

test('a file that is not there, is empty, is damaged or has no line breaks is refused in a sentence', async () => {
  await assert.rejects(readRecords(join(folder, 'none.csv')), /There is no file/)
  await assert.rejects(read(''), /is empty/)
  await assert.rejects(read(gzipSync('a,b\n'.repeat(1000)).subarray(0, 20), 'cut.csv.gz'), /is damaged/)
  await assert.rejects(read('x'.repeat(1_200_000)), /never ends/)
  await assert.rejects(read(`a,b\n1,"${'x\n'.repeat(600_000)}`), /line 2 never ends/)
})
