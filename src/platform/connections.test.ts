import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type AddressInfo, connect, type Socket } from 'node:net'
import { test } from 'node:test'
import { setTimeout as sleep } from 'node:timers/promises'
import { createHttp, type HttpOptions } from '#platform/http'

const open = async (more: Partial<HttpOptions> = {}) => {
  const options = {
    log: false,
    origins: [],
    isSecure: false,
    makeRequestId: () => 'r',
    authenticate: async () => null,
  } as const
  const http = createHttp({ ...options, ...more })
  await http.server.listen({ host: '127.0.0.1', port: 0 })
  const { port } = http.server.server.address() as AddressInfo
  const sockets: Socket[] = []
  const reach = () => {
    const socket = connect(port, '127.0.0.1')
    socket.on('error', () => {})
    sockets.push(socket)
    return socket
  }
  /** All that the server says until it closes the connection. */
  const listen = async (socket: Socket): Promise<string> => {
    let said = ''
    socket.on('data', (chunk) => {
      said += chunk
    })
    await once(socket, 'close')
    return said.split('\r\n')[0]
  }
  const close = async () => {
    for (const socket of sockets) socket.destroy()
    await http.server.close()
  }
  return { http, reach, listen, [Symbol.asyncDispose]: close }
}

const request = (headers: string) => `GET /v1/me HTTP/1.1\r\nhost: localhost\r\n${headers}`

test('whoever sends headers a letter at a time is cut off, while others are answered', async () => {
  await using server = await open({ headersTimeMs: 700 })
  const slow = Array.from({ length: 40 }, server.reach)
  const ends = Promise.all(slow.map(server.listen))
  const dripping = setInterval(() => {
    for (const socket of slow) if (!socket.destroyed) socket.write('x')
  }, 50)
  for (const socket of slow) socket.write(request('x-slow: '))
  const begun = performance.now()
  const quick = server.reach()
  quick.write(request('connection: close\r\n\r\n'))
  assert.match(await server.listen(quick), /^HTTP\/1\.1 404/)
  assert.ok(performance.now() - begun < 500)
  for (const said of await ends) assert.match(said, /^(HTTP\/1\.1 408 .*)?$/)
  clearInterval(dripping)
  assert.ok(performance.now() - begun < 5000)
})

test('a body that does not come is cut off', async () => {
  await using server = await open({ bodyTimeMs: 300 })
  const slow = server.reach()
  slow.write(
    'POST /v1/me HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 100\r\n\r\n{',
  )
  assert.match(await server.listen(slow), /^HTTP\/1\.1 (408|404)/)
})

test('headers of more than 16 KiB, and a header that smuggles a line, are refused', async () => {
  await using server = await open()
  for (const [headers, status] of [
    [`x-large: ${'x'.repeat(17_000)}\r\nconnection: close\r\n\r\n`, /431/],
    ['transfer-encoding: chunked\r\ncontent-length: 5\r\n\r\nhello', /400/],
    ['x-bad\0: 1\r\n\r\n', /400/],
    ['x bad: 1\r\n\r\n', /400/],
  ] as const) {
    const socket = server.reach()
    socket.write(request(headers))
    assert.match(await server.listen(socket), status, JSON.stringify(headers.slice(0, 40)))
  }
})

test('one address holds no more connections than it may; when it lets one go it gets another', async () => {
  await using server = await open({ connectionsFromAddress: 5 })
  const held = Array.from({ length: 5 }, server.reach)
  await Promise.all(held.map((socket) => once(socket, 'connect')))
  await sleep(50)
  assert.equal(await server.listen(server.reach()), '')
  held[0].destroy()
  await sleep(100)
  const next = server.reach()
  next.write(request('connection: close\r\n\r\n'))
  assert.match(await server.listen(next), /^HTTP\/1\.1 404/)
})

test('a proxy in front brings everybody, so it is not held to the limit of one', async () => {
  await using server = await open({ connectionsFromAddress: 2, trustedProxies: ['127.0.0.0/8'] })
  const held = Array.from({ length: 6 }, server.reach)
  await Promise.all(held.map((socket) => once(socket, 'connect')))
  await sleep(50)
  assert.equal(held.filter(({ destroyed }) => destroyed).length, 0)
  const next = server.reach()
  next.write(request('connection: close\r\n\r\n'))
  assert.match(await server.listen(next), /^HTTP\/1\.1 404/)
})
