import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, minuteMs, secondMs } from '#platform/time'
import { type Hall, jpegBytes, openUsualHall } from '../test-hall.ts'

const jpeg = jpegBytes(9_000_000)
const picture = jpeg.toString('base64url')

type UsualHall = Awaited<ReturnType<typeof openUsualHall>>

const askLock = async ({ kiosk, reachLock, step }: UsualHall) =>
  (await step(kiosk, await reachLock(kiosk, '214', 1), 'opening', { picture })).body

/** Pictures that can still be read, beside the one by which a face was recognized. */
const legible = async ({ bank }: Hall, attempt: string): Promise<number> => {
  const rows = await bank.db.query(
    `select from locker.picture where attempt = $1 and key_sealed is not null
        and id not in (select picture from locker.step where picture is not null and door = 'owner')`,
    [attempt],
  )
  return rows.length
}

const shownTo = async ({ bank, good, ada }: Hall, id: string, who = ada) => {
  const { url } = await good(who, 'POST', `/v1/locker/mine/pictures/${id}/link`)
  return (await bank.http.server.inject({ method: 'GET', url, headers: who.headers })).rawPayload
}

const lettersOfDenial = async ({ bank }: Hall) => {
  await bank.identity.deliver('mail')
  return bank.outbox.messages.filter(({ text }) => /was not let in to your locker/.test(text)).length
}

test('a lock that refuses leaves a picture of who stood there, and the owner is told as at every other door', async () => {
  await using hall = await openUsualHall()
  const { bank, box, ada } = hall
  await hall.setLock(box, "fault = 'jammed'")
  const asked = await askLock(hall)
  assert.deepEqual([asked.state, (await hall.mine(ada)).incidents, await lettersOfDenial(hall)], ['opening', [], 0])
  await hall.watch(7 * secondMs)
  await hall.watch()

  const { incidents } = await hall.mine(ada)
  assert.deepEqual(
    incidents.map(({ door, denial, needsCode }: Record<string, unknown>) => [door, denial, needsCode]),
    [['opening', 'lock', false]],
  )
  assert.equal(await legible(hall, asked.id), 1)
  assert.deepEqual(await shownTo(hall, incidents[0].picture), jpeg)
  await bank.locker.storePictures()
  assert.deepEqual(await shownTo(hall, incidents[0].picture), jpeg)
  assert.equal(await lettersOfDenial(hall), 1)
  const { items } = await hall.good(ada, 'GET', '/v1/notifications')
  assert.equal(items.filter(({ kind }: { kind: string }) => kind === 'locker-denied').length, 1)
  const [alarm] = await hall.alarms()
  assert.deepEqual([alarm.kind, alarm.picture], ['lock-fault', incidents[0].picture])

  await bank.audit.sequence()
  const compliance = await bank.person('compliance', 'Cara')
  const path = `/v1/audit/leaves?kind=locker-step&about=${asked.id}`
  const [leaf] = (await hall.good(compliance, 'GET', path)).items
  const { door, outcome, picture: named } = JSON.parse(leaf.content).fields
  assert.deepEqual([door, outcome, named], ['opening', 'denied', incidents[0].picture])

  bank.pass(364 * dayMs)
  await bank.locker.tidy()
  assert.equal(await legible(hall, asked.id), 1)
  bank.pass(2 * dayMs)
  await bank.locker.tidy()
  assert.deepEqual([await legible(hall, asked.id), bank.pictures.kept.size], [0, 0])
})

test('of who was let in by the lock no picture of that moment remains, and none ever reaches the store', async () => {
  await using hall = await openUsualHall()
  const { bank, box, kiosk, ada } = hall
  for (const fault of ['null', "'answer-lost'"]) {
    await hall.setLock(box, `fault = ${fault}, state = 'locked'`)
    await hall.watch()
    const before = bank.pictures.kept.size
    const open = await askLock(hall)
    assert.equal(open.state, 'open')
    await bank.locker.storePictures()
    // The face that was recognized is kept as the policy says, and nothing else.
    assert.deepEqual([await legible(hall, open.id), bank.pictures.kept.size], [0, before + 1])
    const gone =
      'select from locker.picture where attempt = $1 and key_sealed is null and waiting is null and removed_at is not null'
    assert.equal((await bank.db.query(gone, [open.id])).length, 1)
    await hall.setLock(box, "state = 'locked', ordered_at = null")
    await hall.watch()
    assert.equal((await hall.look(kiosk, open.id)).state, 'closed')
  }
  assert.deepEqual([(await hall.mine(ada)).incidents, await lettersOfDenial(hall)], [[], 0])
})

