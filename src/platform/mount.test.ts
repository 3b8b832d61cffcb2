import assert from 'node:assert/strict'
import { test } from 'node:test'
import { anyone, createHttp } from '#platform/http'
import type { ForeignRequest } from '#platform/mount'

const openHouse = () => {
  const heard: ForeignRequest[] = []
  const http = createHttp({
    log: false,
    authenticate: async () => null,
    makeRequestId: () => 'r1',
    origins: [],
    isSecure: true,
  })
  const answer = async (request: ForeignRequest) => {
    heard.push(request)
    const headers = { 'content-security-policy': 'default-src *', 'x-theirs': '1', 'set-cookie': ['a=1', 'b=2'] }
    return { status: 303, headers, body: 'done' }
  }
  http.mount('/theirs', anyone, answer)
  http.mount('/inner', 'things:do', answer)
  return { http, heard }
}

test('a foreign program gets the path below its door and the form, and answers under the house’s own headers', async () => {
  const { http, heard } = openHouse()
  const answer = await http.server.inject({
    method: 'POST',
    url: '/theirs/a/b?c=1',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    payload: 'd=2&d=3',
  })
  assert.deepEqual([answer.statusCode, answer.body, answer.headers['x-theirs']], [303, 'done', '1'])
  assert.deepEqual(answer.headers['set-cookie'], ['a=1', 'b=2'])
  assert.match(String(answer.headers['content-security-policy']), /default-src 'none'/)
  assert.ok(answer.headers['strict-transport-security'] !== undefined)
  assert.deepEqual(
    heard.map(({ method, url, body }) => [method, url, body]),
    [['POST', '/a/b?c=1', 'd=2&d=3']],
  )
})

test('what is not a form, or too large, or a change from another site’s page, does not reach it', async () => {
  const { http, heard } = openHouse()
  const form = 'application/x-www-form-urlencoded'
  const post = async (headers: Record<string, string>, payload: string) =>
    (await http.server.inject({ method: 'POST', url: '/theirs/a', headers, payload })).statusCode
  assert.equal(await post({ 'content-type': 'application/json' }, '{}'), 415)
  assert.equal(await post({ 'content-type': form }, 'a'.repeat(40_000)), 413)
  assert.equal(await post({ 'content-type': form, cookie: 'a=1', origin: 'https://other.example' }, 'a=1'), 403)
  assert.deepEqual(heard, [])
})

test('a door states its permission, and is held to it', async () => {
  const { http, heard } = openHouse()
  assert.equal((await http.server.inject({ method: 'GET', url: '/inner/a' })).statusCode, 401)
  assert.deepEqual([http.mounts.map(({ may }) => may), heard], [[anyone, 'things:do'], []])
  assert.throws(() => http.mount('/open', '', async () => ({ status: 200, headers: {}, body: '' })), /no permission/)
})
