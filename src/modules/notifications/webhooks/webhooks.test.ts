import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { test } from 'node:test'
import { setTimeout as wait } from 'node:timers/promises'
import { fileURLToPath } from 'node:url'
import { dayMs, hourMs, minuteMs, secondMs } from '#platform/time'
import { type Person, password, type TestBank, type TestBankOptions, testBank } from '#testing/bank'
import { certificates } from '#testing/certificates'
import { browserHeaders } from '#testing/page-token'
import { signedHeaders } from './sign.ts'
import { isSignedBy, isSignedByKey, openReceiver } from './test-receiver.ts'

const callbacks = { allowsPrivate: true, ca: certificates.one.cert }

const openTown = async (options: TestBankOptions = { callbacks }) => {
  const bank = await testBank(options)
  const [ada, bob] = [await bank.holder('Ada', 10_000_000n), await bank.holder('Bob')]
  const farah = await bank.person('administrator', 'Farah')
  /** Signs in anew, for sessions end while the clock goes on. */
  const now = async <Known extends Person>(who: Known): Promise<Known> => {
    const payload = { email: `${who.name.toLowerCase()}@bank.test`, password }
    const { headers } = await bank.http.server.inject({ method: 'POST', url: '/v1/sessions', payload })
    return { ...who, headers: { ...who.headers, ...browserHeaders(String(headers['set-cookie']).split(';')[0]) } }
  }
  const pay = async (minor = 100n) => bank.send(await now(ada), bob, minor)
  const deliver = async () => {
    await bank.notifications.spreadEvents()
    return bank.notifications.deliverWebhooks()
  }
  return { bank, ada, bob, farah, staff: farah, staffNow: () => now(farah), pay, deliver }
}

const make = async (bank: TestBank, who: Person, url: string, events = ['payment.settled'], id = bank.newId()) => {
  const answer = await bank.ask(who, 'PUT', `/v1/webhooks/endpoints/${id}`, { name: 'Accounting', url, events })
  return { ...answer, id, secret: answer.body.secret as string }
}

const find = async (bank: TestBank, who: Person, id: string) =>
  (await bank.ask(who, 'GET', '/v1/webhooks/endpoints')).body.items.find(
    (endpoint: { id: string }) => endpoint.id === id,
  )

const log = async (bank: TestBank, who: Person, id: string, query = '') =>
  (await bank.ask(who, 'GET', `/v1/webhooks/endpoints/${id}/deliveries${query}`)).body.items

test('a payment is told to an endpoint that asked for its state: as JSON of ids and amounts, signed by secret and by key', async () => {
  await using receiver = await openReceiver()
  const { bank, ada, bob, staff, pay, deliver } = await openTown()
  await using _ = bank
  const { status, id, secret, body: made } = await make(bank, staff, `${receiver.origin}/hooks?for=bank`)
  assert.deepEqual([status, /^whsec_[A-Za-z0-9+/]{43}=$/.test(secret)], [201, true])
  const { body: payment } = await pay(2_500n)
  assert.equal(await deliver(), 1)
  assert.equal(await deliver(), 0)
  const [taken] = receiver.taken
  assert.equal(taken.path, '/hooks?for=bank')
  const { sequence, ...told } = JSON.parse(taken.body)
  assert.match(sequence, /^\d+$/)
  assert.deepEqual(told, {
    type: 'payment.settled',
    timestamp: bank.clock().toISOString(),
    data: {
      payment: payment.id,
      kind: 'send',
      state: 'settled',
      amount: { currency: 'INR', minor: '2500' },
      from: ada.product,
      to: bob.product,
      createdAt: bank.clock().toISOString(),
    },
  })
  assert.equal(taken.headers['webhook-timestamp'], String(bank.clock().getTime() / 1000))
  assert.deepEqual([isSignedBy(taken, secret), isSignedByKey(taken, made.endpoint.publicKey)], [true, true])
  assert.equal(isSignedBy({ ...taken, body: taken.body.replace('2500', '2501') }, secret), false)
  const [delivery] = await log(bank, staff, id)
  assert.deepEqual(
    [delivery.id, delivery.state, delivery.sequence],
    [taken.headers['webhook-id'], 'delivered', sequence],
  )
  const bodyHash = createHash('sha256').update(taken.body).digest('hex')
  assert.deepEqual([delivery.last.status, delivery.last.failure, delivery.last.bodyHash], [204, null, bodyHash])
  const text = JSON.stringify(
    await bank.db.query(
      'select e::text, s::text from notifications.webhook_endpoint e, notifications.webhook_secret s',
    ),
  )
  assert.ok(!text.includes(secret.slice(6)), 'the secret is sealed')
})

