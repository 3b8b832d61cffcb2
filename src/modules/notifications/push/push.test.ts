import assert from 'node:assert/strict'
import { createDecipheriv, createECDH, createPublicKey, hkdfSync, randomBytes, verify } from 'node:crypto'
import type { IncomingMessage } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { dayMs, minuteMs } from '#platform/time'
import { type Person, type TestBank, testBank } from '#testing/bank'
import { certificates } from '#testing/certificates'

/** A browser's side of a subscription: it opens what was sealed for it (RFC 8291). */
const createBrowser = () => {
  const curve = createECDH('prime256v1')
  curve.generateKeys()
  const auth = randomBytes(16)
  return {
    keys: { p256dh: curve.getPublicKey('base64url'), auth: auth.toString('base64url') },
    open: (body: Buffer) => {
      const [salt, keyLength] = [body.subarray(0, 16), body[20]]
      const sender = body.subarray(21, 21 + keyLength)
      const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), sender])
      const secret = hkdfSync('sha256', curve.computeSecret(sender), auth, info, 32)
      const derive = (name: string, length: number) =>
        Buffer.from(hkdfSync('sha256', Buffer.from(secret), salt, `Content-Encoding: ${name}\0`, length))
      const sealed = body.subarray(21 + keyLength)
      const decipher = createDecipheriv('aes-128-gcm', derive('aes128gcm', 16), derive('nonce', 12))
      decipher.setAuthTag(sealed.subarray(-16))
      const text = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]).toString()
      return JSON.parse(text.slice(0, text.lastIndexOf('\u0002')))
    },
  }
}

interface Taken {
  readonly path: string
  readonly headers: IncomingMessage['headers']
  readonly body: Buffer
}

/** A push service on this machine, which answers with the status that it is told. */
const openService = async () => {
  const taken: Taken[] = []
  const state = { status: 201 }
  const server = createServer(certificates.one, async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk)
    taken.push({ path: request.url ?? '', headers: request.headers, body: Buffer.concat(chunks) })
    response.writeHead(state.status).end()
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  const origin = `https://localhost:${(server.address() as AddressInfo).port}`
  return { taken, state, origin, [Symbol.asyncDispose]: async () => void server.close() }
}

const callbacks = { allowsPrivate: true, ca: certificates.one.cert }

const openTown = async () => {
  const bank = await testBank({ callbacks })
  const [ada, bob] = [await bank.holder('Ada', 1_000_000n), await bank.holder('Bob')]
  return { bank, ada, bob }
}

const subscribe = async (
  bank: TestBank,
  who: Person,
  endpoint: string,
  browser = createBrowser(),
  id = bank.newId(),
) => {
  const body = { name: 'Firefox on Linux', endpoint, keys: browser.keys }
  return { id, browser, answer: await bank.ask(who, 'PUT', `/v1/notifications/push/${id}`, body) }
}

const push = async (bank: TestBank) => {
  await bank.notifications.spread()
  return bank.notifications.deliverPush()
}

