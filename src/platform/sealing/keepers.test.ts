import assert from 'node:assert/strict'
import { randomBytes } from 'node:crypto'
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { createKeepers, mergeKeyFiles } from '#platform/sealing'
import { createKeyRing } from './key-keeper.ts'
import { copyKeyFile, fileKeeper, secretKeeper } from './local-keepers.ts'
import { transitKeeper } from './transit-keeper.ts'

const random = (count: number) => randomBytes(count)
const key = randomBytes(32)

const inFolder = async (work: (folder: string) => Promise<void>) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-keys-'))
  try {
    await work(folder)
  } finally {
    await rm(folder, { recursive: true })
  }
}

/** Vault's transit engine as its documentation has it, over HTTP on this machine. */
const openVault = async (fails = { left: 0 }) => {
  const kept = new Map<string, { plaintext: string; associated: string }>()
  const asked: { path: string; token: unknown; plaintext: string }[] = []
  const server = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    const body = JSON.parse(Buffer.concat(chunks).toString())
    asked.push({ path: request.url ?? '', token: request.headers['x-vault-token'], plaintext: body.plaintext })
    const say = (status: number, data: object) => response.writeHead(status).end(JSON.stringify({ data }))
    if (fails.left-- > 0) return say(503, {})
    if (request.headers['x-vault-token'] !== 'hvs.right') return say(403, {})
    if (request.url === '/v1/transit/encrypt/bank') {
      const ciphertext = `vault:v1:${randomBytes(12).toString('base64')}`
      kept.set(ciphertext, { plaintext: body.plaintext, associated: body.associated_data })
      return say(200, { ciphertext })
    }
    const found = kept.get(body.ciphertext)
    return found?.associated === body.associated_data ? say(200, { plaintext: found?.plaintext }) : say(400, {})
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  return { url, asked, [Symbol.dispose]: () => void server.close().closeAllConnections() }
}

test('the key file is made once, for its owner alone, also when two make it at the same time', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'keys.json')
    const keepers = [1, 2, 3, 4].map(() => fileKeeper(file, random))
    const wrapped = await Promise.all(keepers.map((keeper) => keeper.wrap(key, 'a key')))
    for (const text of wrapped) assert.deepEqual(await fileKeeper(file, random).unwrap(text, 'a key'), key)
    assert.equal((await stat(file)).mode & 0o777, 0o600)
    assert.deepEqual(await readdir(folder), ['keys.json'])
  }))

test('a rotated file wraps under its new key and opens what the old one wrapped', () =>
  inFolder(async (folder) => {
    const file = join(folder, 'keys.json')
    const keeper = fileKeeper(file, random)
    const before = await keeper.wrap(key, 'a key')
    await keeper.rotate()
    const after = await keeper.wrap(key, 'a key')
    assert.deepEqual([await keeper.unwrap(before, 'a key'), await keeper.unwrap(after, 'a key')], [key, key])
    await assert.rejects(keeper.unwrap(after, 'another key'))
    const { keys } = JSON.parse(await readFile(file, 'utf8'))
    await writeFile(file, JSON.stringify({ keys: keys.slice(0, 1) }))
    await assert.rejects(keeper.unwrap(after, 'a key'), /lacks the key/)
    await writeFile(file, '{"keys": "hunter2')
    await assert.rejects(keeper.unwrap(after, 'a key'), (error: Error) => !error.message.includes('hunter2'))
  }))

test('a copy of the key file brings its keys back, beside later ones, but never over others', () =>
  inFolder(async (folder) => {
    const [own, copy, other] = ['keys.json', 'copy.json', 'other.json'].map((name) => join(folder, name))
    assert.equal(await copyKeyFile(own, copy), false)
    const before = await fileKeeper(own, random).wrap(key, 'a key')
    assert.equal(await copyKeyFile(own, copy), true)
    await fileKeeper(own, random).rotate()
    const later = await fileKeeper(own, random).wrap(key, 'a key')
    await mergeKeyFiles(copy, own)
    for (const text of [before, later]) assert.deepEqual(await fileKeeper(own, random).unwrap(text, 'a key'), key)
    await fileKeeper(other, random).wrap(key, 'a key')
    await assert.rejects(mergeKeyFiles(other, own), /has other keys/)
  }))

test('a service in the shape of Vault wraps with its token and the words for what; a passing failure is asked again', async () => {
  const fails = { left: 2 }
  using vault = await openVault(fails)
  const keeper = transitKeeper({ url: vault.url, key: 'bank', token: 'hvs.right' })
  const wrapped = await keeper.wrap(key, 'a key')
  assert.match(wrapped, /^transit:vault:v1:/)
  assert.deepEqual(await keeper.unwrap(wrapped, 'a key'), key)
  assert.deepEqual(
    vault.asked.map(({ path }) => path),
    [...Array(3).fill('/v1/transit/encrypt/bank'), '/v1/transit/decrypt/bank'],
  )
  await assert.rejects(keeper.unwrap(wrapped, 'another key'), /did not decrypt: it answered 400/)
  const thief = transitKeeper({ url: vault.url, key: 'bank', token: 'hvs.wrong' })
  await assert.rejects(thief.unwrap(wrapped, 'a key'), (error: Error) => !error.message.includes('hvs.'))
})

test('a bank goes over from its secret to a file to a service, and what was wrapped before stays readable', () =>
  inFolder(async (folder) => {
    using vault = await openVault()
    const secrets = { bankSecret: 'a secret of a test, quite long enough', keyServiceToken: 'hvs.right' }
    const keyFile = join(folder, 'keys.json')
    const keyService = { url: vault.url, key: 'bank' }
    const steps = [
      createKeepers({ keyFile: undefined, keyService: undefined }, secrets, random),
      createKeepers({ keyFile, keyService: undefined }, secrets, random),
      createKeepers({ keyFile, keyService }, secrets, random),
    ]
    assert.deepEqual(
      steps.map(({ keeper }) => keeper.name),
      ['secret', 'file', 'transit'],
    )
    const wrapped = await Promise.all(steps.map(({ keeper }) => keeper.wrap(key, 'a key')))
    for (const text of wrapped) assert.deepEqual(Buffer.from(await steps[2].keeper.unwrap(text, 'a key')), key)
    await assert.rejects(
      steps[0].keeper.unwrap(wrapped[1], 'a key'),
      /no key keeper is set up for what file has wrapped/,
    )
    const other = createKeyRing([secretKeeper('another secret of a test, long enough', random)])
    await assert.rejects(other.unwrap(wrapped[0], 'a key'))
  }))
