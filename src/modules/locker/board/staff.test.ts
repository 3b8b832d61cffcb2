import assert from 'node:assert/strict'
import { once } from 'node:events'
import { get } from 'node:http'
import type { AddressInfo } from 'node:net'
import { test } from 'node:test'
import { password } from '#testing/bank'
import { jpegBytes, openHall, openUsualHall, secret } from '../test-hall.ts'

test('the board tells at once what happens at a box, and shows it to whoever comes later', async () => {
  await using hall = await openUsualHall({ clock: () => new Date() })
  const { bank, kiosk, tellers } = hall
  await bank.http.server.listen({ port: 0, host: '127.0.0.1' })
  const { port } = bank.http.server.server.address() as AddressInfo
  const request = get({ port, path: '/v1/locker/board/events', headers: tellers[0].headers })
  const [stream] = await once(request, 'response')
  assert.equal(stream.headers['content-type'], 'text/event-stream')
  let told = ''
  stream.on('data', (piece: Buffer) => {
    told += piece.toString()
  })
  const { body: begun } = await hall.begin(kiosk, '214')
  const board = await hall.good(tellers[1], 'GET', '/v1/locker/board')
  assert.deepEqual([board.boxes[0].attempt.id, board.boxes[0].attempt.door], [begun.id, 'person'])
  assert.deepEqual([board.happened[0].kind, board.happened[0].attempt], ['attempt', begun.id])
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${begun.id}/cancel`)
  for (let waits = 0; waits < 1200 && !told.includes('cancelled'); waits++)
    await new Promise((resolve) => setTimeout(resolve, 50))
  request.destroy()
  assert.match(
    told,
    /event: locker\ndata: \{"kind":"attempt"[^\n]*\n\nid: \d+\nevent: locker\ndata: \{"kind":"over"[^\n]*cancelled/,
  )
  const customer = await bank.ask(hall.ada, 'GET', '/v1/locker/board')
  assert.equal(customer.status, 403)
})

test('visits are searched, read step by step and exported; a person and a picture take a reason, which is written down', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada, tellers } = hall
  const [tara] = tellers
  const recognized = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  await hall.step(kiosk, recognized, 'secret', {
    secret: 'a wrong one',
    picture: jpegBytes(9_500_000).toString('base64url'),
  })
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${recognized.id}/cancel`)
  bank.pass(1000)
  await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 2)

  const { 'x-reason': _, ...bare } = tara.headers
  const quiet = { ...tara, headers: bare }
  assert.equal((await bank.ask(quiet, 'GET', `/v1/locker/visits?person=${ada.id}`)).code, 'reason-needed')
  assert.equal((await bank.ask(quiet, 'GET', '/v1/locker/visits/export')).code, 'reason-needed')
  const all = await hall.good(tara, 'GET', '/v1/locker/visits?limit=1')
  assert.deepEqual([all.items[0].denial, all.items[0].who], ['not-an-owner', null])
  const next = await hall.good(tara, 'GET', `/v1/locker/visits?limit=1&before=${all.next}`)
  assert.deepEqual([next.items[0].id, next.items[0].who.name, next.next], [recognized.id, 'Ada', null])
  assert.equal((await hall.good(tara, 'GET', `/v1/locker/visits?person=${ada.id}&state=cancelled`)).items.length, 1)
  assert.equal((await hall.good(tara, 'GET', '/v1/locker/visits?box=215')).items.length, 0)
  const { steps } = await hall.good(tara, 'GET', `/v1/locker/visits/${recognized.id}`)
  assert.deepEqual(
    steps.map(({ door, outcome }: { door: string; outcome: string }) => `${door} ${outcome}`),
    ['person opened', 'owner opened', 'secret again'],
  )
  const file = await bank.http.server.inject({ method: 'GET', url: '/v1/locker/visits/export', headers: tara.headers })
  const lines = file.body.trim().split('\r\n')
  assert.deepEqual([lines.length, lines[1].split(',')[6], lines[2].split(',')[8]], [3, 'cancelled', 'not-an-owner'])

  const link = `/v1/locker/pictures/${steps[2].picture}/link`
  assert.equal((await bank.ask(quiet, 'POST', link)).code, 'reason-needed')
  const { url } = await hall.good(tara, 'POST', link)
  assert.equal((await bank.http.server.inject({ method: 'GET', url, headers: tara.headers })).statusCode, 200)
  assert.equal((await bank.ask(tellers[1], 'GET', url)).code, 'no-such-picture')
  const compliance = await bank.person('compliance', 'Cara')
  const { items } = await hall.good(compliance, 'GET', `/v1/readings?person=${ada.id}`)
  assert.ok(
    items.some(
      ({ what, detail }: { what: string; detail: string }) => what === 'lockers' && detail === steps[2].picture,
    ),
  )
})