/** Checks the signature of a VAPID header (RFC 8292) and answers what it says. */
const vapidOf = (authorization: string) => {
  const [, token, key] = /^vapid t=([\w.-]+), ?k=([\w-]+)$/.exec(authorization) ?? []
  const point = Buffer.from(key, 'base64url')
  const jwk = {
    kty: 'EC',
    crv: 'P-256',
    x: point.subarray(1, 33).toString('base64url'),
    y: point.subarray(33).toString('base64url'),
  }
  const [head, body, signature] = token.split('.')
  const publicKey = createPublicKey({ key: jwk, format: 'jwk' })
  const isRight = verify(
    'sha256',
    Buffer.from(`${head}.${body}`),
    { key: publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64url'),
  )
  return { key, isRight, claims: JSON.parse(Buffer.from(body, 'base64url').toString()) }
}

test('a browser that subscribed shows what came in: sealed for it alone, signed by the bank, once', async () => {
  await using service = await openService()
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const { browser, answer } = await subscribe(bank, bob, `${service.origin}/send/b`)
  assert.deepEqual([answer.status, answer.body.name], [200, 'Firefox on Linux'])
  const { id } = (await bank.send(ada, bob, 2_500n)).body
  assert.deepEqual([await push(bank), await push(bank)], [1, 0])
  const [{ path, headers, body }] = service.taken
  assert.equal(path, '/send/b')
  const { id: place, ...shown } = browser.open(body)
  assert.match(place, /^\d+$/)
  assert.deepEqual(shown, {
    title: '₹25.00 came in',
    text: '₹25.00 from Ada is in your account.',
    language: 'en',
    link: `/payments/${id}`,
  })
  assert.deepEqual(
    [headers['content-encoding'], headers.urgency, Number(headers.ttl)],
    ['aes128gcm', 'normal', dayMs / 1000],
  )
  const { key, isRight, claims } = vapidOf(headers.authorization ?? '')
  const { publicKey, items } = (await bank.ask(bob, 'GET', '/v1/notifications/push')).body
  assert.deepEqual([isRight, claims.aud, key, items.length], [true, service.origin, publicKey, 1])
  const stored = await bank.db.query<{ text: string }>('select s::text as text from notifications.push_subscription s')
  assert.ok(!stored[0].text.includes('localhost'), 'the address is sealed')
})

test('every process of the bank has the same key', async () => {
  const { bank, ada } = await openTown()
  await using _ = bank
  const second = await bank.openSecond()
  const keyAt = async (server: Pick<TestBank, 'http'>) => {
    const answer = await server.http.server.inject({ url: '/v1/notifications/push', headers: ada.headers })
    return answer.json().publicKey as string
  }
  const keys = await Promise.all([keyAt(bank), keyAt(second), keyAt(bank)])
  assert.equal(new Set(keys).size, 1)
  await second.http.server.close()
})

test('a push service that is down is tried again later; a browser that is gone is forgotten', async () => {
  await using service = await openService()
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  await subscribe(bank, bob, `${service.origin}/send/b`)
  service.state.status = 503
  await bank.send(ada, bob, 2_500n)
  assert.deepEqual([await push(bank), await push(bank)], [0, 0])
  bank.pass(minuteMs / 2)
  service.state.status = 201
  assert.equal(await push(bank), 1)
  service.state.status = 410
  await bank.send(ada, bob, 2_500n)
  assert.equal(await push(bank), 0)
  bank.pass(minuteMs)
  await bank.send(ada, bob, 2_500n)
  assert.equal(await push(bank), 0)
  assert.equal(service.taken.length, 3)
  assert.deepEqual((await bank.ask(bob, 'GET', '/v1/notifications/push')).body.items, [])
  const [{ sealed }] = await bank.db.query<{ sealed: null }>(
    'select subscription_sealed as sealed from notifications.push_subscription',
  )
  assert.equal(sealed, null)
})

test('messages that several servers deliver leave once each; what a killed one took is tried again', async () => {
  await using service = await openService()
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const second = await bank.openSecond()
  const { browser } = await subscribe(bank, bob, `${service.origin}/send/b`)
  const notice = { person: bob.id, kind: 'arrived', at: bank.clock(), other: ada.id } as const
  await bank.notifications.tell(
    bank.db,
    Array.from({ length: 45 }, () => notice),
  )
  await bank.notifications.spread()
  const counts = await Promise.all([bank, second, bank, second].map(({ notifications }) => notifications.deliverPush()))
  assert.equal(
    counts.reduce((sum, count) => sum + count),
    45,
  )
  assert.equal(new Set(service.taken.map(({ body }) => browser.open(body).id)).size, 45)
  assert.equal(service.taken.length, 45)
  // As if a process had taken it and died before it wrote what became of it.
  await bank.db.query(
    'update notifications.push_delivery set delivered_at = null where id = (select min(id::text)::uuid from notifications.push_delivery)',
  )
  assert.equal(await bank.notifications.deliverPush(), 0)
  bank.pass(minuteMs / 2)
  assert.equal(await bank.notifications.deliverPush(), 1)
  await second.http.server.close()
})

test('addresses inside are refused when a browser subscribes, and again when a message leaves', async () => {
  const bank = await testBank()
  await using _ = bank
  const bob = await bank.holder('Bob')
  for (const endpoint of [
    'https://127.0.0.1/x',
    'https://[::1]/x',
    'https://169.254.169.254/x',
    'http://push.example/x',
  ])
    assert.equal((await subscribe(bank, bob, endpoint)).answer.code, 'callback-refused', endpoint)
  const inside = await testBank({ callbacks: { resolve: async () => [{ address: '10.0.0.7', family: 4 }] } })
  await using __ = inside
  const eve = await inside.holder('Eve')
  assert.equal((await subscribe(inside, eve, 'https://push.example/x')).answer.code, 'callback-refused')
})

test('a browser is its person’s own: listed and let go by nobody else, moved where somebody else sits down, ten at most', async () => {
  await using service = await openService()
  const { bank, ada, bob } = await openTown()
  await using _ = bank
  const shared = `${service.origin}/send/shared`
  const { id, browser } = await subscribe(bank, bob, shared)
  assert.equal((await bank.ask(ada, 'DELETE', `/v1/notifications/push/${id}`)).status, 204)
  assert.equal((await bank.ask(bob, 'GET', '/v1/notifications/push')).body.items.length, 1)
  assert.equal((await subscribe(bank, bob, shared, browser, id)).answer.status, 200)
  assert.equal((await subscribe(bank, ada, shared, browser, id)).answer.code, 'id-taken')
  await subscribe(bank, ada, shared, browser)
  assert.equal((await bank.ask(bob, 'GET', '/v1/notifications/push')).body.items.length, 0)
  for (let count = 0; count < 9; count++) await subscribe(bank, ada, `${service.origin}/send/${count}`)
  assert.equal((await subscribe(bank, ada, `${service.origin}/send/more`)).answer.code, 'too-many-browsers')
  const wrong = { p256dh: Buffer.alloc(65, 4).toString('base64url'), auth: browser.keys.auth }
  assert.equal(
    (await subscribe(bank, bob, `${service.origin}/send/y`, { ...browser, keys: wrong })).answer.code,
    'invalid-input',
  )
})
