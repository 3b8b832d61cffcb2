import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, minuteMs, secondMs } from '#platform/time'
import { usualPolicy } from '../policy/policy.ts'
import type { AttemptRow } from '../tables.ts'
import { openUsualHall, secret } from '../test-hall.ts'
import { areFresh } from './open.ts'

test('the proof of every single door has to be there, fresh and not of the future', () => {
  const now = new Date('2026-03-02T09:00:00Z')
  const ago = (ms: number) => new Date(now.getTime() - ms)
  const row = { person_at: ago(1000), owner_at: ago(1000), secret_at: ago(1000), code_at: ago(1000) } as AttemptRow
  assert.equal(areFresh(row, usualPolicy, now), true)
  for (const door of ['person_at', 'owner_at', 'secret_at', 'code_at'] as const) {
    const freshMs = usualPolicy.freshSeconds * secondMs
    assert.equal(areFresh({ ...row, [door]: ago(freshMs - 1) }, usualPolicy, now), true, `${door} just fresh`)
    for (const at of [null, ago(freshMs), ago(-1)])
      assert.equal(areFresh({ ...row, [door]: at }, usualPolicy, now), false, `${door} ${at?.toISOString()}`)
  }
})

test('a visit belongs to its kiosk: another one goes no step further in it, whatever nonce it brings', async () => {
  await using hall = await openUsualHall()
  const { kiosk } = hall
  const other = await hall.makeKiosk('Right')
  const { body: begun } = await hall.begin(kiosk, '214')
  assert.equal((await hall.face(other, begun, 1)).code, 'no-such-attempt')
  const { body: recognized } = await hall.face(kiosk, begun, 1)
  assert.equal((await hall.step(other, recognized, 'secret', { secret })).code, 'no-such-attempt')
  const { body: known } = await hall.step(kiosk, recognized, 'secret', { secret })
  assert.equal((await hall.step(other, known, 'code', { code: await hall.sentCode() })).code, 'no-such-attempt')
  const { body: ready } = await hall.step(kiosk, known, 'code', { code: await hall.sentCode() })
  assert.equal((await hall.step(other, ready, 'opening')).code, 'no-such-attempt')
  assert.equal((await hall.step(kiosk, ready, 'opening')).body.state, 'open')
})

test('a right that ends between the last door and the lock opens nothing', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box } = hall
  const [holder] = await bank.db.query<{ id: string }>('select id from locker.holder where box = $1', [box])
  const ready = await hall.reachLock(kiosk, '214', 1)
  await bank.db.query('update locker.holder set ended_at = $2 where id = $1', [holder.id, bank.clock()])
  const { body } = await hall.step(kiosk, ready, 'opening')
  assert.deepEqual([body.state, body.denial, (await hall.lock(box))?.last_order ?? null], ['refused', 'stale', null])
})

test('a link to a picture is good for its minute: no later one can be made of it, and none of another picture', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, ada } = hall
  for (let times = 0; times < 2; times++) await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 2)
  const [one, other] = (await hall.mine(ada)).incidents
  const { url } = await hall.good(ada, 'POST', `/v1/locker/mine/pictures/${one.picture}/link`)
  const statusOf = async (path: string) =>
    (await bank.http.server.inject({ method: 'GET', url: path, headers: ada.headers })).statusCode
  const until = Number(/until=(\d+)/.exec(url)?.[1])
  assert.equal(await statusOf(url), 200)
  assert.equal(await statusOf(url.replace(String(until), String(until + dayMs))), 404)
  assert.equal(await statusOf(url.replace(one.picture, other.picture)), 404)
  bank.pass(until - bank.clock().getTime() - 1)
  assert.equal(await statusOf(url), 200)
  bank.pass(1)
  assert.equal(await statusOf(url), 404)
})

test('five wrong codes, and the right one no longer says that it was me; what another owner disowns stays locked', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box, ada, bob } = hall
  await hall.giveBox(box, bob, {}, ada)
  const lock = async () => {
    let body = (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)).body
    while (body.state === 'under-way') ({ body } = await hall.step(kiosk, body, 'secret', { secret: 'not this' }))
    await bank.identity.deliver('mail')
    const codes = bank.outbox.messages.flatMap(({ to, text }) => {
      const code = /with the code (\d{6})/.exec(text)?.[1]
      return code ? [{ to: String(to), code }] : []
    })
    return codes.find(({ to }) => to.includes('ada'))?.code ?? ''
  }
  const noticeOf = async (who: typeof ada) =>
    (await hall.mine(who)).incidents.find((each: { needsCode: boolean }) => each.needsCode)
  const answer = async (who: typeof ada, body: object) =>
    bank.ask(who, 'POST', `/v1/locker/mine/incidents/${(await noticeOf(who)).id}`, body)
  const code = await lock()
  assert.match(code, /^\d{6}$/)
  assert.equal((await answer(bob, { answer: 'me', code })).code, 'wrong-incident-code')
  assert.equal((await answer(bob, { answer: 'not-me' })).body.answer, 'not-me')
  assert.equal((await answer(ada, { answer: 'me', code })).body.answer, 'me')
  assert.equal((await hall.begin(kiosk, '214')).code, 'box-locked')

  await bank.db.query('update locker.box set locked_at = null, locked_why = null, wrong_secrets = 0')
  const second = await lock()
  const wrong = second === '000000' ? '111111' : '000000'
  for (let tries = 0; tries < 5; tries++)
    assert.equal((await answer(ada, { answer: 'me', code: wrong })).code, 'wrong-incident-code')
  assert.equal((await answer(ada, { answer: 'me', code: second })).code, 'too-many-attempts')
  assert.equal((await hall.begin(kiosk, '214')).code, 'box-locked')
})

test('eight denials at a box in a quarter of an hour, and nobody tries for a while', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  for (let times = 0; times < 8; times++) await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 2)
  assert.equal((await hall.begin(kiosk, '214')).code, 'too-many-attempts')
  bank.pass(15 * minuteMs)
  assert.equal((await hall.begin(await kiosk.signIn(), '214')).status, 200)
})

test('pictures of who was let in go after 90 days, of who was not after a year', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const { body } = await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 1)
  await hall.good(kiosk, 'POST', `/v1/locker/attempts/${body.id}/cancel`)
  await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 2)
  const kept = async () => {
    await bank.locker.storePictures()
    await bank.locker.tidy()
    return (await bank.db.query('select from locker.picture where removed_at is null')).length
  }
  bank.pass(89 * dayMs)
  assert.deepEqual([await kept(), bank.pictures.kept.size], [2, 2])
  bank.pass(dayMs)
  assert.deepEqual([await kept(), bank.pictures.kept.size], [1, 1])
  bank.pass(275 * dayMs)
  assert.deepEqual([await kept(), bank.pictures.kept.size], [0, 0])
})
