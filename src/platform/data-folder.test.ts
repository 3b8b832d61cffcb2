import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyDataFolder, openDataFolder } from './data-folder.ts'

async function inFolder(work: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bank-data-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

test('a new data folder is made, used again, and emptied', () =>
  inFolder(async (parent) => {
    const folder = join(parent, 'new', 'data')
    await openDataFolder(folder)
    await writeFile(join(folder, 'something'), '')
    await openDataFolder(folder)
    assert.equal(await emptyDataFolder(folder), true)
    assert.deepEqual(await readdir(folder), [])
    assert.equal(await emptyDataFolder(folder), false)
  }))

test('a folder with somebody’s files in it is neither used nor emptied', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'thesis.txt'), 'three years')
    await assert.rejects(openDataFolder(folder), /is not empty and was not made by Bankserver/)
    await assert.rejects(emptyDataFolder(folder), /was not made by Bankserver, so nothing in it was removed/)
    assert.deepEqual(await readdir(folder), ['thesis.txt'])
  }))

test('a file is not taken for a folder', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'data'), '')
    await assert.rejects(openDataFolder(join(folder, 'data')), /is not a folder/)
    await assert.rejects(openDataFolder(join(folder, 'data', 'inside')), /is not a folder/)
  }))

test('data of a newer version is left alone', () =>
  inFolder(async (folder) => {
    await writeFile(join(folder, 'bankserver.json'), '{"madeBy":"bankserver","format":999}')
    await assert.rejects(openDataFolder(folder), /made by a newer Bankserver \(data format 999/)
  }))
