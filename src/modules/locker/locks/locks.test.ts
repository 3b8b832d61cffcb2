import assert from 'node:assert/strict'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { minuteMs, secondMs } from '#platform/time'
import { jpegBytes, openHall, openUsualHall, secret } from '../test-hall.ts'
import { macHeader, macOf } from './http.ts'
import { createOrderKey, orderText } from './orders.ts'
import { createSimulatedLock } from './simulated.ts'

const kindsOf = (alarms: readonly { kind: string; endedAt: string | null }[]) =>
  alarms.filter(({ endedAt }) => endedAt === null).map(({ kind }) => kind)

test('two kiosks at one box, and fifty at once: one gets to it, and only one', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const other = await hall.makeKiosk('Right')
  const answers = await Promise.all(
    Array.from({ length: 50 }, (_, index) => hall.begin(index % 2 === 0 ? kiosk : other, '214')),
  )
  const begun = answers.filter(({ status }) => status === 200)
  assert.equal(begun.length, 1)
  const refused = answers.flatMap(({ code }) => code ?? [])
  assert.ok(
    refused.every((code) => code === 'box-busy' || code === 'kiosk-busy'),
    String(refused),
  )
  assert.ok(refused.includes('box-busy'))
  const stranger = begun[0].body.id
  const wrongKiosk = (await bank.ask(kiosk, 'GET', `/v1/locker/attempts/${stranger}`)).status === 200 ? other : kiosk
  assert.equal((await bank.ask(wrongKiosk, 'GET', `/v1/locker/attempts/${stranger}`)).code, 'no-such-attempt')
})