test('the signature is the one of the standard’s own example', () => {
  const secrets = ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw']
  const signed = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', at: new Date(1_614_265_330_000), body: '{"test": 2432232314}' }
  const headers = signedHeaders({ secrets, privateKey: Buffer.alloc(32, 7).toString('base64') }, signed)
  const [byHmac] = headers['webhook-signature'].split(' ')
  assert.equal(byHmac, 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=')
})

test('what nobody asked for is not written, what the book refuses is told as refused, and each endpoint gets what it chose', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, pay, deliver } = await openTown()
  await using _ = bank
  await pay()
  assert.equal((await bank.db.query('select 1 from notifications.event')).length, 0)
  await make(bank, staff, `${receiver.origin}/all`, ['payment.settled', 'payment.refused'])
  const { id: no } = await make(bank, staff, `${receiver.origin}/no`, ['payment.refused'])
  await pay()
  await pay(99_000_000n)
  assert.equal(await deliver(), 3)
  const told = receiver.taken.map(({ path, body }) => `${path} ${JSON.parse(body).type}`).sort()
  assert.deepEqual(told, ['/all payment.refused', '/all payment.settled', '/no payment.refused'])
  const from = bank.clock().toISOString()
  bank.pass(1)
  const span = { from, to: bank.clock().toISOString() }
  assert.deepEqual((await bank.ask(staff, 'POST', `/v1/webhooks/endpoints/${no}/replay`, span)).body, { replayed: 1 })
  assert.equal(await deliver(), 1)
  const wider = { ...span, from: span.to, to: new Date(bank.clock().getTime() + 1).toISOString() }
  assert.deepEqual((await bank.ask(staff, 'POST', `/v1/webhooks/endpoints/${no}/replay`, wider)).body, { replayed: 0 })
})

test('a service client hears of what it asked for alone, and sees its own endpoints alone', async () => {
  await using receiver = await openReceiver()
  const { bank, ada, bob, staff, pay, deliver } = await openTown()
  await using _ = bank
  const [shop, other] = [await bank.service('webhooks:manage', 'cards:pay'), await bank.service('webhooks:manage')]
  const { id, status } = await make(bank, shop, `${receiver.origin}/shop`)
  await make(bank, other, `${receiver.origin}/other`)
  await pay()
  const amount = { currency: 'INR', minor: '700' }
  const card = { id: bank.newId(), from: ada.product, to: bob.product, amount, at: bank.clock().toISOString() }
  const paid = await bank.ask(shop, 'PUT', '/v1/card-payments', { payments: [card] })
  assert.equal(paid.body.results?.[0]?.state, 'settled', JSON.stringify(paid.body))
  assert.deepEqual([status, await deliver()], [201, 1])
  assert.deepEqual([receiver.taken[0].path, JSON.parse(receiver.taken[0].body).data.payment], ['/shop', card.id])
  assert.equal(await find(bank, other, id), undefined)
  assert.equal((await find(bank, staff, id)).ofClient, true)
  for (const [method, path] of [
    ['DELETE', ''],
    ['POST', '/test'],
    ['GET', '/deliveries'],
  ] as const)
    assert.equal((await bank.ask(other, method, `/v1/webhooks/endpoints/${id}${path}`)).code, 'no-such-endpoint')
  const [{ id: delivery }] = await log(bank, shop, id)
  assert.equal((await bank.ask(other, 'GET', `/v1/webhooks/deliveries/${delivery}`)).code, 'no-such-delivery')
  assert.equal((await bank.ask(other, 'POST', `/v1/webhooks/deliveries/${delivery}/replay`)).code, 'no-such-delivery')
  assert.equal((await bank.ask(await bank.service('cards:pay'), 'GET', '/v1/webhooks/endpoints')).status, 403)
})

test('what is not taken is tried again after longer and longer under the same id, and given up after three days', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, staffNow, pay, deliver } = await openTown()
  await using _ = bank
  const { id } = await make(bank, staff, receiver.origin)
  receiver.behavior.status = 503
  await pay()
  const waits = [
    5 * secondMs,
    5 * minuteMs,
    30 * minuteMs,
    2 * hourMs,
    5 * hourMs,
    10 * hourMs,
    14 * hourMs,
    20 * hourMs,
    dayMs,
  ]
  assert.equal(await deliver(), 0)
  for (const [index, ms] of waits.entries()) {
    bank.pass(ms - 1)
    await deliver()
    assert.equal(receiver.taken.length, index + 1, `nothing before ${ms}`)
    // Up to a tenth later.
    bank.pass(ms / 10 + 2)
    await deliver()
    assert.equal(receiver.taken.length, index + 2, `again after ${ms}`)
  }
  bank.pass(30 * hourMs)
  await deliver()
  assert.equal(receiver.taken.length, 10)
  assert.equal(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size, 1)
  assert.equal(new Set(receiver.taken.map(({ body }) => body)).size, 1)
  assert.equal(new Set(receiver.taken.map(({ headers }) => headers['webhook-timestamp'])).size, 10)
  const [{ state, attempts, last, dueAt }] = await log(bank, await staffNow(), id, '?state=given-up')
  assert.deepEqual([state, attempts, last.failure, last.number, dueAt], ['given-up', 10, 'HTTP 503', 10, null])
})