test('a kiosk without a camera, or with no picture at all, opens as before, and a refusal is told without one', async () => {
  await using hall = await openUsualHall()
  const { box, kiosk, ada } = hall
  await hall.setLock(box, "fault = 'jammed'")
  const none = Buffer.from('no picture').toString('base64url')
  for (const body of [{}, { picture: none }]) {
    await hall.step(kiosk, await hall.reachLock(kiosk, '214', 1), 'opening', body)
    await hall.watch(7 * secondMs)
  }
  const { incidents } = await hall.mine(ada)
  assert.deepEqual(
    incidents.map(({ denial, picture: kept }: Record<string, unknown>) => [denial, kept]),
    [
      ['lock', null],
      ['lock', null],
    ],
  )
})

test('what the last look before the lock refuses is told with a picture; whoever was only slow has tried nothing', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box, ada, bob } = hall
  const [holder] = await bank.db.query<{ id: string }>('select id from locker.holder where box = $1', [box])
  await hall.giveBox(box, bob, {}, ada)
  const happens: readonly (readonly [string, string, string])[] = [
    [
      'box-locked',
      "update locker.box set locked_at = $1, locked_why = 'three wrong secrets'",
      'update locker.box set locked_at = null, locked_why = null where $1::timestamptz is not null',
    ],
    [
      'lock',
      "update locker.box set lock = 'forced', lock_since = $1",
      "update locker.box set lock = 'locked', lock_since = $1",
    ],
    [
      'stale',
      `update locker.holder set ended_at = $1 where id = '${holder.id}'`,
      `update locker.holder set ended_at = null where id = '${holder.id}' and $1::timestamptz is not null`,
    ],
  ]
  for (const [denial, meanwhile, afterwards] of happens) {
    const ready = await hall.reachLock(kiosk, '214', 1)
    await bank.db.query(meanwhile, [bank.clock()])
    const { body } = await hall.step(kiosk, ready, 'opening', { picture })
    assert.deepEqual([body.state, body.denial, (await hall.lock(box))?.last_order ?? null], ['refused', denial, null])
    assert.equal(await legible(hall, ready.id), 1, denial)
    await bank.db.query(afterwards, [bank.clock()])
    const [incident] = (await hall.mine(bob)).incidents
    assert.deepEqual([incident.door, incident.denial], ['opening', denial])
    assert.deepEqual(await shownTo(hall, incident.picture, bob), jpeg)
  }
  // Whose right had ended is no owner any more, and hears nothing of the box.
  assert.equal((await hall.mine(ada)).incidents.length, happens.length - 1)
  const letters = await lettersOfDenial(hall)

  const ready = await hall.reachLock(kiosk, '214', 1)
  bank.pass(3 * minuteMs + secondMs)
  const { body } = await hall.step(kiosk, ready, 'opening', { picture })
  assert.deepEqual([body.state, body.denial, await legible(hall, ready.id)], ['expired', 'stale', 0])
  assert.deepEqual([(await hall.mine(bob)).incidents.length, await lettersOfDenial(hall)], [happens.length, letters])
})

test('a picture of whom no lock ever spoke waits sealed beside its opening, and goes by the rule for pictures', async () => {
  await using hall = await openUsualHall()
  const { bank, box, ada } = hall
  await hall.setLock(box, "fault = 'silent'")
  const asked = await askLock(hall)
  await hall.watch(minuteMs)
  await bank.locker.storePictures()
  // The one of the recognized face is in the store; this one waits for the lock.
  assert.deepEqual([await legible(hall, asked.id), bank.pictures.kept.size], [1, 1])
  assert.deepEqual((await hall.mine(ada)).incidents, [])
  const [{ id }] = await bank.db.query<{ id: string }>('select picture as id from locker.opening where attempt = $1', [
    asked.id,
  ])
  assert.equal((await bank.ask(ada, 'POST', `/v1/locker/mine/pictures/${id}/link`)).code, 'no-such-picture')
  bank.pass(90 * dayMs)
  await bank.locker.tidy()
  assert.deepEqual([await legible(hall, asked.id), bank.pictures.kept.size], [0, 0])

  await hall.setLock(box, 'fault = null')
  await hall.watch()
  const told = await bank.db.query('select denial, picture from locker.incident where attempt = $1', [asked.id])
  assert.deepEqual(told, [{ denial: 'lock', picture: null }])
})
