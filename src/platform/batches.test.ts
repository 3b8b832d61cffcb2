import assert from 'node:assert/strict'
import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { z } from 'zod'
import { openLines } from '#testing/lines'
import type { StreamLimits } from './batches.ts'
import { batchEndpoint, endpoint } from './endpoint.ts'
import { createHttp } from './http.ts'

const count = batchEndpoint({
  path: '/counts',
  tag: 'Test',
  summary: 'Count',
  batch: { name: 'numbers', item: z.int(), result: z.strictObject({ sum: z.int() }), most: 50 },
})
const echo = endpoint({ method: 'POST', path: '/echo', tag: 'Test', summary: 'Echo', body: z.strictObject({}) })

/** A server that adds up numbers; a batch takes as long, or fails, as the test says. */
const openServer = async (
  streams: Partial<StreamLimits> = {},
  write: (sum: number) => Promise<void> = async () => {},
) => {
  const http = createHttp({
    log: false,
    authenticate: async ({ headers }) =>
      headers.authorization === undefined
        ? null
        : { kind: 'service', id: 'a', name: 'a', roles: [], permissions: new Set(['numbers']) },
    makeRequestId: () => 'r',
    origins: [],
    isSecure: false,
    checksAnswers: true,
    bodyTimeMs: 300,
    streams: { itemsInBatch: 10, lingerMs: 500, ...streams },
  })
  const seen = { batches: [] as number[], ends: 0 }
  http.routeBatch(
    count,
    'numbers',
    () => {
      let sum = 0
      return {
        write: async (items) => {
          seen.batches.push(items.length)
          await write(sum)
          return items.map((item) => {
            sum += item
            return { sum }
          })
        },
        end: () => void seen.ends++,
      }
    },
    { bodyLimit: 1000, isLinked: (item) => item < 0 },
  )
  http.route(echo, 'numbers', async () => undefined)
  const address = await http.server.listen({ host: '127.0.0.1', port: 0 })
  const headers = { authorization: 'Bearer key' }
  return {
    http,
    seen,
    address,
    open: () => openLines(address, '/counts', headers),
    post: (url: string, payload: string, type = 'application/json', own: object = headers) =>
      http.server.inject({ method: 'POST', url, payload, headers: { ...own, 'content-type': type } }),
    [Symbol.asyncDispose]: () => http.server.close(),
  }
}

/** However it closes: a reset is as good as an end. */
const untilClosed = (socket: Socket) =>
  new Promise<void>((closed) => socket.on('error', () => {}).once('close', () => closed()))

const problemOf = (lines: readonly { problem?: Record<string, unknown> }[]) => {
  const problem = lines.at(-1)?.problem
  return [problem?.code, problem?.line]
}

test('one path takes a list and lines, and answers each in kind', async () => {
  await using server = await openServer()
  const list = await server.post('/counts', '{"numbers":[1,2,3]}')
  const lines = await server.post('/counts', '1\n2\n3', 'application/x-ndjson; charset=utf-8')
  assert.deepEqual(list.json(), { results: [{ sum: 1 }, { sum: 3 }, { sum: 6 }] })
  assert.equal(lines.body, '{"sum":1}\n{"sum":3}\n{"sum":6}\n')
  assert.deepEqual([lines.statusCode, lines.headers['content-type']], [200, 'application/x-ndjson'])
  assert.equal((await server.post('/counts', '', 'application/x-ndjson')).body, '')
  await sleep(10)
  assert.equal(server.seen.ends, 3)
})

test('no other path takes lines, and no path takes another kind of body', async () => {
  await using server = await openServer()
  for (const [url, type] of [
    ['/echo', 'application/x-ndjson'],
    ['/counts', 'text/csv'],
  ])
    assert.equal((await server.post(url, '1\n', type)).statusCode, 415)
})

test('a stranger is turned away before the body is read', async () => {
  await using server = await openServer()
  const tooMuch = '1\n'.repeat(10_000)
  for (const type of ['application/json', 'application/x-ndjson'])
    assert.equal((await server.post('/counts', tooMuch, type, {})).statusCode, 401)
  assert.equal((await server.post('/counts', `{"numbers":[${'1,'.repeat(1000)}1]}`)).statusCode, 413)
})

test('what arrives while a batch is written makes the next batch, up to the bound, and linked items stay together', async () => {
  await using server = await openServer({}, () => sleep(50))
  const lines = server.open()
  await lines.send('1\n')
  await sleep(20)
  await lines.send(...Array.from({ length: 12 }, () => '1\n'), ...Array.from({ length: 14 }, () => '-1\n'), '1\n')
  lines.finish()
  assert.equal((await lines.rest()).length, 28)
  assert.deepEqual(server.seen.batches, [1, 10, 2, 15])
})

test('a client that falls silent is told so after a while, with all that it sent answered', async () => {
  await using server = await openServer({ silenceMs: 100 })
  const lines = server.open()
  await lines.send('1\n', '2\n', '3')
  const answered = await lines.rest()
  assert.deepEqual(answered.slice(0, 2), [{ sum: 1 }, { sum: 3 }])
  assert.deepEqual(problemOf(answered), ['too-slow', 3])
})

