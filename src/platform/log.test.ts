import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createHttp } from './http.ts'
import { createLog } from './log.ts'

const openLog = () => {
  const lines: string[] = []
  const log = createLog({ level: 'info' }, { write: (line: string) => lines.push(line) })
  return { log, lines, last: () => JSON.parse(lines.at(-1) ?? '{}') }
}

test('only fields on the list are written', () => {
  const { log, last } = openLog()
  log.info({ status: 200, ms: 3, password: 'secret', cookie: 'secret', authorization: 'secret', body: {} }, 'answered')
  assert.deepEqual({ ...last(), time: '' }, { level: 'info', time: '', status: 200, ms: 3, msg: 'answered' })
})

test('an error is written with its stack, and without the values of rows that PostgreSQL quotes', () => {
  const { log, last } = openLog()
  const error = Object.assign(new Error('duplicate key'), { code: '23505', detail: 'Key (email)=(asha@example.com)' })
  log.error({ err: error }, 'bug')
  const { err } = last()
  assert.deepEqual([err.type, err.message, err.code], ['Error', 'duplicate key', '23505'])
  assert.match(err.stack, /log\.test/)
  assert.ok(!JSON.stringify(err).includes('asha'))
})

test('the lines of a request carry its id, its route but not its values, and nothing of its headers or body', async () => {
  const { log, lines, last } = openLog()
  const http = createHttp({
    log,
    authenticate: async () => null,
    makeRequestId: () => 'r7',
    origins: [],
    isSecure: false,
  })
  http.server.post('/try/:id', async () => {
    throw new Error('a bug')
  })
  const headers = { authorization: 'Bearer secret', 'user-agent': 'secret' }
  await http.server.inject({ method: 'POST', url: '/try/secret?q=secret', payload: { note: 'secret' }, headers })
  assert.equal(lines.length, 2)
  for (const line of lines) assert.ok(JSON.parse(line).request_id === 'r7' && !line.includes('secret'), line)
  const { ms: _, time: __, ...answered } = last()
  assert.deepEqual(answered, {
    level: 'info',
    request_id: 'r7',
    method: 'POST',
    path: '/try/:id',
    status: 500,
    msg: 'answered',
  })
})
