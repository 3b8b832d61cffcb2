import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { type Connection, openDatabase } from '#platform/database'
import { createSealing, type KeyKeeper, rotateKeys, secretKeeper } from '#platform/sealing'
import { emptyDatabase } from '#testing/cluster'
import { versionOf } from './box.ts'

const random = (count: number) => randomBytes(count)
const keeper = secretKeeper('a secret of a test, quite long enough', random)
const field = { table: 'vault.thing', column: 'note', key: 'id', keyType: 'uuid' } as const
const signal = new AbortController().signal

const openVault = async (rows: number, connection?: Connection) => {
  const db = openDatabase(connection ?? (await emptyDatabase()), 4)
  const sealing = createSealing({ db, randomBytes: random, keeper })
  await db.query('create schema vault')
  await db.query('create table vault.thing (id uuid primary key, note bytea)')
  await sealing.refresh()
  const put = async (text: string, by = sealing) => {
    const id = randomUUID()
    await db.query('insert into vault.thing values ($1, $2)', [id, await by.seal(field, id, text)])
    return id
  }
  const ids: string[] = []
  for (let index = 0; index < rows; index++) ids.push(await put(`note ${index}`))
  const versions = async () => {
    const found = await db.query<{ note: Buffer }>('select note from vault.thing where note is not null')
    return [...new Set(found.map(({ note }) => versionOf(note)))].sort()
  }
  const read = async (id: string) => {
    const [{ note }] = await db.query<{ note: Buffer }>('select note from vault.thing where id = $1', [id])
    return sealing.open(field, id, note)
  }
  const keys = async () =>
    (
      await db.query<{ version: number }>(`select version from platform.data_key where purpose = 'seal' order by 1`)
    ).map(({ version }) => version)
  const rotate = (by: KeyKeeper = keeper, onProgress: () => void = () => {}, patienceMs = 1) =>
    rotateKeys({ db, randomBytes: random, keeper: by, fields: [field], onProgress, signal, patienceMs })
  return { db, sealing, put, ids, versions, read, keys, rotate, [Symbol.asyncDispose]: () => db.close() }
}

test('a rotation seals everything under a new key, and drops the key of two rotations ago', async () => {
  await using vault = await openVault(450)
  await vault.db.query('insert into vault.thing values ($1, null)', [randomUUID()])
  const first = await vault.rotate()
  assert.deepEqual(first, { version: 2, isContinued: false, values: 450, wrapped: 2 })
  assert.deepEqual([await vault.versions(), await vault.keys()], [[2], [1, 2]])
  assert.equal((await vault.rotate()).version, 3)
  assert.deepEqual([await vault.versions(), await vault.keys()], [[3], [2, 3]])
  for (const [index, id] of [...vault.ids.entries()].slice(0, 5)) assert.equal(await vault.read(id), `note ${index}`)
})

test('a server that has not heard of the new key goes on, and what it sealed meanwhile is sealed anew', async () => {
  await using vault = await openVault(10)
  let late: Promise<string> | undefined
  await vault.rotate(
    keeper,
    () => {
      late ??= vault.put('written meanwhile')
    },
    500,
  )
  assert.equal(await vault.read((await late) ?? ''), 'written meanwhile')
  assert.deepEqual(await vault.versions(), [2])
  await vault.sealing.refresh()
  await vault.put('after')
  assert.deepEqual(await vault.versions(), [2])
})

test('a row that is changed while it is being sealed anew keeps the change', async () => {
  await using vault = await openVault(3)
  const [id] = vault.ids
  let isChanged = false
  const slow: KeyKeeper = {
    ...keeper,
    // The new key is unwrapped for the first time between the reading of the rows and their writing.
    unwrap: async (wrapped, about) => {
      if (isChanged || !about.endsWith('seal 2')) return keeper.unwrap(wrapped, about)
      isChanged = true
      await vault.db.query('update vault.thing set note = $2 where id = $1', [
        id,
        await vault.sealing.seal(field, id, 'changed'),
      ])
      return keeper.unwrap(wrapped, about)
    },
  }
  await vault.rotate(slow)
  assert.equal(await vault.read(id), 'changed')
  assert.deepEqual(await vault.versions(), [2])
})

test('what was moved to another row, or to another column, is not opened', async () => {
  await using vault = await openVault(2)
  const [one, other] = vault.ids
  await vault.db.query('update vault.thing set note = (select note from vault.thing where id = $2) where id = $1', [
    one,
    other,
  ])
  await assert.rejects(vault.read(one), /was changed, moved, or sealed under another key/)
  const sealed = await vault.sealing.seal(field, one, 'mine')
  await assert.rejects(vault.sealing.open({ ...field, column: 'other' }, one, sealed), { name: 'Unsealable' })
})

test('a hash finds the same value again, but not that of another field, and nothing without the key', async () => {
  await using vault = await openVault(0)
  const [one, again, other] = await Promise.all([
    vault.sealing.hash('email', 'ada@bank.test'),
    vault.sealing.hash('email', 'ada@bank.test'),
    vault.sealing.hash('phone', 'ada@bank.test'),
  ])
  assert.deepEqual(one, again)
  assert.notDeepEqual(one, other)
  await vault.rotate()
  await vault.sealing.refresh()
  assert.deepEqual(
    await vault.sealing.hash('email', 'ada@bank.test'),
    one,
    'a rotation leaves what people are found by',
  )
  await using stranger = await openVault(0)
  assert.notDeepEqual(await stranger.sealing.hash('email', 'ada@bank.test'), one)
})

const program = `
  const { openDatabase } = await import('#platform/database')
  const { rotateKeys, secretKeeper } = await import('#platform/sealing')
  const { randomBytes } = await import('node:crypto')
  const [, connection, field] = process.argv
  const db = openDatabase(JSON.parse(connection), 2)
  const keeper = secretKeeper('a secret of a test, quite long enough', (count) => randomBytes(count))
  const onProgress = ({ done }) => process.stdout.write(done + '\\n')
  await rotateKeys({ db, randomBytes: (count) => randomBytes(count), keeper, fields: [JSON.parse(field)], onProgress,
    signal: new AbortController().signal, patienceMs: 1 })
  process.exit(0)`

test('a rotation that is killed in the middle leaves everything readable, and the next one finishes it', async () => {
  const connection = await emptyDatabase()
  await using vault = await openVault(3000, connection)
  const folder = fileURLToPath(new URL('../../..', import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  const child = spawn(process.execPath, [...flags, '--', JSON.stringify(connection), JSON.stringify(field)], {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(child.stdout, 'data')
  child.kill('SIGKILL')
  await once(child, 'exit')
  assert.deepEqual(await vault.versions(), [1, 2], 'it was killed in the middle')
  for (const index of [0, 1500, 2999]) assert.equal(await vault.read(vault.ids[index]), `note ${index}`)
  const { version, isContinued, values } = await vault.rotate()
  assert.deepEqual([version, isContinued, values > 0 && values < 3000], [2, true, true])
  assert.deepEqual([await vault.versions(), await vault.keys()], [[2], [1, 2]])
  for (const index of [0, 1500, 2999]) assert.equal(await vault.read(vault.ids[index]), `note ${index}`)
})