test('an endpoint that takes nothing for five days is switched off, its maker is told, and it goes on after a replay', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, staffNow, pay, deliver } = await openTown()
  await using _ = bank
  const { id } = await make(bank, staff, receiver.origin)
  receiver.behavior.status = 500
  await pay()
  await deliver()
  bank.pass(5 * dayMs - 1)
  await pay()
  await deliver()
  assert.equal((await find(bank, await staffNow(), id)).offAt, null)
  bank.pass(minuteMs)
  await deliver()
  const late = await staffNow()
  const off = await find(bank, late, id)
  assert.deepEqual([off.offBecause, off.offAt], ['failing', bank.clock().toISOString()])
  await bank.notifications.spread()
  await bank.identity.deliver('mail')
  assert.ok(
    bank.outbox.messages.some(
      ({ to, subject }) => to === 'farah@bank.test' && subject === 'A webhook was switched off',
    ),
  )

  const heard = receiver.taken.length
  receiver.behavior.status = 200
  await pay()
  bank.pass(minuteMs)
  assert.equal(await deliver(), 0)
  assert.equal((await bank.ask(late, 'POST', `/v1/webhooks/endpoints/${id}/test`)).code, 'endpoint-off')
  await bank.ask(late, 'PATCH', `/v1/webhooks/endpoints/${id}`, { isOn: true })
  const span = { from: new Date(bank.clock().getTime() - 20 * dayMs).toISOString(), to: bank.clock().toISOString() }
  assert.deepEqual((await bank.ask(late, 'POST', `/v1/webhooks/endpoints/${id}/replay`, span)).body, { replayed: 3 })
  assert.equal(await deliver(), 3)
  assert.equal(receiver.taken.length, heard + 3)
  const { offAt, failingSince } = await find(bank, late, id)
  assert.deepEqual([offAt, failingSince], [null, null])
})

test('an endpoint that is gone (410) is called no more', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, staffNow, pay, deliver } = await openTown()
  await using _ = bank
  const { id } = await make(bank, staff, receiver.origin)
  receiver.behavior.status = 410
  await pay()
  await deliver()
  await pay()
  bank.pass(dayMs)
  await deliver()
  assert.deepEqual([receiver.taken.length, (await find(bank, await staffNow(), id)).offBecause], [1, 'gone'])
})

test('a redirect is not followed, a wrong certificate hears nothing, and a port with nobody behind it is a failure like others', async () => {
  await using receiver = await openReceiver()
  await using imposter = await openReceiver(certificates.other)
  const gone = await openReceiver()
  const { bank, staff, pay, deliver } = await openTown()
  await using _ = bank
  receiver.behavior.status = 307
  receiver.behavior.headers = { location: '/elsewhere' }
  const ids = []
  for (const { origin } of [receiver, imposter, gone]) ids.push((await make(bank, staff, `${origin}/here`)).id)
  await gone.close()
  await pay()
  assert.equal(await deliver(), 0)
  const failures = await Promise.all(ids.map(async (id) => (await log(bank, staff, id))[0].last.failure))
  assert.deepEqual(failures, ['HTTP 307', 'certificate', 'no-connection'])
  assert.deepEqual([receiver.taken.map(({ path }) => path), imposter.taken], [['/here'], []])
})

