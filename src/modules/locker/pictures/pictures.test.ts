import assert from 'node:assert/strict'
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { dayMs } from '#platform/time'
import { openUsualHall } from '../test-hall.ts'
import { picturesInFolder } from './folder.ts'
import { picturesInBucket } from './s3.ts'
import { signUrl } from './sigv4.ts'

const name = '2026/03/019cadc6-9e68-73d1-8e03-87a991705738'

test('a link is signed as the example that Amazon publishes for Signature Version 4 in the query', () => {
  const url = signUrl(
    { accessKey: 'AKIAIOSFODNN7EXAMPLE', secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY', region: 'us-east-1' },
    {
      method: 'GET',
      url: new URL('https://examplebucket.s3.amazonaws.com/test.txt'),
      at: new Date('2013-05-24T00:00:00Z'),
      expiresSeconds: 86_400,
    },
  )
  assert.equal(
    url.searchParams.get('X-Amz-Signature'),
    'aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404',
  )
  assert.equal(url.searchParams.get('X-Amz-Credential'), 'AKIAIOSFODNN7EXAMPLE/20130524/us-east-1/s3/aws4_request')
})

test('a folder keeps whole files that nobody else may read, and no name leads out of it', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-pictures-'))
  try {
    const store = picturesInFolder(join(folder, 'deep'))
    assert.equal(await store.get(name), undefined)
    await store.put(name, Uint8Array.from([1, 2, 3]))
    await store.put(name, Uint8Array.from([4, 5]))
    assert.deepEqual([...((await store.get(name)) ?? [])], [4, 5])
    const file = join(folder, 'deep', `${name}.sealed`)
    assert.equal((await stat(file)).mode & 0o077, 0)
    assert.equal((await readdir(join(file, '..'))).length, 1)
    await store.remove(name)
    await store.remove(name)
    assert.equal(await store.get(name), undefined)
    for (const bad of ['../../secrets', `${name}/../../x`, '/etc/passwd', ''])
      await assert.rejects(async () => store.get(bad), RangeError)
  } finally {
    await rm(folder, { recursive: true })
  }
})

/** Object storage as far as pictures need it: it checks that links are signed for it and not over. */
const openBucket = async (now: () => Date) => {
  const kept = new Map<string, Buffer>()
  const asked: { method: string; status: number }[] = []
  const keys = { accessKey: 'AKIDEXAMPLE', secretKey: 'a secret of a bucket', region: 'ap-south-1' }
  const server = createServer(async (request, response) => {
    const pieces: Buffer[] = []
    for await (const piece of request) pieces.push(piece)
    const url = new URL(request.url ?? '', `http://${request.headers.host}`)
    const given = url.searchParams.get('X-Amz-Signature')
    const [, year, month, day, hour, minute, second] =
      /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(url.searchParams.get('X-Amz-Date') ?? '') ?? []
    const at = new Date(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`)
    const bare = new URL(url.pathname, url)
    const expiresSeconds = Number(url.searchParams.get('X-Amz-Expires'))
    const right = signUrl(keys, { method: request.method as 'GET', url: bare, at, expiresSeconds })
    const isGood =
      given === right.searchParams.get('X-Amz-Signature') && now().getTime() < at.getTime() + expiresSeconds * 1000
    const answer = (status: number, body?: Buffer) => {
      asked.push({ method: request.method ?? '', status })
      response.writeHead(status).end(body)
    }
    if (!isGood || expiresSeconds > 60) return answer(403)
    if (request.method === 'PUT') kept.set(url.pathname, Buffer.concat(pieces))
    if (request.method === 'DELETE') kept.delete(url.pathname)
    const body = kept.get(url.pathname)
    return request.method === 'GET' && !body ? answer(404) : answer(200, request.method === 'GET' ? body : undefined)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return {
    kept,
    asked,
    keys,
    endpoint: `http://127.0.0.1:${port}`,
    close: () => new Promise((resolve) => server.close(resolve)),
  }
}

test('a bucket is asked by links that expire within a minute, with the right keys alone', async () => {
  let now = new Date('2026-03-02T09:00:00Z')
  const bucket = await openBucket(() => now)
  try {
    const options = { endpoint: bucket.endpoint, bucket: 'pictures', clock: () => now, ...bucket.keys }
    const store = picturesInBucket(options)
    await store.put(name, Uint8Array.from([1, 2, 3]))
    assert.deepEqual([...bucket.kept.keys()], [`/pictures/${name}.sealed`])
    assert.deepEqual([...((await store.get(name)) ?? [])], [1, 2, 3])
    await assert.rejects(picturesInBucket({ ...options, secretKey: 'another' }).get(name), /403/)
    const old = picturesInBucket({ ...options, clock: () => new Date(now.getTime() - 61_000) })
    await assert.rejects(old.put(name, Uint8Array.from([9])), /403/)
    await store.remove(name)
    assert.equal(await store.get(name), undefined)
    now = new Date(now.getTime() + dayMs)
    assert.equal(await store.get(name), undefined)
  } finally {
    await bucket.close()
  }
})

test('a store that is away keeps no door open and loses no picture; what is stored is sealed, what is changed is not shown, what is old is gone', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada } = hall
  const { put } = bank.pictures
  bank.pictures.put = () => Promise.reject(new Error('the store is away'))
  const denied = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 2)).body
  assert.equal(denied.state, 'refused')
  assert.equal(await bank.locker.storePictures(), 0)
  const [{ picture }] = (await hall.mine(ada)).incidents
  const show = async () => {
    const { url } = await hall.good(ada, 'POST', `/v1/locker/mine/pictures/${picture}/link`)
    return bank.http.server.inject({ method: 'GET', url, headers: ada.headers })
  }
  const before = (await show()).rawPayload
  assert.equal(before.subarray(0, 2).toString('hex'), 'ffd8')
  bank.pictures.put = put
  assert.equal(await bank.locker.storePictures(), 1)
  const [[key, bytes]] = [...bank.pictures.kept]
  assert.ok(!Buffer.from(bytes).includes(before.subarray(0, 12)))
  assert.deepEqual((await show()).rawPayload, before)

  bank.pictures.kept.set(
    key,
    Uint8Array.from(bytes, (byte, at) => (at === 30 ? byte ^ 1 : byte)),
  )
  assert.equal((await show()).statusCode, 404)
  bank.pictures.kept.set(key, bytes)
  bank.pass(364 * dayMs)
  await bank.locker.tidy()
  assert.equal(bank.pictures.kept.size, 1)
  bank.pass(2 * dayMs)
  await bank.locker.tidy()
  assert.equal(bank.pictures.kept.size, 0)
  const [row] = await bank.db.query('select key_sealed, waiting, removed_at is not null as gone from locker.picture')
  assert.deepEqual(row, { key_sealed: null, waiting: null, gone: true })
})
