import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { emptyDatabase } from '#testing/cluster'
import { insertKey } from './data-keys.ts'
import { beginSearchRotation, endSearchRotation, writeWithSearchKey } from './search-keys.ts'
import { keeper, killRotationAt, openVault } from './test-vault.ts'

type Vault = Awaited<ReturnType<typeof openVault>>

const begin = ({ db }: Vault) =>
  beginSearchRotation(db, (tx, version) =>
    insertKey(tx, keeper, (count) => crypto.getRandomValues(new Uint8Array(count)), 'search', version),
  )

test('a hash finds the same value again, but not that of another field, and nothing without the key', async () => {
  await using vault = await openVault(0)
  const [[one], [again], [other]] = await Promise.all([
    vault.sealing.hashes('email', 'ada@bank.test'),
    vault.sealing.hashes('email', 'ada@bank.test'),
    vault.sealing.hashes('phone', 'ada@bank.test'),
  ])
  assert.deepEqual(one, again)
  assert.notDeepEqual(one, other)
  assert.deepEqual(await vault.db.transaction((tx) => vault.sealing.hash(tx, 'email', 'ada@bank.test')), one)
  await using stranger = await openVault(0)
  assert.notDeepEqual(await stranger.sealing.hashes('email', 'ada@bank.test'), [one])
})

test('while the key of hashes changes everything is found, whoever wrote it when; then the old key is gone', async () => {
  await using vault = await openVault(3)
  const [before] = await vault.sealing.hashes('note', 'note 1')
  const version = await begin(vault)
  const others = vault.openServer()
  const findsAll = async (texts: readonly string[]) => {
    for (const server of [vault.sealing, others])
      for (const text of texts) assert.equal((await vault.find(text, server)).length, 1, text)
  }
  await vault.sealing.refresh()
  await vault.put('announced')
  assert.equal((await vault.sealing.hashes('note', 'note 1')).length, 2)
  await findsAll(['note 0', 'note 1', 'note 2', 'announced'])
  await writeWithSearchKey(vault.db, version)
  await vault.put('written anew', others)
  await findsAll(['note 0', 'note 1', 'note 2', 'announced', 'written anew'])
  for (const text of ['note 0', 'announced', 'written anew']) assert.equal(await vault.put(text), null, text)
  const { hashes } = await vault.rotate()
  assert.equal(hashes, 4, 'what was written with the new key stays as it is')
  await Promise.all([vault.sealing.refresh(), others.refresh()])
  await findsAll(['note 0', 'note 1', 'note 2', 'announced', 'written anew'])
  const after = await vault.sealing.hashes('note', 'note 1')
  assert.equal(after.length, 1)
  assert.notDeepEqual(after, [before])
  assert.deepEqual(await vault.keys('search'), [2])
  assert.equal((await vault.db.query('select from vault.thing where hash = $1', [before])).length, 0)
})

test('whoever is writing with the old key has done so before the new one is written with, also where they know of none', async () => {
  await using vault = await openVault(0)
  let letGo = () => {}
  const held = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const version = await begin(vault)
  const writing = vault.put('mine', vault.sealing, () => held)
  await sleep(50)
  let hasChanged = false
  const changing = writeWithSearchKey(vault.db, version).then(() => {
    hasChanged = true
  })
  const second = vault.put('mine', vault.openServer())
  await sleep(150)
  const hadChanged = hasChanged
  letGo()
  const ids = await Promise.all([writing, second])
  await changing
  assert.equal(hadChanged, false)
  assert.equal(ids.filter((id) => id !== null).length, 1)
})

test('of two who write the same at the same moment one is first, however the keys change meanwhile', async () => {
  await using vault = await openVault(0)
  // Two servers that never look for keys but when they write.
  const servers = [vault.openServer(), vault.openServer()]
  await Promise.all(servers.map((server) => server.refresh()))
  let isOver = false
  const rotating = (async () => {
    for (let turn = 0; turn < 6; turn++) await vault.rotate(keeper, () => {}, 5)
    isOver = true
  })()
  let texts = 0
  while (!isOver) {
    const text = `note ${texts++}`
    const ids = await Promise.all([...servers, ...servers].map((server) => vault.put(text, server)))
    assert.equal(ids.filter((id) => id !== null).length, 1, text)
    // What is hashed anew in this moment is there all the same.
    assert.equal(await vault.put('note 0', servers[texts % 2]), null)
  }
  await rotating
  assert.ok(texts > 20, `${texts}`)
  assert.equal((await vault.db.query('select from vault.thing')).length, texts)
  await vault.sealing.refresh()
  for (const text of ['note 0', `note ${texts - 1}`]) assert.equal((await vault.find(text)).length, 1)
})

test('a rotation that is killed among the hashes leaves everything found, and the next one finishes it', async () => {
  const connection = await emptyDatabase()
  await using vault = await openVault(1500, connection)
  await killRotationAt(connection, 'vault.thing.hash 400')
  await vault.sealing.refresh()
  const { length } = await vault.sealing.hashes('note', 'note 0')
  assert.deepEqual([await vault.keys('search'), length], [[1, 2], 2], 'it was killed in the middle')
  for (const index of [0, 750, 1499]) assert.deepEqual(await vault.find(`note ${index}`), [vault.ids[index]])
  const { hashes } = await vault.rotate()
  assert.ok(hashes !== null && hashes > 0 && hashes < 1500, `${hashes}`)
  assert.deepEqual(await vault.keys('search'), [2], 'it went on with the same key')
  await vault.sealing.refresh()
  for (const index of [0, 750, 1499]) assert.deepEqual(await vault.find(`note ${index}`), [vault.ids[index]])
  assert.equal(await vault.put('note 750'), null)
})

test('ended at any place and called again, it comes to its end', async () => {
  await using vault = await openVault(5)
  const version = await begin(vault)
  assert.equal(await begin(vault), version, 'begun twice is begun once')
  await writeWithSearchKey(vault.db, version)
  await writeWithSearchKey(vault.db, version)
  assert.equal((await vault.rotate()).hashes, 5)
  await endSearchRotation(vault.db, version)
  assert.deepEqual(await vault.keys('search'), [version])
})

test('beside a server that knows one key of hashes alone they keep theirs, and change at the next call', async () => {
  const connection = await emptyDatabase()
  await using vault = await openVault(3, connection)
  const before = new pg.Client({ ...connection, application_name: 'bankserver sealing' })
  await before.connect()
  const first = await vault.rotate()
  assert.deepEqual([first.hashes, first.values, await vault.keys('search')], [null, 3, [1]])
  await before.end()
  for (let left = 50; left > 0 && (await vault.rotate()).hashes === null; left--) await sleep(50)
  assert.deepEqual(await vault.keys('search'), [2])
})
