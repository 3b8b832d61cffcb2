import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookOf } from '#perception/test-pictures'
import { minuteMs, secondMs } from '#platform/time'
import { honestly, jpegBytes, openUsualHall, secret } from '../test-hall.ts'
import type { AttemptView } from '../wire.ts'

const doorsOf = ({ doors }: AttemptView) => doors.map(({ state }) => state).join(' ')
const picture = jpegBytes(7_000_000).toString('base64url')

test('an owner passes four doors in their order, the lock opens, and every step stands in the log', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box } = hall
  const { body: begun } = await hall.begin(kiosk, '214')
  assert.deepEqual([begun.door, begun.ways, doorsOf(begun)], ['person', ['face', 'passkey'], 'now shut shut shut shut'])
  assert.ok(begun.challenge.motions.some((motion: string) => motion !== 'blink'))

  const { body: recognized } = await hall.face(kiosk, begun, 1)
  assert.deepEqual([recognized.door, recognized.faults, doorsOf(recognized)], ['secret', [], 'open open now shut shut'])
  assert.equal(recognized.doors[1].by, 'face')
  const { body: known } = await hall.step(kiosk, recognized, 'secret', { secret, picture })
  assert.deepEqual([known.door, known.code.sentTo], ['code', 'a•••@bank.test'])
  const { body: ready } = await hall.step(kiosk, known, 'code', { code: await hall.sentCode() })
  assert.deepEqual([ready.door, doorsOf(ready), ready.code], ['opening', 'open open open open now', null])

  const { body: open } = await hall.step(kiosk, ready, 'opening')
  assert.deepEqual(
    [open.state, open.lock, open.nonce, doorsOf(open)],
    ['open', 'unlocked', null, 'open open open open open'],
  )
  assert.equal((await hall.lock(box)).state, 'unlocked')
  await hall.watch(4 * secondMs)
  assert.equal((await hall.look(kiosk, open.id)).lock, 'open')
  await hall.watch(minuteMs)
  const closed = await hall.look(kiosk, open.id)
  assert.deepEqual([closed.state, closed.lock], ['closed', 'locked'])

  await bank.audit.sequence()
  const compliance = await bank.person('compliance', 'Cara')
  const { items } = await hall.good(compliance, 'GET', `/v1/audit/leaves?kind=locker-step&about=${open.id}`)
  const doors = items.map(({ content }: { content: string }) => JSON.parse(content).fields.door)
  assert.deepEqual(doors, ['opening', 'code', 'secret', 'owner', 'person'])
  assert.equal(
    (await hall.good(compliance, 'GET', `/v1/audit/leaves?kind=locker-opening&about=${open.id}`)).items.length,
    2,
  )
  assert.deepEqual(await hall.alarms(), [])
})

test('a stranger’s face is denied at once, and the owner has the picture and may say that it was not them', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada, bob } = hall
  const { body: begun } = await hall.begin(kiosk, '214')
  const { body: denied } = await hall.face(kiosk, begun, 2)
  assert.deepEqual([denied.state, denied.denial, denied.faults], ['refused', 'not-an-owner', ['not-the-owner']])
  assert.equal((await hall.lock(hall.box))?.state ?? 'locked', 'locked')

  const [incident] = (await hall.mine(ada)).incidents
  assert.deepEqual([incident.door, incident.denial, incident.needsCode], ['owner', 'not-an-owner', false])
  const { url } = await hall.good(ada, 'POST', `/v1/locker/mine/pictures/${incident.picture}/link`)
  const shown = await bank.http.server.inject({ method: 'GET', url, headers: ada.headers })
  assert.deepEqual([shown.statusCode, shown.headers['content-type']], [200, 'image/jpeg'])
  assert.equal(shown.rawPayload.subarray(0, 2).toString('hex'), 'ffd8')

  assert.equal(
    (await bank.ask(bob, 'POST', `/v1/locker/mine/pictures/${incident.picture}/link`)).code,
    'no-such-picture',
  )
  assert.equal((await bank.ask(bob, 'GET', url)).code, 'no-such-picture')
  bank.pass(2 * minuteMs)
  assert.equal((await bank.ask(ada, 'GET', url)).code, 'no-such-picture')

  assert.equal(
    (await hall.good(ada, 'POST', `/v1/locker/mine/incidents/${incident.id}`, { answer: 'not-me' })).answer,
    'not-me',
  )
  const again = await bank.ask(ada, 'POST', `/v1/locker/mine/incidents/${incident.id}`, { answer: 'me' })
  assert.equal(again.code, 'answered-already')
  assert.deepEqual(
    (await hall.alarms()).map(({ kind }: { kind: string }) => kind),
    ['not-me'],
  )
})