test('a stream does not go on for ever', async () => {
  await using server = await openServer({ wholeMs: 150 })
  const lines = server.open()
  const drip = setInterval(() => void lines.send('1\n'), 10)
  const answered = await lines.rest()
  clearInterval(drip)
  assert.deepEqual(problemOf(answered), ['too-slow', answered.length])
})

test('other bodies have less time, also those of callers who were refused', async () => {
  await using server = await openServer({ lingerMs: 5000 })
  for (const path of ['/echo', '/counts']) {
    const socket = connect(Number(new URL(server.address).port), '127.0.0.1')
    const head = `POST ${path} HTTP/1.1\r\nhost: a\r\ncontent-type: application/json\r\ncontent-length: 10\r\n`
    socket.write(`${head}${path === '/echo' ? 'authorization: Bearer key\r\n' : ''}\r\n{`)
    let text = ''
    socket.setEncoding('utf8').on('data', (more: string) => {
      text += more
    })
    await untilClosed(socket)
    assert.match(text, path === '/echo' ? /^HTTP\/1.1 408/ : /^HTTP\/1.1 401/)
  }
})

test('a batch that fails is named by its first line, and nothing after it is tried', async () => {
  await using server = await openServer({}, async (sum) => {
    if (sum >= 20) throw new Error('the disk is full')
  })
  const lines = server.open()
  await lines.send(...Array.from({ length: 40 }, () => '1\n'))
  lines.finish()
  const answered = await lines.rest()
  assert.deepEqual(problemOf(answered), ['internal', answered.length])
  assert.ok(!JSON.stringify(answered).includes('disk'))
  assert.ok(answered.length > 20 && answered.length <= 31)
})

/** A bare connection that has begun a stream, as clients may that do not follow the pace of the server. */
const openSocket = async (address: string) => {
  const socket = connect(Number(new URL(address).port), '127.0.0.1')
  socket.on('error', () => {})
  await once(socket, 'connect')
  const headers = ['host: a', 'authorization: Bearer key', 'content-type: application/x-ndjson']
  socket.write(['POST /counts HTTP/1.1', ...headers, 'transfer-encoding: chunked', '', ''].join('\r\n'))
  const chunk = (text: string) => `${text.length.toString(16)}\r\n${text}\r\n`
  return { socket, write: (text: string) => new Promise<void>((done) => socket.write(chunk(text), () => done())) }
}

test('a client that writes everything before it reads still gets the problem, and a clean end', async () => {
  await using server = await openServer({ lingerMs: 5000 })
  const { socket, write } = await openSocket(server.address)
  await write('1\nno\n')
  for (let megabyte = 0; megabyte < 8; megabyte++) await write('1\n'.repeat(500_000))
  socket.end('0\r\n\r\n')
  let text = ''
  for await (const chunk of socket.setEncoding('utf8')) text += chunk
  assert.match(text, /^HTTP\/1.1 200 OK.*\{"sum":1\}.*"code":"broken-json".*"line":2\}\}\n\r\n0\r\n\r\n$/s)
})

test('one that goes on sending after its problem is cut off', async () => {
  await using server = await openServer({ lingerMs: 100 })
  const { socket, write } = await openSocket(server.address)
  await write('no\n')
  const drip = setInterval(() => void write('1\n'), 10)
  await untilClosed(socket.resume())
  clearInterval(drip)
  assert.equal(server.seen.ends, 1)
})

/** Writes without reading, until every buffer between the two is full and nothing moves any more; answers how much was taken. */
const fill = async ({ socket, write }: Awaited<ReturnType<typeof openSocket>>) => {
  socket.pause()
  let sent = 0
  void (async () => {
    while (!socket.destroyed) await write('1\n'.repeat(50_000)).then(() => sent++)
  })()
  for (let before = -1; before !== sent || sent === 0; await sleep(400)) before = sent
  return sent
}

test('a client that does not read stops the server’s reading', async () => {
  await using server = await openServer()
  const client = await openSocket(server.address)
  assert.ok((await fill(client)) < 1000)
  client.socket.destroy()
  while (server.seen.ends === 0) await sleep(10)
})

test('a client that does not read does not keep the server from stopping', async () => {
  const server = await openServer({ lingerMs: 50 })
  const client = await openSocket(server.address)
  await fill(client)
  const begun = performance.now()
  await server.http.server.close()
  assert.ok(performance.now() - begun < 5000)
  client.socket.destroy()
})

test('only so many streams are open at once; when one ends, another may begin', async () => {
  await using server = await openServer({ streams: 2 })
  const [one, two, three] = [server.open(), server.open(), server.open()]
  const statuses = await Promise.all(
    [one, two].map(async (lines) => {
      await lines.send('1\n')
      await lines.take(1)
      return lines.status()
    }),
  )
  assert.deepEqual([...statuses, await three.status()], [200, 200, 503])
  one.finish()
  await one.rest()
  two.abort()
  while (server.seen.ends < 2) await sleep(5)
  assert.equal((await server.post('/counts', '1\n', 'application/x-ndjson')).statusCode, 200)
})
