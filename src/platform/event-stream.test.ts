import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { z } from 'zod'
import { endpoint } from './endpoint.ts'
import type { EventStreamLimits, Reader } from './event-stream.ts'
import { type Caller, createHttp, signedIn } from './http.ts'

const events = endpoint({ method: 'GET', path: '/events', tag: 'A', summary: 'Events', events: z.strictObject({}) })

const serve = async (eventStreams: Partial<EventStreamLimits> = {}) => {
  const readers: Reader[] = []
  const left: string[] = []
  const known = new Set(['ada', 'bob'])
  let requests = 0
  const http = createHttp({
    log: false,
    isSecure: false,
    origins: [],
    makeRequestId: () => String(requests++),
    eventStreams,
    authenticate: async ({ headers }): Promise<Caller | null> => {
      const id = String(headers['x-who'])
      return known.has(id) ? { kind: 'customer', id, name: id, roles: [], permissions: new Set(), session: id } : null
    },
  })
  http.routeEvents(events, signedIn, async (reader) => {
    readers.push(reader)
    return () => left.push(reader.caller.id)
  })
  const address = await http.server.listen({ host: '127.0.0.1', port: 0 })
  const open = async (who: string, headers: Record<string, string> = {}) => {
    const stop = new AbortController()
    const answer = await fetch(`${address}/events`, { headers: { 'x-who': who, ...headers }, signal: stop.signal })
    const parts = answer.body?.pipeThrough(new TextDecoderStream()).getReader()
    let heard = ''
    const hear = async (end: string) => {
      while (!heard.includes(end)) {
        const part = await parts?.read()
        if (!part || part.done) return `${heard}(ended)`
        heard += part.value
      }
      return heard
    }
    return { answer, hear, leave: () => stop.abort() }
  }
  return { http, readers, left, known, open, [Symbol.asyncDispose]: () => http.server.close() }
}

const one = { id: 7n, name: 'moved', data: { much: 1 } }

const until = async (isSo: () => boolean) => {
  for (let times = 0; times < 200 && !isSo(); times++) await wait(10)
  assert.ok(isSo(), 'it never came to be')
}

test('a reader is told events as they come, and leaves', async () => {
  await using it = await serve()
  const stream = await it.open('ada', { 'last-event-id': '41' })
  assert.match(stream.answer.headers.get('content-type') ?? '', /^text\/event-stream/)
  assert.equal(stream.answer.headers.get('x-content-type-options'), 'nosniff')
  assert.equal(it.readers[0].after, 41n)
  it.readers[0].tell([one])
  assert.match(await stream.hear('1}'), /^retry: 2000\n\nid: 7\nevent: moved\ndata: \{"much":1\}/)
  stream.leave()
  await until(() => it.left.length === 1)
})

test('a last event that no bank has sent counts as none', async () => {
  await using it = await serve()
  for (const id of ['x', '-1', '9'.repeat(19)]) await it.open('ada', { 'last-event-id': id })
  assert.deepEqual(
    it.readers.map(({ after }) => after),
    [null, null, null],
  )
})

test('one person follows in a few places only, everybody together in so many', async () => {
  await using it = await serve({ ofPerson: 2, inAll: 3 })
  const streams = [await it.open('ada'), await it.open('ada')]
  assert.equal((await it.open('ada')).answer.status, 429)
  assert.equal((await it.open('bob')).answer.status, 200)
  assert.equal((await it.open('bob')).answer.status, 503)
  streams[0].leave()
  await until(() => it.left.length === 1)
  assert.equal((await it.open('ada')).answer.status, 200)
})

test('a stranger is told nothing', async () => {
  await using it = await serve()
  assert.equal((await it.open('eve')).answer.status, 401)
  assert.equal(it.readers.length, 0)
})

test('silence is broken by a heartbeat, and whoever may no longer read hears the end at the next one', async () => {
  await using it = await serve({ heartbeatMs: 30 })
  const [ada, bob] = [await it.open('ada'), await it.open('bob')]
  assert.match(await ada.hear('\n:\n\n'), /:\n\n$/)
  it.known.delete('ada')
  assert.match(await ada.hear('never'), /\(ended\)$/)
  it.readers[1].tell([one])
  assert.match(await bob.hear('moved'), /id: 7/)
})

test('a reader who does not keep up is dropped', async () => {
  await using it = await serve({ waitingBytes: 20_000 })
  await it.open('ada')
  const many = Array.from({ length: 400 }, (_, index) => ({
    ...one,
    id: BigInt(index),
    data: { text: 'x'.repeat(1000) },
  }))
  it.readers[0].tell(many)
  await until(() => it.left.length === 1)
})

test('streams end as soon as the server begins to close', async () => {
  const it = await serve()
  const stream = await it.open('ada')
  const began = performance.now()
  await it.http.server.close()
  assert.ok(performance.now() - began < 2000)
  assert.match(await stream.hear('never'), /\(ended\)$/)
  assert.deepEqual(it.left, ['ada'])
})
