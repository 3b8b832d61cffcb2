import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addDevOutbox, createDevOutbox } from './dev-outbox.ts'
import { createHttp } from './http.ts'

const open = async () => {
  const http = createHttp({
    log: false,
    origins: [],
    isSecure: false,
    makeRequestId: () => 'r1',
    authenticate: async () => null,
  })
  const outbox = createDevOutbox(() => new Date('2026-03-02T09:00:00Z'))
  addDevOutbox(http, outbox)
  const look = (url = '/dev/outbox', more: { remoteAddress?: string; headers?: Record<string, string> } = {}) =>
    http.server.inject({ url, remoteAddress: '127.0.0.1', headers: { host: 'localhost:3000' }, ...more })
  return { outbox, look, [Symbol.asyncDispose]: () => http.server.close() }
}

test('the developer reads what was sent, newest first, and what stands in a message stays text', async () => {
  await using bank = await open()
  assert.match((await bank.look()).body, /Nothing was sent/)
  await bank.outbox.ways.sms?.({ id: '1', to: '+911', subject: '', text: '123456 is your code' })
  await bank.outbox.ways.mail?.({ id: '2', to: 'a@b.c', subject: '<b>Hi', text: 'Go to http://localhost:3000/x <i>' })
  const { body } = await bank.look()
  assert.ok(body.indexOf('&lt;b&gt;Hi') < body.indexOf('123456 is your code'))
  assert.match(body, /<a href="http:\/\/localhost:3000\/x">/)
  assert.doesNotMatch(body, /<b>Hi|<i>/)
  const { items } = (await bank.look('/dev/outbox.json')).json()
  assert.deepEqual(
    items.map(({ channel, to }: { channel: string; to: string }) => [channel, to]),
    [
      ['mail', 'a@b.c'],
      ['sms', '+911'],
    ],
  )
})

test('nobody else reads it: not another machine, not through a proxy, not under another site’s name', async () => {
  await using bank = await open()
  const strangers: { remoteAddress?: string; headers?: Record<string, string> }[] = [
    { remoteAddress: '192.0.2.7' },
    { headers: { host: 'localhost:3000', 'x-forwarded-for': '127.0.0.1' } },
    { headers: { host: 'rebound.example' } },
  ]
  for (const url of ['/dev/outbox', '/dev/outbox.json']) {
    assert.equal((await bank.look(url)).statusCode, 200)
    for (const stranger of strangers) assert.equal((await bank.look(url, stranger)).statusCode, 404)
  }
})

test('it keeps the last two hundred', async () => {
  await using bank = await open()
  for (let id = 0; id < 205; id++) await bank.outbox.ways.sms?.({ id: String(id), to: '+911', subject: '', text: 'x' })
  assert.deepEqual([bank.outbox.messages.length, bank.outbox.messages[0].id], [200, '204'])
})
