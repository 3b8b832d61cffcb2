import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { connect } from 'node:tls'
import { fileURLToPath } from 'node:url'
import { certificates } from '#testing/certificates'

const { one, other } = certificates

const program = `
  const { createHangUps } = await import('#platform/hang-up')
  const { createHttp } = await import('#platform/http')
  const { every } = await import('#platform/jobs')
  const { createTlsFollower, readTlsPair } = await import('#platform/tls')
  const [, certificate, key, follows] = process.argv
  const hangUps = createHangUps(() => process.exit(7))
  process.on('SIGHUP', hangUps.receive)
  const tls = await readTlsPair({ certificate, key })
  const http = createHttp({ log: false, origins: [], isSecure: true, makeRequestId: () => 'r', authenticate: async () => null, tls })
  await http.server.listen({ host: '127.0.0.1', port: 0 })
  const job = every(3600000, createTlsFollower(http.server, { certificate, key }, tls), (error) => console.error(error.message))
  if (follows) hangUps.take(job.runNow)
  console.log(http.server.server.address().port)`

const start = async (follows: boolean) => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-hang-up-'))
  const [certificate, key] = [join(folder, 'bank.crt'), join(folder, 'bank.key')]
  const put = async (pair: { cert: string; key: string }) => {
    await writeFile(certificate, pair.cert)
    await writeFile(key, pair.key)
  }
  await put(one)
  const flags = ['--disable-warning=ExperimentalWarning', '--input-type=module', '--eval', program]
  const child: ChildProcess = spawn(process.execPath, [...flags, '--', certificate, key, ...(follows ? ['yes'] : [])], {
    cwd: fileURLToPath(new URL('../..', import.meta.url)),
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const said = { errors: '' }
  child.stderr?.on('data', (chunk) => {
    said.errors += String(chunk)
  })
  const [first] = await once(child.stdout ?? child, 'data')
  const port = Number(first)
  const name = () =>
    new Promise<unknown>((resolve, reject) => {
      const options = { port, host: '127.0.0.1', ca: [one.cert, other.cert], servername: 'localhost' }
      const socket = connect(options, () => {
        resolve(socket.getPeerCertificate().subject.CN)
        socket.destroy()
      })
      socket.once('error', reject)
    })
  return {
    put,
    name,
    said,
    child,
    hangUp: () => child.kill('SIGHUP'),
    [Symbol.asyncDispose]: async () => {
      child.kill('SIGKILL')
      await rm(folder, { recursive: true })
    },
  }
}

const until = async (isSo: () => Promise<boolean> | boolean) => {
  for (let left = 100; !(await isSo()); left--) {
    assert.ok(left > 0, 'it did not happen')
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
}

test('a server that is sent SIGHUP reads its certificate again at once, and goes on with the one before where it is broken', async () => {
  await using server = await start(true)
  assert.equal(await server.name(), 'one.bank.test')
  await server.put(other)
  assert.equal(await server.name(), 'one.bank.test', 'nobody has said anything yet')
  server.hangUp()
  await until(async () => (await server.name()) === 'other.bank.test')
  await server.put({ cert: one.cert, key: other.key })
  server.hangUp()
  await until(() => server.said.errors.includes('are no certificate and its private key'))
  assert.equal(await server.name(), 'other.bank.test')
})

test('a server without a certificate to follow stops at SIGHUP, as when its terminal is closed', async () => {
  await using server = await start(false)
  const ended = once(server.child, 'exit')
  server.hangUp()
  assert.deepEqual(await ended, [7, null])
})
