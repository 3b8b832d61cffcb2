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
  assert.deepEqual(first, { version: 2, isContinued: false, values: 450, wrapped: 2, hashes: 450, damaged: [] })
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

test('what does not open is told by its row and left as it is, the rest goes on, and once it is mended nothing is missing', async () => {
  await using vault = await openVault(450)
  const { db, ids } = vault
  const noteOf = async (id: string) =>
    (await db.query<{ note: Buffer }>('select note from vault.thing where id = $1', [id]))[0].note
  const put = (id: string, note: Buffer) => db.query('update vault.thing set note = $2 where id = $1', [id, note])
  const [changed, one, other, cut, strange] = ids
  const [whole, first, second, long, known] = await Promise.all(ids.slice(0, 5).map(noteOf))
  const bad = Buffer.from(whole)
  bad[bad.length - 1] ^= 1
  await put(changed, bad)
  await put(one, second)
  await put(other, first)
  await put(cut, long.subarray(0, 9))
  await put(strange, Buffer.concat([Buffer.from([1, 0, 0, 0, 9]), known.subarray(5)]))
  const damaged = [changed, one, other, cut, strange].map((row) => ({ field: 'vault.thing.note', row }))
  const byRow = (values: readonly { field: string; row: string }[]) =>
    values.toSorted((some, next) => (some.row < next.row ? -1 : 1))
  for (const version of [2, 3, 4]) {
    const rotation = await vault.rotate()
    assert.deepEqual(byRow(rotation.damaged), byRow(damaged))
    assert.deepEqual([rotation.version, rotation.values], [version, 445])
  }
  assert.deepEqual([await noteOf(changed), await noteOf(one), await noteOf(cut)], [bad, second, long.subarray(0, 9)])
  assert.deepEqual(await vault.keys(), [1, 3, 4], 'the key that they name is kept')
  for (const index of [5, 200, 449]) assert.equal(await vault.read(ids[index]), `note ${index}`)
  for (const index of [0, 1, 2, 3, 4, 449])
    assert.equal((await vault.find(`note ${index}`)).length, 1, 'found as before')

  for (const [id, note] of [
    [changed, whole],
    [one, first],
    [other, second],
    [cut, long],
    [strange, known],
  ] as const)
    await put(id, note)
  const { damaged: none, values } = await vault.rotate()
  assert.deepEqual([none, values], [[], 450])
  await vault.sealing.refresh()
  for (const index of [0, 1, 2, 3, 4, 449]) {
    assert.equal(await vault.read(ids[index]), `note ${index}`)
    assert.equal((await vault.find(`note ${index}`)).length, 1)
  }
  assert.deepEqual([await vault.keys(), (await vault.keys('search')).length], [[4, 5], 1])
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