test('one step sent twenty times at once is taken once, and one opening moves the bolt once', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box } = hall
  const recognized = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  const wrong = await Promise.all(
    Array.from({ length: 20 }, () => hall.step(kiosk, recognized, 'secret', { secret: 'a guess among many' })),
  )
  assert.equal(wrong.filter(({ status }) => status === 200).length, 1)
  const [{ wrong_secrets }] = await bank.db.query<{ wrong_secrets: number }>('select wrong_secrets from locker.box')
  assert.equal(wrong_secrets, 1)
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${recognized.id}/cancel`)
  const ready = await hall.reachLock(kiosk, '214', 1)
  const opened = await Promise.all(Array.from({ length: 20 }, () => hall.step(kiosk, ready, 'opening')))
  assert.equal(opened.filter(({ status }) => status === 200).length, 1)
  assert.equal((await bank.db.query('select from locker.opening where box = $1', [box])).length, 1)
})

test('a jammed bolt opens nothing and rings; a lost answer is settled by what the lock says; a silent lock rings until it speaks', async () => {
  await using hall = await openUsualHall()
  const { kiosk, box } = hall
  await hall.setLock(box, "fault = 'jammed'")
  let open = (await hall.step(kiosk, await hall.reachLock(kiosk, '214', 1), 'opening')).body
  assert.equal(open.state, 'opening')
  await hall.watch(7 * secondMs)
  const refused = await hall.look(kiosk, open.id)
  assert.deepEqual([refused.state, refused.denial], ['refused', 'lock'])
  assert.deepEqual(kindsOf(await hall.alarms()), ['lock-fault'])

  await hall.setLock(box, "fault = 'answer-lost'")
  open = (await hall.step(kiosk, await hall.reachLock(kiosk, '214', 1), 'opening')).body
  assert.deepEqual([open.state, open.lock], ['open', 'unlocked'])
  await hall.setLock(box, "fault = null, state = 'locked'")
  await hall.watch()
  assert.equal((await hall.look(kiosk, open.id)).state, 'closed')

  await hall.setLock(box, "fault = 'silent'")
  open = (await hall.step(kiosk, await hall.reachLock(kiosk, '214', 1), 'opening')).body
  assert.equal(open.state, 'opening')
  await hall.watch(10 * secondMs)
  await hall.watch(11 * secondMs)
  assert.equal((await hall.look(kiosk, open.id)).state, 'opening')
  assert.ok(kindsOf(await hall.alarms()).includes('opening-unknown'))
  // Nobody else gets to a box of which it is not known whether it stands open.
  assert.equal((await hall.begin(await hall.makeKiosk('Right'), '214')).code, 'box-busy')
  await hall.setLock(box, 'fault = null')
  await hall.watch()
  assert.equal((await hall.look(kiosk, open.id)).denial, 'lock')
  assert.ok(!kindsOf(await hall.alarms()).includes('opening-unknown'))
})

test('a bolt that another order has opened while ours is unsettled: ours is settled as shut, and the open door rings as forced', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box } = hall
  await hall.setLock(box, "fault = 'silent'")
  const open = (await hall.step(kiosk, await hall.reachLock(kiosk, '214', 1), 'opening')).body
  assert.equal(open.state, 'opening')
  await hall.setLock(box, `fault = null, state = 'open', last_order = '${bank.newId()}', ordered_at = null`)
  await hall.watch(7 * secondMs)
  const refused = await hall.look(kiosk, open.id)
  assert.deepEqual([refused.state, refused.denial], ['refused', 'lock'])
  await hall.watch()
  assert.deepEqual(kindsOf(await hall.alarms()).sort(), ['forced', 'lock-fault'])
  assert.equal((await bank.db.query("select from locker.step where door = 'opening' and outcome = 'opened'")).length, 0)
  await bank.identity.deliver('mail')
  assert.ok(!bank.outbox.messages.some(({ text }) => /was opened at/.test(text)))
  assert.equal((await hall.begin(kiosk, '214')).code, 'box-open')
})

test('a simulated lock obeys an order of the bank, once and in time, and nobody else’s', async () => {
  await using hall = await openUsualHall()
  const { bank, box } = hall
  const key = createOrderKey(Buffer.alloc(32, 7))
  const lock = createSimulatedLock({ db: bank.db, clock: bank.clock, bankKey: key.publicKey }, box)
  const until = new Date(bank.clock().getTime() + 5 * secondMs)
  const order = { id: bank.newId(), until }
  const signed = (given = order, by = key, at = box) => ({ ...given, signature: by.sign(orderText(at, given)) })
  const stranger = createOrderKey(Buffer.alloc(32, 8))
  for (const wrong of [
    signed(order, stranger),
    signed(order, key, bank.newId()),
    { ...signed(), until: new Date(until.getTime() + 1) },
    { ...signed(), id: bank.newId() },
    { ...signed(), signature: '' },
  ])
    await assert.rejects(lock.unlock(wrong), /not the bank’s/)
  const sent = await Promise.allSettled(Array.from({ length: 10 }, () => lock.unlock(signed())))
  assert.equal(sent.filter(({ status }) => status === 'fulfilled').length, 1)
  const next = { id: bank.newId(), until }
  await lock.unlock(signed(next))
  // One of before, played again after another one, is known too.
  await assert.rejects(lock.unlock(signed()), /obeyed already/)
  const late = signed({ id: bank.newId(), until })
  bank.pass(6 * secondMs)
  await assert.rejects(lock.unlock(late), /too late/)
})

test('a door left open, forced, a lock without power or voice ring once, and end when the lock says so', async () => {
  await using hall = await openUsualHall()
  const { kiosk, box } = hall
  await hall.watch()
  const open = (await hall.step(kiosk, await hall.reachLock(kiosk, '214', 1), 'opening')).body
  await hall.setLock(box, "state = 'open', ordered_at = null")
  await hall.watch(9 * minuteMs)
  assert.deepEqual(kindsOf(await hall.alarms()), [])
  await hall.watch(2 * minuteMs)
  await hall.watch()
  assert.deepEqual(kindsOf(await hall.alarms()), ['door-left-open'])
  await hall.setLock(box, "state = 'locked'")
  await hall.watch()
  assert.deepEqual(kindsOf(await hall.alarms()), [])
  const again = await kiosk.signIn()
  assert.equal((await hall.look(again, open.id)).state, 'closed')

  await hall.setLock(box, "state = 'open'")
  await hall.watch()
  await hall.watch()
  assert.deepEqual(kindsOf(await hall.alarms()), ['forced'])
  assert.equal((await hall.begin(again, '214')).code, 'box-open')
  await hall.setLock(box, "state = 'locked', power = 'battery'")
  await hall.watch()
  assert.deepEqual(kindsOf(await hall.alarms()), ['power-lost'])
  await hall.setLock(box, "power = 'mains', fault = 'silent'")
  await hall.watch()
  await hall.watch(7 * secondMs)
  assert.deepEqual(kindsOf(await hall.alarms()), ['lock-fault', 'power-lost'])
  await hall.setLock(box, 'fault = null')
  await hall.watch()
  assert.deepEqual(kindsOf(await hall.alarms()), [])
  assert.equal((await hall.alarms()).length, 4)
})

test('a power cut between the intent and the lock, and between the lock and the log: what became of it is what the lock says', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box } = hall
  const cut = async (obeyed: boolean) => {
    const ready = await hall.reachLock(kiosk, '214', 1)
    const id = bank.newId()
    const until = new Date(bank.clock().getTime() + 5 * secondMs)
    // What a server leaves that was cut off right after its intent was durable.
    await bank.db.query('insert into locker.opening (id, attempt, box, asked_at, until) values ($1, $2, $3, $4, $5)', [
      id,
      ready.id,
      box,
      bank.clock(),
      until,
    ])
    await bank.db.query("update locker.attempt set state = 'opening' where id = $1", [ready.id])
    await hall.setLock(box, obeyed ? `state = 'open', last_order = '${id}', ordered_at = null` : "state = 'locked'")
    await hall.watch(8 * secondMs)
    return hall.look(kiosk, ready.id)
  }
  const never = await cut(false)
  assert.deepEqual([never.state, never.denial, (await hall.lock(box)).state], ['refused', 'lock', 'locked'])
  const opened = await cut(true)
  assert.deepEqual([opened.state, opened.lock], ['open', 'open'])
  const outcomes = await bank.db.query('select outcome from locker.opening order by asked_at')
  assert.deepEqual(outcomes, [{ outcome: 'not-unlocked' }, { outcome: 'unlocked' }])
  await bank.locker.watch()
  assert.equal(
    (await bank.db.query('select from locker.step where door = $1 and outcome = $2', ['opening', 'opened'])).length,
    1,
  )
})

/** A controller in front of a bolt, as a bank would build one. */
const openController = async (key: () => string) => {
  const bolt = { state: 'locked', lastOrder: null as string | null, lies: '', orders: [] as string[] }
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const piece of request) body += piece
    const bytes = Buffer.from(key(), 'base64url')
    if (request.headers[macHeader] !== macOf(bytes, body)) return response.writeHead(403).end()
    const { order, nonce } = JSON.parse(body)
    if (request.url === '/bolt/unlock')
      Object.assign(bolt, { state: 'unlocked', lastOrder: order, orders: [...bolt.orders, order] })
    const said = JSON.stringify({
      nonce: bolt.lies === 'nonce' ? 'another' : nonce,
      state: bolt.state,
      lastOrder: bolt.lastOrder,
      power: 'mains',
    })
    const mac = bolt.lies === 'mac' ? macOf(Buffer.alloc(32), said) : macOf(bytes, said)
    response.writeHead(200, { [macHeader]: mac }).end(said)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo
  return { bolt, url: `http://127.0.0.1:${port}/bolt`, close: () => new Promise((resolve) => server.close(resolve)) }
}

