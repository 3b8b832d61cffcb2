import assert from 'node:assert/strict'
import { createHash, generateKeyPairSync } from 'node:crypto'
import { test } from 'node:test'
import { minuteMs, secondMs } from '#platform/time'
import type { TestKiosk } from '#testing/locker'
import { branch, type Hall, jpegBytes, openHall, openUsualHall } from '../test-hall.ts'

const keyOf = (kind: 'P-256' | 'P-384') =>
  generateKeyPairSync('ec', { namedCurve: kind })
    .publicKey.export({ type: 'spki', format: 'der' })
    .toString('base64url')

const signs = (hall: Hall, kiosk: TestKiosk, more: object = {}) =>
  hall.bank.ask(kiosk, 'POST', '/v1/locker/kiosk/signs', {
    at: hall.bank.clock().toISOString(),
    power: 'mains',
    camera: 'ok',
    waits: 0,
    ...more,
  })

const ringing = async (hall: Hall) =>
  (await hall.alarms())
    .flatMap(({ kind, endedAt }: { kind: string; endedAt: string | null }) => (endedAt ? [] : kind))
    .sort()

test('a kiosk gets its key known once, by a code of ten minutes, and signs in with nothing else', async () => {
  await using hall = await openHall()
  const { bank, administrator } = hall
  const put = (id = bank.newId()) =>
    hall.good(administrator, 'PUT', `/v1/locker/kiosks/${id}`, { name: 'Left', branch })
  const give = (code: string, publicKey = keyOf('P-256')) =>
    bank.ask(null, 'POST', '/v1/locker/kiosk/keys', { code, publicKey })
  const { kiosk, code } = await put()
  assert.deepEqual([kiosk.state, code.length], ['new', 8])
  assert.equal((await give('ABCDEFGH')).code, 'wrong-kiosk-code')
  assert.equal((await give(code, keyOf('P-384').slice(0, 200))).code, 'wrong-kiosk-code')
  assert.equal((await give(code)).status, 201)
  assert.equal((await give(code)).code, 'wrong-kiosk-code')
  const { code: late } = await put()
  bank.pass(10 * minuteMs)
  assert.equal((await give(late)).code, 'wrong-kiosk-code')
  assert.equal(
    (await bank.ask(hall.tellers[0], 'PUT', `/v1/locker/kiosks/${bank.newId()}`, { name: 'X', branch })).status,
    403,
  )
})

test('a nonce is signed once, for its kiosk, within a minute; a token lasts ten, and ends with its kiosk', async () => {
  await using hall = await openHall()
  const { bank, administrator } = hall
  const [kiosk, other] = [await hall.makeKiosk('Left'), await hall.makeKiosk('Right')]
  const ask = async () => (await hall.good(null, 'POST', '/v1/locker/kiosk/nonces', { kiosk: kiosk.id })).nonce
  const enter = (nonce: string, signature: string, id = kiosk.id) =>
    bank.ask(null, 'POST', '/v1/locker/kiosk/sessions', { kiosk: id, nonce, signature })
  const text = (nonce: string, id = kiosk.id) => `locker kiosk 1\n${id}\n${nonce}`
  let nonce = await ask()
  assert.equal((await enter(nonce, other.sign(text(nonce)))).code, 'kiosk-refused')
  assert.equal((await enter(nonce, kiosk.sign(text(nonce)))).code, 'kiosk-refused')
  nonce = await ask()
  assert.equal((await enter(nonce, other.sign(text(nonce, other.id)), other.id)).code, 'kiosk-refused')
  nonce = await ask()
  bank.pass(minuteMs)
  assert.equal((await enter(nonce, kiosk.sign(text(nonce)))).code, 'kiosk-refused')
  nonce = await ask()
  const entered = await enter(nonce, kiosk.sign(text(nonce)))
  assert.deepEqual([entered.status, entered.body.face], [201, 'on'])

  const forged = { ...kiosk, headers: { authorization: `Kiosk ${'A'.repeat(43)}` } }
  for (const who of [forged, { ...kiosk, headers: { authorization: 'Kiosk x' } }])
    assert.equal((await signs(hall, who)).code, 'kiosk-refused')
  const fresh = await kiosk.signIn()
  assert.equal((await signs(hall, fresh)).status, 200)
  // Whoever comes as a kiosk is nobody else.
  assert.equal((await bank.ask(fresh, 'GET', '/v1/locker/board')).status, 403)
  assert.equal((await bank.ask(fresh, 'GET', '/v1/me')).status, 403)
  bank.pass(10 * minuteMs)
  assert.equal((await signs(hall, fresh)).code, 'kiosk-refused')
  const again = await kiosk.signIn()
  await hall.good(administrator, 'DELETE', `/v1/locker/kiosks/${kiosk.id}`)
  assert.equal((await signs(hall, again)).code, 'kiosk-refused')
  await assert.rejects(kiosk.signIn())
})