test('a face between sure and not is asked for more, and is never let in by trying on', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const nearly = (motions: Parameters<typeof honestly>[1]) =>
    honestly(1, motions).map((look) => ({
      ...look,
      face: look.face && {
        ...look.face,
        descriptor: look.face.descriptor.map((value, at) => (at < 33 && at !== 1 ? value + 0.1036 : value)),
      },
    }))
  let { body } = await hall.begin(kiosk, '214')
  for (let tries = 1; tries <= 3; tries++) {
    bank.pass(3 * secondMs)
    const before = body.challenge
    ;({ body } = await hall.step(kiosk, body, 'frames', { frames: hall.show(nearly(before.motions)) }))
    assert.deepEqual(
      [body.state, body.door, body.faults, body.triesLeft],
      ['under-way', 'owner', ['not-sure'], 4 - tries],
    )
  }
  bank.pass(3 * secondMs)
  ;({ body } = await hall.step(kiosk, body, 'frames', { frames: hall.show(nearly(body.challenge.motions)) }))
  assert.deepEqual([body.state, body.denial], ['refused', 'not-an-owner'])
})

test('replayed frames, a wrong nonce, a used nonce and frames out of order open nothing', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada } = hall
  const { body: begun } = await hall.begin(kiosk, '214')
  bank.pass(3 * secondMs)
  const frames = hall.show(honestly(1, begun.challenge.motions))
  const foreign = Buffer.alloc(32, 5).toString('base64url')
  assert.equal((await hall.step(kiosk, { ...begun, nonce: foreign }, 'frames', { frames })).code, 'wrong-nonce')
  assert.equal((await hall.look(kiosk, begun.id)).door, 'person')

  const { body: passed } = await hall.step(kiosk, begun, 'frames', { frames })
  assert.equal(passed.door, 'secret')
  assert.equal((await hall.step(kiosk, begun, 'frames', { frames })).code, 'wrong-door')
  assert.equal((await hall.step(kiosk, begun, 'secret', { secret })).code, 'wrong-nonce')
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${begun.id}/cancel`)

  // What opened the door a moment ago is known, whatever challenge it is brought for.
  const { body: second } = await hall.begin(kiosk, '214')
  bank.pass(3 * secondMs)
  const replayed = await hall.step(kiosk, second, 'frames', { frames })
  assert.deepEqual(
    [replayed.body.state, replayed.body.denial, replayed.body.faults],
    ['refused', 'replayed', ['replayed']],
  )
  assert.equal((await hall.mine(ada)).incidents[0].denial, 'replayed')

  for (const spoil of [
    (given: typeof frames) => given.with(3, { ...given[3], atMs: given[2].atMs }),
    (given: typeof frames) => given.map((frame, index) => ({ ...frame, atMs: index })),
    (given: typeof frames) => given.map((frame) => ({ ...frame, atMs: frame.atMs + 60_000 })),
  ]) {
    const { body: next } = await hall.begin(kiosk, '214')
    bank.pass(3 * secondMs)
    const given = hall.show(honestly(1, next.challenge.motions))
    const { body } = await hall.step(kiosk, next, 'frames', { frames: spoil(given) })
    assert.deepEqual([body.state, body.faults], ['refused', ['out-of-order']])
  }
})

test('two faces, nobody, a swapped face, a flat picture, no picture, a broken and a giant one never open the first door', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const tries: readonly (readonly [
    string,
    string,
    (looks: ReturnType<typeof honestly>) => ReturnType<typeof honestly>,
  ])[] = [
    ['several-faces', 'under-way', (looks) => looks.with(2, { ...lookOf(1), faces: 2 })],
    ['nobody', 'under-way', (looks) => looks.with(2, { faces: 0 })],
    ['not-a-picture', 'under-way', (looks) => looks.with(2, { fault: 'broken', faces: 0 })],
    ['too-few-frames', 'under-way', (looks) => looks.slice(0, 4)],
    ['not-a-person', 'refused', (looks) => looks.map((look) => ({ ...look, person: -2 }))],
    ['another-face', 'refused', (looks) => looks.with(-1, lookOf(2))],
  ]
  for (const [fault, state, bend] of tries) {
    const { body: begun } = await hall.begin(kiosk, '214')
    bank.pass(3 * secondMs)
    const { body } = await hall.step(kiosk, begun, 'frames', {
      frames: hall.show(bend(honestly(1, begun.challenge.motions))),
    })
    assert.deepEqual(
      [body.state, body.faults.includes(fault), body.doors[0].state === 'open'],
      [state, true, false],
      fault,
    )
    if (state === 'under-way') await hall.good(kiosk, 'POST', `/v1/locker/attempts/${begun.id}/cancel`)
  }
  const { body: begun } = await hall.begin(kiosk, '214')
  bank.pass(3 * secondMs)
  const giant = { atMs: 0, jpeg: 'A'.repeat(700_004) }
  assert.equal((await hall.step(kiosk, begun, 'frames', { frames: [giant] })).code, 'invalid-input')
  const many = Array.from({ length: 8 }, (_, index) => ({ atMs: index * 200, jpeg: 'A'.repeat(699_000) }))
  assert.equal((await hall.step(kiosk, begun, 'frames', { frames: many })).code, 'body-too-large')
})

test('frames that come too late cost no try and bring another challenge, but only while the visit lasts', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const { body: begun } = await hall.begin(kiosk, '214')
  bank.pass(41 * secondMs)
  const frames = hall.show(honestly(1, begun.challenge.motions))
  const { body: late } = await hall.step(kiosk, begun, 'frames', { frames })
  assert.deepEqual([late.state, late.faults, late.triesLeft], ['under-way', ['too-late'], 4])
  bank.pass(50 * secondMs)
  const renewed = await hall.look(kiosk, begun.id)
  assert.ok(Date.parse(renewed.challenge.expiresAt) > bank.clock().getTime())
  assert.equal((await hall.face(kiosk, renewed, 1)).body.door, 'secret')
  bank.pass(8 * minuteMs)
  const over = await hall.look(kiosk, begun.id)
  assert.deepEqual([over.state, over.denial, over.nonce], ['expired', 'expired', null])
})

test('three wrong secrets lock the box: alarm, form for the police, picture and code to the owner, and nobody gets in', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada, tellers } = hall
  const pdfOf = async (id: string, language = 'en') => {
    const answer = await bank.http.server.inject({
      method: 'GET',
      url: `/v1/locker/reports/${id}?language=${language}`,
      headers: tellers[0].headers,
    })
    return answer.rawPayload.toString('latin1')
  }
  let body = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  ;({ body } = await hall.step(kiosk, body, 'secret', { secret: 'not this one', picture }))
  assert.deepEqual([body.state, body.triesLeft], ['under-way', 2])
  assert.deepEqual((await hall.mine(ada)).incidents.length, 1)
  // Another attempt does not begin with three tries again.
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${body.id}/cancel`)
  body = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
  assert.equal(body.triesLeft, 2)
  ;({ body } = await hall.step(kiosk, body, 'secret', { secret: 'nor this' }))
  ;({ body } = await hall.step(kiosk, body, 'secret', {
    secret: 'nor that',
    picture: jpegBytes(7_000_001).toString('base64url'),
  }))
  assert.deepEqual([body.state, body.denial], ['refused', 'secret'])
  assert.equal((await hall.begin(kiosk, '214')).code, 'box-locked')

  const [alarm] = await hall.alarms()
  assert.deepEqual([alarm.kind, alarm.state, alarm.box.number], ['wrong-secret', 'ringing', '214'])
  const form = await pdfOf(alarm.report)
  assert.match(form, /^%PDF-1\.7[\s\S]*%%EOF\s*$/)
  assert.doesNotMatch(form, /NotoSansDevanagari/)
  assert.match(
    await pdfOf(alarm.report, 'hi'),
    /\/Lang \(hi\)[\s\S]*NotoSansDevanagari|NotoSansDevanagari[\s\S]*\/Lang \(hi\)/,
  )

  const { incidents } = await hall.mine(ada)
  const incident = incidents.find(({ needsCode }: { needsCode: boolean }) => needsCode)
  assert.deepEqual([incidents.length, incident.kind, incident.denial], [3, 'wrong-secret', 'secret'])
  await bank.identity.deliver('mail')
  const letter = bank.outbox.messages.find(({ text }) => /Three wrong secrets/.test(text))
  const code = /with the code (\d{6})/.exec(letter?.text ?? '')?.[1] ?? ''
  const path = `/v1/locker/mine/incidents/${incident.id}`
  const wrong = code === '000000' ? '111111' : '000000'
  assert.equal((await bank.ask(ada, 'POST', path, { answer: 'me' })).code, 'wrong-incident-code')
  assert.equal((await bank.ask(ada, 'POST', path, { answer: 'me', code: wrong })).code, 'wrong-incident-code')
  assert.equal((await hall.begin(kiosk, '214')).code, 'box-locked')
  assert.equal((await hall.good(ada, 'POST', path, { answer: 'me', code })).answer, 'me')
  assert.equal((await hall.begin(kiosk, '214')).status, 200)
})