test('a lock behind HTTP is driven by signed orders, and an answer that is not signed or not fresh is none', async () => {
  await using hall = await openUsualHall()
  const { kiosk } = hall
  let key = ''
  const controller = await openController(() => key)
  try {
    const box = await hall.makeBox('7', { kind: 'http', url: controller.url })
    await hall.giveBox(box, hall.ada)
    ;({ key } = await hall.good(hall.administrator, 'GET', `/v1/locker/boxes/${box}/lock-key`))
    await hall.watch()
    const open = (await hall.step(kiosk, await hall.reachLock(kiosk, '7', 1), 'opening')).body
    assert.deepEqual([open.state, open.lock, controller.bolt.orders.length], ['open', 'unlocked', 1])
    Object.assign(controller.bolt, { state: 'locked', lies: 'mac' })
    await hall.watch()
    assert.equal((await hall.look(kiosk, open.id)).state, 'open')
    controller.bolt.lies = 'nonce'
    await hall.watch()
    assert.equal((await hall.look(kiosk, open.id)).state, 'open')
    controller.bolt.lies = ''
    await hall.watch()
    assert.equal((await hall.look(kiosk, open.id)).state, 'closed')
    assert.equal((await hall.bank.ask(hall.tellers[0], 'GET', `/v1/locker/boxes/${box}/lock-key`)).status, 403)
  } finally {
    await controller.close()
  }
})