test('power lost, a covered camera, a changed clock and silence ring once, and end when the kiosk says so', async () => {
  await using hall = await openHall()
  const kiosk = await hall.makeKiosk('Left')
  await signs(hall, kiosk)
  assert.deepEqual(await ringing(hall), [])
  const wrong = {
    power: 'battery',
    camera: 'covered',
    at: new Date(hall.bank.clock().getTime() - minuteMs).toISOString(),
  }
  for (let times = 0; times < 3; times++) await signs(hall, kiosk, wrong)
  assert.deepEqual(await ringing(hall), ['camera-covered', 'clock-changed', 'power-lost'])
  assert.equal((await hall.alarms()).length, 3)
  await signs(hall, kiosk, { camera: 'missing' })
  assert.deepEqual(await ringing(hall), ['camera-covered'])
  await signs(hall, kiosk)
  await hall.watch(61 * secondMs)
  await hall.watch()
  assert.deepEqual(await ringing(hall), ['kiosk-silent'])
  await signs(hall, kiosk)
  assert.deepEqual(await ringing(hall), [])
  const [alarm] = await hall.alarms()
  const path = `/v1/locker/alarms/${alarm.id}`
  const taken = await hall.good(hall.tellers[1], 'POST', `${path}/take`)
  assert.deepEqual([taken.state, taken.takenBy.name], ['taken', 'Tej'])
  assert.equal((await hall.good(hall.tellers[0], 'POST', `${path}/end`, { note: 'A cable was loose.' })).state, 'over')
  assert.equal((await hall.bank.ask(hall.tellers[0], 'POST', `${path}/take`)).code, 'alarm-over')
})

const entryOf = (
  kiosk: TestKiosk,
  number: number,
  more: { kind?: string; picture?: string | null; note?: string } = {},
) => {
  const { kind = 'refused', picture = null, note = 'No way to the bank' } = more
  const at = '2026-03-02T08:00:00.000Z'
  const hash = picture === null ? '-' : createHash('sha256').update(Buffer.from(picture, 'base64url')).digest('hex')
  const text = `locker entry 1\n${kiosk.id}\n${number}\n${at}\n${kind}\n214\n${note}\n${hash}`
  return { number, at, kind, box: '214', note, picture, signature: kiosk.sign(text) }
}

test('what a kiosk gathered offline is taken once and in order, a gap and a forbidden opening ring, a forged entry spoils all', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const deliver = (...entries: object[]) => bank.ask(kiosk, 'POST', '/v1/locker/kiosk/entries', { entries })
  const picture = jpegBytes(9_000_000).toString('base64url')
  const [one, two] = [entryOf(kiosk, 1, { picture }), entryOf(kiosk, 2, { kind: 'attempt' })]
  assert.deepEqual((await deliver(one, two)).body, { deliveredUpTo: 2 })
  assert.deepEqual((await deliver(one, two)).body, { deliveredUpTo: 2 })
  assert.equal((await bank.db.query('select from locker.kiosk_entry')).length, 2)
  assert.equal((await bank.db.query('select from locker.picture')).length >= 1, true)
  assert.deepEqual(await ringing(hall), [])

  assert.equal(
    (await deliver(entryOf(kiosk, 3), { ...entryOf(kiosk, 4), note: 'something else' })).code,
    'entry-refused',
  )
  const other = await hall.makeKiosk('Right')
  assert.equal((await deliver(entryOf(other, 3))).code, 'entry-refused')
  assert.equal((await bank.db.query('select from locker.kiosk_entry')).length, 2)

  assert.deepEqual((await deliver(entryOf(kiosk, 5, { kind: 'opened' }))).body, { deliveredUpTo: 5 })
  assert.deepEqual(await ringing(hall), ['entries-missing', 'opened-offline'])
  const alarm = (await hall.alarms()).find(({ kind }: { kind: string }) => kind === 'opened-offline')
  assert.deepEqual(alarm.remark, { what: 'opened-against-policy' })
  const missing = (await hall.alarms()).find(({ kind }: { kind: string }) => kind === 'entries-missing')
  assert.deepEqual(missing.remark, { what: 'entries-missing', from: 3, to: 4 })
})

test('somebody at the kiosk calls a person: it rings once until one looks after it', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk } = hall
  const { body: begun } = await hall.begin(kiosk, '214')
  const call = () => bank.ask(kiosk, 'POST', '/v1/locker/kiosk/calls', { attempt: begun.id })
  assert.deepEqual([(await call()).status, (await call()).status], [204, 204])
  const calls = await hall.alarms()
  assert.deepEqual([calls.length, calls[0].kind, calls[0].box.number], [1, 'person-called', '214'])
  await hall.good(hall.tellers[0], 'POST', `/v1/locker/alarms/${calls[0].id}/take`)
  await call()
  assert.equal((await hall.alarms()).length, 2)
})
