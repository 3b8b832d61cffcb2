import assert from 'node:assert/strict'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { type ConnectionOptions, connect } from 'node:tls'
import { createHttp } from '#platform/http'
import { createTlsFollower, readTlsPair } from '#platform/tls'
import { certificates } from '#testing/certificates'

const { one, other } = certificates

const open = async () => {
  const folder = await mkdtemp(join(tmpdir(), 'bank-tls-'))
  const files = { certificate: join(folder, 'bank.crt'), key: join(folder, 'bank.key') }
  const put = async ({ cert, key }: { cert: string; key: string }) => {
    await writeFile(files.certificate, cert)
    await writeFile(files.key, key)
  }
  await put(one)
  const tls = await readTlsPair(files)
  const authenticate = async () => null
  const http = createHttp({ log: false, origins: [], isSecure: true, makeRequestId: () => 'r', authenticate, tls })
  await http.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = http.server.server.address() as AddressInfo
  /** What a client with these wishes agrees on with the server: version, cipher, group and whose certificate. */
  const greet = (wishes: ConnectionOptions = {}) =>
    new Promise<{ version: string | null; cipher: string; group: string | undefined; name: unknown; answer: string }>(
      (resolve, reject) => {
        const socket = connect(
          { port, host: '127.0.0.1', ca: [one.cert, other.cert], servername: 'localhost', ...wishes },
          () => {
            const { name: group } = socket.getEphemeralKeyInfo() as { name?: string }
            const agreed = { version: socket.getProtocol(), cipher: socket.getCipher().name, group }
            socket.once('data', (answer) => {
              resolve({
                ...agreed,
                name: socket.getPeerCertificate().subject.CN,
                answer: answer.toString().split('\r\n')[0],
              })
              socket.destroy()
            })
            socket.write('GET /v1/nothing HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n')
          },
        )
        socket.once('error', reject)
      },
    )
  const close = async () => {
    await http.server.close()
    await rm(folder, { recursive: true })
  }
  return { greet, put, files, follow: createTlsFollower(http.server, files, tls), [Symbol.asyncDispose]: close }
}

test('a client of today gets TLS 1.3 with the group that a quantum computer does not break', async () => {
  await using server = await open()
  const { version, cipher, group, answer } = await server.greet()
  assert.deepEqual([version, cipher, group], ['TLSv1.3', 'TLS_AES_256_GCM_SHA384', 'X25519MLKEM768'])
  assert.equal(answer, 'HTTP/1.1 404 Not Found')
  assert.equal((await server.greet({ ecdhCurve: 'X25519MLKEM768' })).group, 'X25519MLKEM768')
})

test('a client of yesterday gets X25519, and TLS 1.2 with authenticated encryption alone', async () => {
  await using server = await open()
  assert.equal((await server.greet({ ecdhCurve: 'X25519' })).group, 'X25519')
  const old = await server.greet({ maxVersion: 'TLSv1.2' })
  assert.deepEqual([old.version, old.cipher], ['TLSv1.2', 'ECDHE-ECDSA-AES256-GCM-SHA384'])
  for (const wishes of [
    { maxVersion: 'TLSv1.1', minVersion: 'TLSv1', ciphers: 'DEFAULT@SECLEVEL=0' },
    { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES256-SHA384' },
    { maxVersion: 'TLSv1.2', ciphers: 'ECDHE-ECDSA-AES128-SHA' },
    { ecdhCurve: 'secp521r1' },
  ] satisfies ConnectionOptions[])
    await assert.rejects(server.greet(wishes), JSON.stringify(wishes))
})

test('a new certificate is taken without a restart, and a broken one is not', async () => {
  await using server = await open()
  assert.equal(await server.follow(), false)
  assert.equal((await server.greet()).name, 'one.bank.test')
  await server.put(other)
  assert.equal(await server.follow(), true)
  assert.equal((await server.greet()).name, 'other.bank.test')
  assert.equal(await server.follow(), false, 'the same once more is nothing new')
  await server.put({ cert: one.cert, key: other.key })
  await assert.rejects(server.follow(), { name: 'PlainError' })
  await writeFile(server.files.key, 'hunter2')
  await assert.rejects(server.follow(), (error: Error) => !error.message.includes('hunter2'))
  const { name, group } = await server.greet()
  assert.deepEqual([name, group], ['other.bank.test', 'X25519MLKEM768'])
})
