import assert from 'node:assert/strict'
import { createServer as createPlain } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { createServer as createRaw } from 'node:net'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { certificates } from '#testing/certificates'
import { isPublic } from './callback/addresses.ts'
import { type Address, type CallbackCall, type CallbackOptions, createCallbacks } from './callback.ts'

const call: CallbackCall = {
  headers: { 'content-type': 'application/json' },
  body: '{}',
  timeoutMs: 2000,
  mostBytes: 64,
}
const here = [{ address: '127.0.0.1', family: 4 }]
const forTests: CallbackOptions = { allowsPrivate: true, ca: certificates.one.cert, resolve: async () => here }

const listen = async (server: ReturnType<typeof createServer> | ReturnType<typeof createPlain>) => {
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const { port } = server.address() as AddressInfo
  return {
    port,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections()
      await new Promise((closed) => server.close(closed))
    },
  }
}

const failed = (failure: string) => ({ name: 'CallbackFailed', message: failure })

test('addresses of this machine, of private networks, of clouds’ metadata and what stands for them are not the open internet', () => {
  const closed = `0.0.0.0 0.1.2.3 10.0.0.1 100.64.0.1 127.0.0.1 127.8.8.8 169.254.169.254 172.16.0.1 172.31.255.255 192.0.0.8
    192.168.1.1 198.18.0.1 198.19.255.255 203.0.113.5 224.0.0.1 239.255.255.255 240.0.0.1 255.255.255.255
    :: ::1 ::ffff:127.0.0.1 ::ffff:10.0.0.1 ::ffff:8.8.8.8 ::127.0.0.1 64:ff9b::7f00:1 64:ff9b:1::1 100::1 fc00::1 fd00:ec2::254
    fe80::1 fe80::1%eth0 fec0::1 ff02::1 2001::1 2001:db8::1 2002:7f00:1:: 3fff::1 localhost 127.1 0x7f000001 2130706433 1.2.3`
  for (const address of closed.split(/\s+/)) assert.equal(isPublic(address), false, address)
  for (const address of [
    '8.8.8.8',
    '1.1.1.1',
    '172.15.0.1',
    '172.32.0.1',
    '100.128.0.1',
    '2606:4700::1111',
    '2a00:1450::1',
  ])
    assert.equal(isPublic(address), true, address)
})

test('no call goes to a private address: by its number, by a name, or by one address among others', async () => {
  const { post, check } = createCallbacks({ resolve: async (host) => addressesOf[host] ?? [] })
  const addressesOf: Record<string, Address[]> = {
    'inside.example': here,
    'mixed.example': [{ address: '8.8.8.8', family: 4 }, ...here],
    'mapped.example': [{ address: '::ffff:169.254.169.254', family: 6 }],
    'open.example': [{ address: '8.8.8.8', family: 4 }],
  }
  const urls = `https://127.0.0.1/ https://127.1/ https://0x7f.1/ https://2130706433/ https://[::1]/ https://[::ffff:127.0.0.1]/
    https://[::ffff:a9fe:a9fe]/ https://0.0.0.0/ https://169.254.169.254/latest/meta-data https://inside.example/ https://mixed.example/
    https://mapped.example/ http://open.example/ https://open.example:25/ https://who@open.example/ ftp://open.example/ no-address`
  for (const url of urls.split(/\s+/)) {
    await assert.rejects(post(url, call), failed('address-not-allowed'), url)
    await assert.rejects(check(url), failed('address-not-allowed'), url)
  }
  await assert.rejects(post('https://nowhere.example/', call), failed('no-such-host'))
  await check('https://open.example/')
})

test('a name that says one thing first and another one later is judged by what is connected to', async () => {
  let heard = 0
  await using server = await listen(
    createServer(certificates.one, (_request, response) => response.end(String(++heard))),
  )
  const answers = [[{ address: '8.8.8.8', family: 4 }], here]
  let asked = 0
  const { check, post } = createCallbacks({ ca: certificates.one.cert, resolve: async () => answers[asked++] ?? here })
  await check(`https://localhost:${server.port}/`)
  await assert.rejects(post(`https://localhost:${server.port}/`, call), failed('address-not-allowed'))
  assert.deepEqual([asked, heard], [2, 0])
})

test('a redirect is an answer and is not followed; of an answer only so much is read', async () => {
  const heard: string[] = []
  const receiver = createServer(certificates.one, (request, response) => {
    heard.push(request.url ?? '')
    if (request.url === '/away') response.writeHead(307, { location: '/there' }).end()
    else {
      // More than anybody reads, and without an end.
      const timer = setInterval(() => response.write('x'.repeat(1000)), 1)
      response.on('close', () => clearInterval(timer))
    }
  })
  await using server = await listen(receiver)
  const { post } = createCallbacks(forTests)
  const away = await post(`https://localhost:${server.port}/away`, call)
  const endless = await post(`https://localhost:${server.port}/endless`, call)
  assert.deepEqual([away.status, endless.status, endless.body.length], [307, 200, 64])
  assert.deepEqual(heard, ['/away', '/endless'])
})

test('a receiver that is slow, silent, drips, breaks off or is not there is given up', async () => {
  await using server = await listen(
    createServer(certificates.one, (request, response) => {
      if (request.url === '/drip') {
        response.writeHead(200)
        const timer = setInterval(() => response.write('.'), 20)
        response.on('close', () => clearInterval(timer))
      }
      if (request.url === '/break') request.socket.destroy()
    }),
  )
  const raw = createRaw(() => {})
  await new Promise<void>((ready) => raw.listen(0, '127.0.0.1', ready))
  const { port: silent } = raw.address() as AddressInfo
  const { post } = createCallbacks(forTests)
  const short = { ...call, timeoutMs: 150, mostBytes: 1e6 }
  const began = performance.now()
  for (const url of [
    `https://localhost:${server.port}/slow`,
    `https://localhost:${server.port}/drip`,
    `https://localhost:${silent}/`,
  ])
    await assert.rejects(post(url, short), failed('too-slow'), url)
  assert.ok(performance.now() - began < 2000)
  await assert.rejects(post(`https://localhost:${server.port}/break`, call), failed('broken-off'))
  raw.close()
  await wait(10)
  await assert.rejects(post(`https://localhost:${silent}/`, call), failed('no-connection'))
})

test('a certificate of somebody else, or of nobody known, is refused before anything is said', async () => {
  let heard = 0
  await using server = await listen(
    createServer(certificates.other, (_request, response) => response.end(String(++heard))),
  )
  await assert.rejects(createCallbacks(forTests).post(`https://localhost:${server.port}/`, call), failed('certificate'))
  const named = createCallbacks({ ...forTests, ca: certificates.other.cert })
  await assert.rejects(named.post(`https://elsewhere.example:${server.port}/`, call), failed('certificate'))
  assert.equal(heard, 0)
  assert.equal((await named.post(`https://localhost:${server.port}/`, call)).status, 200)
})

test('without TLS only this machine can be called, and only where that is allowed', async () => {
  await using server = await listen(createPlain((_request, response) => response.end('ok')))
  const url = `http://localhost:${server.port}/`
  assert.equal((await createCallbacks(forTests).post(url, call)).status, 200)
  await assert.rejects(createCallbacks({ resolve: async () => here }).post(url, call), failed('address-not-allowed'))
  const inside = createCallbacks({ allowsPrivate: true, resolve: async () => [{ address: '10.0.0.1', family: 4 }] })
  await assert.rejects(inside.post(url, call), failed('address-not-allowed'))
})