test('an address inside is refused when it is given, and a name that comes to lead inside is not called', async () => {
  await using receiver = await openReceiver()
  let address = '8.8.8.8'
  const resolve = async () => [{ address, family: 4 }]
  const { bank, staff, pay, deliver } = await openTown({ callbacks: { resolve, ca: certificates.one.cert } })
  await using _ = bank
  for (const url of [
    'https://127.0.0.1/x',
    'https://[::ffff:10.0.0.1]/',
    'https://169.254.169.254/',
    'http://hooks.example/',
  ])
    assert.equal((await make(bank, staff, url)).code, 'callback-refused', url)
  const { id, status } = await make(bank, staff, `https://localhost:${new URL(receiver.origin).port}/`)
  assert.equal(status, 201)
  address = '127.0.0.1'
  await pay()
  assert.equal(await deliver(), 0)
  const [{ last, state }] = await log(bank, staff, id)
  assert.deepEqual(
    [last.failure, last.status, state, receiver.taken.length],
    ['address-not-allowed', null, 'waiting', 0],
  )
  const change = { url: 'https://hooks.example/inside' }
  assert.equal((await bank.ask(staff, 'PATCH', `/v1/webhooks/endpoints/${id}`, change)).code, 'callback-refused')
})

test('while secrets overlap both sign, and after it only the new one does', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, staffNow, pay, deliver } = await openTown()
  await using _ = bank
  const { id, secret } = await make(bank, staff, receiver.origin)
  const rotate = async (overlapHours: number, secretId = bank.newId()) =>
    bank.ask(await staffNow(), 'PUT', `/v1/webhooks/endpoints/${id}/secrets/${secretId}`, { overlapHours })
  const fresh = (await rotate(1)).body.secret as string
  const signers = async () => {
    await pay()
    await deliver()
    const [taken] = receiver.taken.slice(-1)
    return [isSignedBy(taken, secret), isSignedBy(taken, fresh)]
  }
  assert.notEqual(fresh, secret)
  assert.deepEqual(await signers(), [true, true])
  bank.pass(hourMs)
  assert.deepEqual(await signers(), [false, true])
  const twice = bank.newId()
  await rotate(48, twice)
  assert.equal((await rotate(48, twice)).code, 'id-taken')
  await rotate(48)
  assert.equal((await rotate(0)).code, 'too-many-secrets')
  const last = (await find(bank, await staffNow(), id)).secrets
  assert.equal(last.length, 3)
})

test('several servers make each attempt once', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, pay } = await openTown()
  await using _ = bank
  await make(bank, staff, receiver.origin)
  const second = await bank.openSecond()
  for (let count = 0; count < 40; count++) await pay()
  const servers = [bank, second, bank, second]
  const spread = await Promise.all(servers.map(({ notifications }) => notifications.spreadEvents()))
  const sent = await Promise.all(servers.map(({ notifications }) => notifications.deliverWebhooks()))
  const sum = (counts: number[]) => counts.reduce((one, other) => one + other, 0)
  assert.deepEqual([sum(spread), sum(sent), receiver.taken.length], [40, 40, 40])
  assert.equal(new Set(receiver.taken.map(({ headers }) => headers['webhook-id'])).size, 40)
  await second.http.server.close()
})

test('a slow endpoint holds up no other', async () => {
  await using slow = await openReceiver()
  await using quick = await openReceiver()
  const { bank, staff, pay, deliver } = await openTown()
  await using _ = bank
  let open = () => {}
  slow.behavior.gate = new Promise((resolve) => {
    open = resolve
  })
  await make(bank, staff, slow.origin)
  await make(bank, staff, quick.origin)
  for (let count = 0; count < 9; count++) await pay()
  const first = deliver()
  for (let times = 0; times < 500 && quick.taken.length < 9; times++) await wait(10)
  assert.deepEqual([quick.taken.length, slow.taken.length], [9, 4])
  await pay()
  assert.equal(await deliver(), 1)
  const order = quick.taken.map(({ body }) => Number(JSON.parse(body).sequence))
  assert.equal(order.at(-1), Math.max(...order))
  open()
  assert.equal(await first, 19)
})

test('what a killed process was about is sent again after a minute, under the same id', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, pay, deliver } = await openTown()
  await using _ = bank
  const { id } = await make(bank, staff, receiver.origin)
  await pay()
  await bank.notifications.spreadEvents()
  let open = () => {}
  receiver.behavior.gate = new Promise((resolve) => {
    open = resolve
  })
  const given = {
    connection: bank.connection,
    secret: bank.secret,
    ca: certificates.one.cert,
    now: bank.clock().toISOString(),
  }
  const child = spawn(
    process.execPath,
    [fileURLToPath(new URL('test-deliverer.ts', import.meta.url)), JSON.stringify(given)],
    { stdio: 'inherit' },
  )
  for (let times = 0; times < 1000 && receiver.taken.length === 0; times++) await wait(10)
  child.kill('SIGKILL')
  await once(child, 'exit')
  open()
  assert.deepEqual([receiver.taken.length, await deliver()], [1, 0])
  bank.pass(minuteMs - 1)
  assert.equal(await deliver(), 0)
  bank.pass(1)
  assert.equal(await deliver(), 1)
  assert.deepEqual(receiver.taken[0].headers['webhook-id'], receiver.taken[1].headers['webhook-id'])
  const [delivery] = await log(bank, staff, id)
  assert.deepEqual([delivery.attempts, delivery.last.number, delivery.state], [2, 2, 'delivered'])
})