test('a passkey opens the first two doors as a face does, for its own attempt alone, and without the packages it is the only way', async () => {
  await using hall = await openBlind()
  const { bank, kiosk, ada, bob } = hall
  const device = await bank.givePasskey(ada)
  const stranger = await bank.givePasskey(bob)
  const { body: begun } = await hall.begin(kiosk, '214')
  assert.deepEqual([begun.ways, begun.challenge], [['passkey'], null])
  const frames = [{ atMs: 0, jpeg: jpegBytes(8_000_000).toString('base64url') }]
  assert.equal((await hall.step(kiosk, begun, 'frames', { frames })).code, 'face-not-installed')
  const asked = (await hall.step(kiosk, begun, 'passkey-options')).body
  const { body: passed } = await hall.step(kiosk, begun, 'passkey', {
    id: asked.id,
    credential: device.use(asked.options),
  })
  assert.deepEqual([passed.door, passed.doors[1].by], ['secret', 'passkey'])
  const known = (await hall.step(kiosk, passed, 'secret', { secret })).body
  const ready = (await hall.step(kiosk, known, 'code', { code: await hall.sentCode() })).body
  assert.equal((await hall.step(kiosk, ready, 'opening')).body.state, 'open')
  await hall.setLock(hall.box, "state = 'locked', ordered_at = null")
  await hall.watch()

  let next = (await hall.begin(kiosk, '214')).body
  const forOther = (await hall.step(kiosk, next, 'passkey-options')).body
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${next.id}/cancel`)
  next = (await hall.begin(kiosk, '214')).body
  const credential = device.use(forOther.options)
  const again = (await hall.step(kiosk, next, 'passkey', { id: forOther.id, credential })).body
  assert.deepEqual([again.state, again.door], ['under-way', 'person'])
  const bare = (await hall.step(kiosk, again, 'passkey-options')).body
  const unverified = device.use(bare.options, { isVerified: false })
  const third = (await hall.step(kiosk, again, 'passkey', { id: bare.id, credential: unverified })).body
  assert.deepEqual([third.state, third.door], ['under-way', 'person'])
  const theirs = (await hall.step(kiosk, third, 'passkey-options')).body
  const denied = (await hall.step(kiosk, third, 'passkey', { id: theirs.id, credential: stranger.use(theirs.options) }))
    .body
  assert.deepEqual([denied.state, denied.denial], ['refused', 'not-an-owner'])
})

/** The usual hall of a bank without the packages for seeing: nobody's face is enrolled. */
const openBlind = async () => {
  const hall = await openHall({ canSee: false })
  const kiosk = await hall.makeKiosk('Left')
  const box = await hall.makeBox('214')
  await hall.giveBox(box, hall.ada)
  return { ...hall, kiosk, box }
}