test('a code is good for its attempt, once, for two minutes, and cannot be guessed', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada } = hall
  const reachCode = async () => {
    const recognized = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
    return (await hall.step(kiosk, recognized, 'secret', { secret })).body
  }
  let body = await reachCode()
  const first = await hall.sentCode()
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${body.id}/cancel`)
  body = await reachCode()
  const second = await hall.sentCode()
  assert.notEqual(first, second)
  ;({ body } = await hall.step(kiosk, body, 'code', { code: first, picture }))
  assert.deepEqual([body.state, body.door, body.triesLeft], ['under-way', 'code', 2])
  const guess = ['123456', '654321'].find((each) => each !== second) ?? ''
  ;({ body } = await hall.step(kiosk, body, 'code', { code: guess }))
  ;({ body } = await hall.step(kiosk, body, 'code', { code: guess }))
  assert.deepEqual([body.state, body.denial], ['refused', 'code'])
  assert.ok((await hall.mine(ada)).incidents.length >= 3)

  body = await reachCode()
  const right = await hall.sentCode()
  bank.pass(2 * minuteMs)
  ;({ body } = await hall.step(kiosk, body, 'code', { code: right }))
  assert.deepEqual([body.door, body.faults], ['code', ['too-late']])
  const renewed = await hall.sentCode()
  const used = await hall.step(kiosk, body, 'code', { code: renewed })
  assert.equal(used.body.door, 'opening')
  assert.equal((await hall.step(kiosk, used.body, 'code', { code: renewed })).code, 'wrong-door')
})

test('the lock stays shut when a proof is stale, the right has ended, the face was deleted, or the box was locked meanwhile', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box, ada, tellers } = hall
  let ready = await hall.reachLock(kiosk, '214', 1)
  bank.pass(3 * minuteMs + secondMs)
  let { body } = await hall.step(kiosk, ready, 'opening')
  assert.deepEqual([body.state, body.denial, (await hall.lock(box))?.last_order ?? null], ['expired', 'stale', null])

  ready = await hall.reachLock(kiosk, '214', 1)
  await hall.good(tellers[0], 'POST', `/v1/locker/boxes/${box}/lock`, { reason: 'A call from the police' })
  assert.equal((await hall.step(kiosk, ready, 'opening')).code, 'attempt-over')
  await bank.db.query('update locker.box set locked_at = null, locked_why = null')

  // Locked at another kiosk or by another server, at the moment in which the lock is to be asked.
  ready = await hall.reachLock(kiosk, '214', 1)
  await bank.db.query("update locker.box set locked_at = $1, locked_why = 'three wrong secrets'", [bank.clock()])
  ;({ body } = await hall.step(kiosk, ready, 'opening'))
  assert.deepEqual(
    [body.state, body.denial, (await hall.lock(box))?.last_order ?? null],
    ['refused', 'box-locked', null],
  )
  await bank.db.query('update locker.box set locked_at = null, locked_why = null')

  ready = await hall.reachLock(kiosk, '214', 1)
  await hall.good(ada, 'DELETE', '/v1/locker/mine/face')
  ;({ body } = await hall.step(kiosk, ready, 'opening'))
  assert.deepEqual([body.state, body.denial, (await hall.lock(box))?.last_order ?? null], ['refused', 'stale', null])
  assert.equal((await bank.db.query('select from locker.template')).length, 0)
})