test('whoever comes back after its lease has passed changes nothing that another wrote', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, pay, deliver } = await openTown()
  await using _ = bank
  const second = await bank.openSecond()
  const { id } = await make(bank, staff, receiver.origin)
  await pay()
  await bank.notifications.spreadEvents()
  let open = () => {}
  receiver.behavior.gate = new Promise((resolve) => {
    open = resolve
  })
  receiver.behavior.status = 500
  const late = bank.notifications.deliverWebhooks()
  for (let times = 0; times < 1000 && receiver.taken.length === 0; times++) await wait(10)
  bank.pass(minuteMs)
  receiver.behavior.gate = Promise.resolve()
  receiver.behavior.status = 200
  assert.equal(await second.notifications.deliverWebhooks(), 1)
  open()
  assert.equal(await late, 0)
  const [{ state, attempts }] = await log(bank, staff, id)
  assert.deepEqual([state, attempts, (await find(bank, staff, id)).failingSince], ['delivered', 2, null])
  const [{ id: delivery }] = await log(bank, staff, id)
  const { attempts: all } = (await bank.ask(staff, 'GET', `/v1/webhooks/deliveries/${delivery}`)).body
  assert.deepEqual(
    all.map(({ number, status }: { number: number; status: number }) => [number, status]),
    [
      [2, 200],
      [1, 500],
    ],
  )
  assert.equal(await deliver(), 0)
  await second.http.server.close()
})

test('one delivery is sent again under its id; a test event goes to its endpoint alone; old events are forgotten', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, pay, deliver } = await openTown()
  await using _ = bank
  const { id } = await make(bank, staff, `${receiver.origin}/one`)
  await make(bank, staff, `${receiver.origin}/two`)
  await pay()
  assert.equal(await deliver(), 2)
  const [{ id: delivery }] = await log(bank, staff, id)
  assert.equal((await bank.ask(staff, 'POST', `/v1/webhooks/deliveries/${delivery}/replay`)).status, 204)
  assert.equal(await deliver(), 1)
  assert.equal(receiver.taken.filter(({ headers }) => headers['webhook-id'] === delivery).length, 2)
  assert.equal((await bank.ask(staff, 'POST', `/v1/webhooks/endpoints/${id}/test`)).status, 201)
  assert.equal(await deliver(), 1)
  const [last] = receiver.taken.slice(-1)
  assert.deepEqual([last.path, JSON.parse(last.body).type], ['/one', 'webhook.test'])
  bank.pass(30 * dayMs + 1)
  await bank.notifications.tidy()
  assert.deepEqual((await bank.db.query('select 1 from notifications.webhook_delivery')).length, 0)
})

test('endpoints are changed, switched off and removed; what waits for one that is removed is given up; twenty at most', async () => {
  await using receiver = await openReceiver()
  const { bank, staff, staffNow, pay, deliver } = await openTown()
  await using _ = bank
  const { id } = await make(bank, staff, receiver.origin)
  assert.equal((await make(bank, staff, receiver.origin, ['payment.settled'], id)).code, 'id-taken')
  const patch = (change: object) => bank.ask(staff, 'PATCH', `/v1/webhooks/endpoints/${id}`, change)
  const { body } = await patch({ isOn: false, name: 'Books', events: ['payment.returned'] })
  assert.deepEqual([body.name, body.events, body.offBecause], ['Books', ['payment.returned'], 'asked'])
  await patch({ isOn: true, events: ['payment.settled'] })
  receiver.behavior.status = 500
  await pay()
  await deliver()
  assert.equal((await bank.ask(staff, 'DELETE', `/v1/webhooks/endpoints/${id}`)).status, 204)
  assert.equal((await patch({ isOn: true })).code, 'no-such-endpoint')
  bank.pass(hourMs)
  await pay()
  await deliver()
  assert.equal(receiver.taken.length, 1)
  const late = await staffNow()
  for (let count = 0; count < 20; count++) assert.equal((await make(bank, late, receiver.origin)).status, 201)
  assert.equal((await make(bank, late, receiver.origin)).code, 'too-many-endpoints')
  const teller = await bank.person('teller', 'Tom')
  assert.equal((await bank.ask(teller, 'GET', '/v1/webhooks/endpoints')).status, 403)
})