test('a box that staff have locked is released by two of them, and by no owner’s code alone', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box, tellers, ada } = hall
  const [tara, tej] = tellers
  const id = bank.newId()
  const ask = () =>
    bank.ask(tara, 'PUT', `/v1/locker/releases/${id}`, { box, reason: 'She was here', proof: { password } })
  assert.equal((await ask()).code, 'not-locked')
  let body = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  for (const wrong of ['one', 'two', 'three']) ({ body } = await hall.step(kiosk, body, 'secret', { secret: wrong }))
  assert.equal(body.denial, 'secret')
  await hall.good(
    ada,
    'POST',
    `/v1/locker/mine/incidents/${(await hall.mine(ada)).incidents.find((each: { needsCode: boolean }) => each.needsCode).id}`,
    { answer: 'not-me' },
  )
  assert.equal((await ask()).status, 200)
  const decide = (who: typeof tara, decision = 'grant') =>
    bank.ask(who, 'POST', `/v1/locker/releases/${id}/decision`, { decision, note: '', proof: { password } })
  assert.equal((await decide(tara)).code, 'second-person-needed')
  assert.equal((await hall.begin(kiosk, '214')).code, 'box-locked')
  assert.equal((await decide(tej)).body.isLocked, false)
  assert.equal((await decide(tej)).code, 'release-over')
  body = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  assert.deepEqual([body.triesLeft, (await hall.step(kiosk, body, 'secret', { secret })).body.door], [3, 'code'])
})

test('the policy is data with limits of its own, and asks for the passkey of the same person besides the face where it says so', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box, administrator, ada, bob } = hall
  const { policy } = await hall.good(administrator, 'GET', '/v1/locker/policy')
  const set = (more: object) =>
    bank.ask(administrator, 'PUT', `/v1/locker/policies/${bank.newId()}`, {
      policy: { ...policy, ...more },
      reason: 'As the board decided',
    })
  assert.equal((await set({ ownerUpTo: 0.9 })).code, 'invalid-input')
  assert.equal((await set({ ownerUpTo: 0.55, unsureUpTo: 0.5 })).code, 'policy-refused')
  assert.equal((await set({ asksForPasskeyToo: true })).status, 200)
  // Another owner of the same box is not whoever was recognized.
  await hall.giveBox(box, bob, {}, ada)
  const [device, stranger] = [await bank.givePasskey(ada), await bank.givePasskey(bob)]
  const withFace = async () => (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  let body = await withFace()
  assert.deepEqual([body.door, body.ways, body.challenge], ['owner', ['passkey'], null])
  const use = async (by: typeof device) => {
    const asked = (await hall.step(kiosk, body, 'passkey-options')).body
    return (await hall.step(kiosk, body, 'passkey', { id: asked.id, credential: by.use(asked.options) })).body
  }
  assert.equal((await use(stranger)).denial, 'not-an-owner')
  body = await withFace()
  assert.equal((await use(device)).door, 'secret')
})

test('a secret that is easily guessed is not set, and one needs proof', async () => {
  await using hall = await openHall()
  const box = await hall.makeBox('214')
  await hall.giveBox(box, hall.ada)
  const put = (body: object) =>
    hall.bank.ask(hall.ada, 'PUT', `/v1/locker/mine/boxes/${box}/secret`, { proof: { password }, ...body })
  for (const common of ['12345678', 'aaaaaaaa', '87654321', 'Password99', 'abababab'])
    assert.equal((await put({ secret: common })).code, 'secret-too-common', common)
  assert.equal((await put({ secret: 'Kaveri 7', proof: { password: 'not hers' } })).code, 'wrong-credentials')
  assert.equal(
    (
      await hall.bank.ask(hall.bob, 'PUT', `/v1/locker/mine/boxes/${box}/secret`, {
        secret: 'Kaveri 7',
        proof: { password },
      })
    ).code,
    'no-such-box',
  )
})
