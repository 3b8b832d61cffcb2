import assert from 'node:assert/strict'
import { randomUUID } from 'node:crypto'
import { test } from 'node:test'
import type { KeyKeeper } from '#platform/sealing'
import { emptyDatabase } from '#testing/cluster'
import { field, keeper, killRotationAt, openVault } from './test-vault.ts'

test('a rotation seals everything under a new key, and drops the key of two rotations ago', async () => {
  await using vault = await openVault(450)
  await vault.db.query('insert into vault.thing values ($1)', [randomUUID()])
  const first = await vault.rotate()
  assert.deepEqual(first, { version: 2, isContinued: false, values: 450, wrapped: 2, hashes: 450 })
  assert.deepEqual([await vault.versions(), await vault.keys()], [[2], [1, 2]])
  assert.equal((await vault.rotate()).version, 3)
  assert.deepEqual([await vault.versions(), await vault.keys()], [[3], [2, 3]])
  for (const [index, id] of [...vault.ids.entries()].slice(0, 5)) assert.equal(await vault.read(id), `note ${index}`)
})

test('a server that has not heard of the new key goes on, and what it sealed meanwhile is sealed anew', async () => {
  await using vault = await openVault(10)
  let late: Promise<string | null> | undefined
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

test('a rotation that is killed in the middle leaves everything readable, and the next one finishes it', async () => {
  const connection = await emptyDatabase()
  await using vault = await openVault(3000, connection)
  await killRotationAt(connection, 'vault.thing.note 200')
  assert.deepEqual(await vault.versions(), [1, 2], 'it was killed in the middle')
  for (const index of [0, 1500, 2999]) assert.equal(await vault.read(vault.ids[index]), `note ${index}`)
  const { version, isContinued, values } = await vault.rotate()
  assert.deepEqual([version, isContinued, values > 0 && values < 3000], [2, true, true])
  assert.deepEqual([await vault.versions(), await vault.keys()], [[2], [1, 2]])
  for (const index of [0, 1500, 2999]) assert.equal(await vault.read(vault.ids[index]), `note ${index}`)
})
