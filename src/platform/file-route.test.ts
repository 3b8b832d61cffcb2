import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import type { FileAnswer, FileLimits } from './file-route.ts'
import { type Caller, createHttp, signedIn } from './http.ts'
import { Refusal } from './refusal.ts'

const file = endpoint({ method: 'GET', path: '/file', tag: 'A', summary: 'A file', files: ['text/plain'] })
const upload = endpoint({
  method: 'PUT',
  path: '/upload',
  tag: 'A',
  summary: 'A file comes',
  takesFiles: ['text/csv'],
  answer: z.strictObject({ bytes: z.number() }),
})

/** A file of so many pieces that tells how far it was made, and that its reader has gone. */
const createFile = (pieces: number, bytes = 65_536) => {
  const made = { pieces: 0, isOver: false }
  const body = (async function* () {
    try {
      for (; made.pieces < pieces; made.pieces++) yield Buffer.alloc(bytes, 'x')
    } finally {
      made.isOver = true
    }
  })()
  return { made, answer: { type: 'text/plain', name: 'file.txt', body } satisfies FileAnswer }
}

const serve = async (handle: () => Promise<FileAnswer>, files: Partial<FileLimits> = {}) => {
  let requests = 0
  const http = createHttp({
    log: false,
    isSecure: false,
    origins: [],
    makeRequestId: () => String(requests++),
    files,
    authenticate: async ({ headers }): Promise<Caller | null> => {
      const id = String(headers['x-who'])
      return { kind: 'customer', id, name: id, roles: [], permissions: new Set(), session: id }
    },
  })
  http.routeFile(file, signedIn, handle)
  http.routeUpload(upload, signedIn, { types: ['text/csv'], mostBytes: 100_000 }, async ({ file: given }) => {
    let bytes = 0
    for await (const piece of given) bytes += piece.length
    return { bytes }
  })
  const address = await http.server.listen({ host: '127.0.0.1', port: 0 })
  const get = (who = 'ada', signal?: AbortSignal) => fetch(`${address}/file`, { headers: { 'x-who': who }, signal })
  const put = (body: string | ReadableStream, type = 'text/csv') =>
    fetch(`${address}/upload`, {
      method: 'PUT',
      headers: { 'x-who': 'ada', 'content-type': type },
      body,
      duplex: 'half',
    } as RequestInit)
  return { get, put, [Symbol.asyncDispose]: () => http.server.close() }
}

const until = async (isSo: () => boolean) => {
  for (let times = 0; times < 300 && !isSo(); times++) await wait(10)
  assert.ok(isSo(), 'it never came to be')
}

const codeOf = async (answer: Response) => [answer.status, ((await answer.json()) as { code: string }).code]

test('a file is sent under its name and type, and whole', async () => {
  await using it = await serve(async () => createFile(20).answer)
  const answer = await it.get()
  assert.equal(answer.headers.get('content-type'), 'text/plain')
  assert.equal(answer.headers.get('content-disposition'), 'attachment; filename="file.txt"')
  assert.equal((await answer.text()).length, 20 * 65_536)
})

test('a file is made no faster than it is read, and no further where its reader has gone', async () => {
  const { made, answer } = createFile(1_000_000)
  await using it = await serve(async () => answer)
  const leaving = new AbortController()
  const reading = await it.get('ada', leaving.signal)
  await reading.body?.getReader().read()
  await wait(300)
  const after = made.pieces
  assert.ok(after < 1000, `${after} pieces were made for a reader that takes none`)
  leaving.abort()
  await until(() => made.isOver)
})

test('a file that fails in the middle breaks off, so that nobody takes it for the whole', async () => {
  const body = (async function* () {
    yield 'half '
    throw new Error('the book is away')
  })()
  await using it = await serve(async () => ({ type: 'text/plain', name: 'a.txt', body }))
  const answer = await it.get()
  await assert.rejects(answer.text())
})

test('a person has so many files on their way, the bank so many in all, and each ended one makes room', async () => {
  const open: ReturnType<typeof createFile>[] = []
  const handle = async () => {
    const made = createFile(1_000_000)
    open.push(made)
    return made.answer
  }
  await using it = await serve(handle, { ofPerson: 1, inAll: 2 })
  const leaving = new AbortController()
  await it.get('ada', leaving.signal)
  assert.deepEqual(await codeOf(await it.get('ada')), [429, 'too-many-files'])
  await it.get('bob', leaving.signal)
  assert.deepEqual(await codeOf(await it.get('eve')), [503, 'too-busy'])
  leaving.abort()
  await until(() => open.every(({ made }) => made.isOver))
  const again = new AbortController()
  assert.equal((await it.get('ada', again.signal)).status, 200)
  again.abort()
})

test('whoever is refused takes no place', async () => {
  let isRefused = true
  const handle = async () => {
    if (isRefused) throw new Refusal('deed-unproved', 403, 'Prove it.')
    return createFile(1).answer
  }
  await using it = await serve(handle, { ofPerson: 1 })
  for (let times = 0; times < 3; times++) assert.deepEqual(await codeOf(await it.get()), [403, 'deed-unproved'])
  isRefused = false
  assert.equal((await it.get()).status, 200)
})

test('a reader that takes nothing for a while is cut off', async () => {
  const { made, answer } = createFile(1_000_000)
  await using it = await serve(async () => answer, { silenceMs: 100 })
  const reading = await it.get()
  await until(() => made.isOver)
  await assert.rejects(reading.text())
})

test('a file that comes is read piece by piece, and refused by its type and its size', async () => {
  await using it = await serve(async () => createFile(1).answer)
  assert.deepEqual(await (await it.put('a,b')).json(), { bytes: 3 })
  assert.deepEqual(await codeOf(await it.put('{}', 'application/json')), [415, 'media-type'])
  assert.deepEqual(await codeOf(await it.put('x'.repeat(100_001))), [413, 'body-too-large'])
  const lying = new ReadableStream({
    pull: (controller) => controller.enqueue(new Uint8Array(50_000)),
  })
  assert.deepEqual(await codeOf(await it.put(lying)), [413, 'body-too-large'])
  assert.deepEqual(await (await it.put('again')).json(), { bytes: 5 })
})

test('a file that stops coming is given up', async () => {
  await using it = await serve(async () => createFile(1).answer, { silenceMs: 100 })
  const stuck = new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array(10)) })
  const answer = await it.put(stuck)
  assert.deepEqual(await codeOf(answer), [408, 'too-slow'])
})
