import assert from 'node:assert/strict'
import { generateKeyPairSync, randomUUID } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { loadLockController } from '#modules/locker'
import { PlainError } from '#platform/plain-errors'
import { lock } from './lock.ts'

const open = async (more: readonly string[] = []) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-test-lock-'))
  const { publicKey } = generateKeyPairSync('ed25519')
  const keys = {
    key: Buffer.alloc(32, 5).toString('base64url'),
    bankKey: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url'),
  }
  await writeFile(join(folder, 'keys.json'), JSON.stringify(keys))
  const said: string[] = []
  const stopping = new AbortController()
  const args = ['--box', randomUUID(), '--keys', 'keys.json', '--memory', 'memory.json', '--port', '0']
  const running = lock({
    args: [...args, '--origin', 'https://bank.test', ...more],
    environment: {},
    projectFolder: folder,
    output: { write: (text) => said.push(text) },
    stopping: stopping.signal,
    now: () => Date.now(),
    uptimeMs: () => performance.now(),
  })
  return {
    ...{ said, running, stopping },
    [Symbol.asyncDispose]: async () => {
      stopping.abort()
      await running.catch(() => undefined)
      await rm(folder, { recursive: true })
    },
  }
}

const listens = async (said: readonly string[]): Promise<string> => {
  for (;;) {
    const [, at] = /listens on (\S+)/.exec(said.join('')) ?? []
    if (at) return at
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}

test('a lock listens before its bolt, believes nobody without a key, and stops when it is told to', async () => {
  await using gate = await open()
  const at = await listens(gate.said)
  const post = (path: string, body: string) => fetch(`http://${at}${path}`, { method: 'POST', body })
  assert.equal((await post('/state', '{}')).status, 403)
  assert.equal((await post('/unlock', '{}')).status, 403)
  assert.equal((await post('/offline/unlock', '{}')).status, 400)
  await assert.rejects(post('/offline/unlock', 'x'.repeat(3 * 1024 * 1024)), /fetch failed/)
  assert.equal((await post('/else', '{}')).status, 404)
  // It has just started, and waits as if it had heard the bank.
  const nonce = await post('/offline/nonce', '{}')
  assert.deepEqual([nonce.status, await nonce.json()], [403, { code: 'bank-reached' }])
  const asked = await fetch(`http://${at}/offline/nonce`, { method: 'OPTIONS' })
  assert.equal(asked.headers.get('access-control-allow-origin'), 'https://bank.test')
  gate.stopping.abort()
  assert.equal(await gate.running, 0)
})

test('arguments that are missing or half given are answered by the usage', async () => {
  await using gate = await open(['--unlock', '/bin/true'])
  await assert.rejects(gate.running, PlainError)
})

test('a bolt behind two programs moves and says how it stands, and what is no state is none', async () => {
  const { commandBolt } = await loadLockController()
  const bolt = commandBolt('/bin/true', '/bin/echo locked')
  await bolt.unlock()
  assert.equal(await bolt.state(), 'locked')
  await assert.rejects(commandBolt('/bin/false', '/bin/echo locked').unlock())
  await assert.rejects(commandBolt('/bin/true', '/bin/echo ajar').state(), /said neither/)
})
