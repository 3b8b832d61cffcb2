import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHttp } from './http.ts'
import { addHealth, addMetrics } from './metrics.ts'

const open = (token?: string, isReady: () => Promise<boolean> = async () => true) => {
  const http = createHttp({
    log: false,
    authenticate: async () => null,
    makeRequestId: () => 'r',
    origins: [],
    isSecure: false,
  })
  addHealth(http, isReady)
  const metrics = addMetrics(http, { token })
  const ask = (url: string, headers: Record<string, string> = {}, remoteAddress = '127.0.0.1') =>
    http.server.inject({ method: 'GET', url, headers, remoteAddress })
  return { ask, metrics }
}

test('requests are timed by route and status, those of routes that were there before as well', async () => {
  const { ask, metrics } = open()
  metrics.gauge('bank_lane_waiting_items', 'Payments that wait.', () => 7)
  await ask('/health/live')
  await ask('/no/such/path/4711')
  const { body } = await ask('/metrics')
  assert.match(body, /bank_http_request_duration_seconds_count\{method="GET",route="\/health\/live",status="200"\} 1/)
  assert.match(body, /bank_http_request_duration_seconds_count\{method="GET",route="none",status="404"\} 1/)
  assert.match(body, /^bank_lane_waiting_items 7$/m)
  assert.match(body, /^process_resident_memory_bytes \d+$/m)
  assert.doesNotMatch(body, /4711/)
})

test('without a token metrics are for this machine alone, and not for what a proxy on it forwards', async () => {
  const { ask } = open()
  assert.equal((await ask('/metrics', {}, '::1')).statusCode, 200)
  assert.equal((await ask('/metrics', {}, '203.0.113.7')).statusCode, 403)
  assert.equal((await ask('/metrics', { 'x-forwarded-for': '203.0.113.7' })).statusCode, 403)
  assert.equal((await ask('/metrics', { forwarded: 'for=203.0.113.7' })).json().code, 'not-allowed')
})

test('with a token everyone needs it, and whoever has it may be anywhere', async () => {
  const { ask } = open('a token of a test')
  assert.equal((await ask('/metrics')).statusCode, 403)
  assert.equal((await ask('/metrics', { authorization: 'Bearer another' })).statusCode, 403)
  const allowed = await ask('/metrics', { authorization: 'Bearer a token of a test' }, '203.0.113.7')
  assert.equal(allowed.statusCode, 200)
})

test('the bank is ready while its database answers, and alive in any case', async () => {
  const down = async () => {
    throw new Error('connection refused')
  }
  for (const [isReady, status] of [
    [async () => true, 200],
    [async () => false, 503],
    [down, 503],
  ] as const) {
    const { ask } = open(undefined, isReady)
    const ready = await ask('/health/ready')
    assert.equal(ready.statusCode, status)
    assert.equal(status === 200 ? ready.json().status : ready.json().code, status === 200 ? 'ready' : 'not-ready')
    assert.deepEqual((await ask('/health/live')).json(), { status: 'live' })
  }
})

test('a database that hangs is one that is not ready, after two seconds', async () => {
  const { ask } = open(undefined, () => new Promise(() => {}))
  assert.equal((await ask('/health/ready')).statusCode, 503)
})
