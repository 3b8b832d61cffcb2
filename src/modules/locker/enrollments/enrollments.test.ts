import assert from 'node:assert/strict'
import { test } from 'node:test'
import { lookOf } from '#perception/test-pictures'
import { dayMs } from '#platform/time'
import { password } from '#testing/bank'
import { enrolledPoses, openHall, openUsualHall } from '../test-hall.ts'

test('no picture is taken before the person agrees, five poses are needed, and whoever began cannot grant', async () => {
  await using hall = await openHall()
  const { bank, tellers, ada, bob } = hall
  const [tara, tej] = tellers
  const id = bank.newId()
  const path = `/v1/locker/enrollments/${id}`
  const begun = await hall.good(tara, 'PUT', path, { person: ada.id })
  assert.deepEqual([begun.state, begun.missing.length], ['waits-for-consent', 5])
  assert.equal((await hall.takePose(id, 'straight', lookOf(1))).code, 'consent-missing')
  assert.equal(
    (await bank.ask(bob, 'POST', `/v1/locker/mine/consents/${id}`, { answer: 'agree', proof: { password } })).code,
    'no-such-consent',
  )
  const bare = await bank.ask(ada, 'POST', `/v1/locker/mine/consents/${id}`, {
    answer: 'agree',
    proof: { password: 'not hers' },
  })
  assert.equal(bare.code, 'wrong-credentials')
  assert.equal((await hall.takePose(id, 'straight', lookOf(1))).code, 'consent-missing')
  await hall.agree(ada, id)

  assert.equal((await hall.takePose(id, 'straight', lookOf(1), tej)).code, 'not-your-enrollment')
  const faultOf = async (pose: string, look: Parameters<typeof hall.takePose>[2]) =>
    (await hall.takePose(id, pose, look)).body.fault
  assert.equal(await faultOf('left', enrolledPoses.left(1)), 'wrong-pose')
  assert.equal(await faultOf('straight', { ...lookOf(1), faces: 2 }), 'several-faces')
  assert.equal(await faultOf('straight', { faces: 0 }), 'nobody')
  assert.equal(await faultOf('straight', { ...lookOf(1), person: -1 }), 'not-a-person')
  assert.equal(await faultOf('straight', { fault: 'broken', faces: 0 }), 'not-a-picture')
  const turned = (await hall.takePose(id, 'straight', lookOf(1, {}, 0.5))).body
  assert.deepEqual([turned.isTaken, turned.hints], [false, ['look-straight']])
  assert.equal((await hall.takePose(id, 'straight', lookOf(1))).body.isTaken, true)
  assert.equal(await faultOf('left', enrolledPoses.left(2)), 'another-face')
  assert.equal(await faultOf('left', lookOf(1)), 'wrong-pose')
  for (const pose of ['left', 'right', 'up'] as const) await hall.takePose(id, pose, enrolledPoses[pose](1))
  const early = await bank.ask(tara, 'POST', `${path}/finish`, { reason: 'At the counter', proof: { password } })
  assert.equal(early.code, 'poses-missing')
  await hall.takePose(id, 'down', enrolledPoses.down(1))

  const decide = (who: typeof tara, body: object) =>
    bank.ask(who, 'POST', `${path}/decision`, { decision: 'grant', note: '', proof: { password }, ...body })
  assert.equal((await decide(tej, {})).code, 'enrollment-over')
  assert.equal((await bank.ask(tara, 'POST', `${path}/finish`, { reason: 'At the counter' })).code, 'proof-needed')
  const finished = await hall.good(tara, 'POST', `${path}/finish`, { reason: 'At the counter', proof: { password } })
  assert.equal(finished.state, 'waits-for-second')
  assert.equal((await hall.good(tej, 'GET', '/v1/approvals')).items[0].kind, 'locker.enrollment')
  assert.equal((await decide(tara, {})).code, 'second-person-needed')
  // A template that is exchanged behind the first signature is another content.
  await bank.db.query('update locker.template set id = $1 where pose = $2', [bank.newId(), 'down'])
  assert.equal((await decide(tej, {})).code, 'content-changed')
})

test('templates lie sealed, are opened in their own row alone, never leave the module, and are deleted for good', async () => {
  await using hall = await openUsualHall()
  const { bank, ada, kiosk, enrollment } = hall
  const rows = await bank.db.query<{ id: string; sealed: Buffer }>('select id, sealed from locker.template order by id')
  assert.equal(rows.length, 5)
  const plain = Buffer.from(Float32Array.from(lookOf(1).face.descriptor).buffer)
  for (const { sealed } of rows)
    assert.equal(
      sealed.includes(plain.subarray(0, 16)) || sealed.includes(plain.toString('base64').slice(0, 20)),
      false,
    )

  const answers = [
    await hall.good(hall.tellers[0], 'GET', `/v1/locker/enrollments?person=${ada.id}`),
    await hall.good(hall.tellers[0], 'GET', '/v1/locker/boxes'),
    await hall.mine(ada),
  ]
  const told = JSON.stringify(answers)
  assert.ok(told.includes(enrollment))
  assert.ok(!told.includes(plain.toString('base64').slice(0, 20)))
  await bank.audit.sequence()
  const leaves = await bank.db.query<{ content: string }>('select content from audit.sheaf where content is not null')
  assert.ok(leaves.some(({ content }) => content.includes('locker-enrollment')))
  assert.ok(leaves.every(({ content }) => !content.includes('"sealed"')))

  await bank.db.query('update locker.template set sealed = $2 where id = $1', [rows[0].id, rows[1].sealed])
  const { body: begun } = await hall.begin(kiosk, '214')
  const answer = await hall.face(kiosk, begun, 1)
  assert.equal(answer.status, 500)
  assert.equal((await hall.look(kiosk, begun.id)).door, 'person')

  await hall.good(ada, 'DELETE', '/v1/locker/mine/face')
  assert.deepEqual(await bank.db.query('select from locker.template'), [])
  assert.equal((await bank.ask(ada, 'DELETE', '/v1/locker/mine/face')).code, 'no-such-face')
  assert.deepEqual((await hall.look(kiosk, begun.id)).ways, ['passkey'])
})

test('a joint locker knows each owner, an agent only on their days, and nobody whom no owner has consented to', async () => {
  await using hall = await openUsualHall()
  const { bank, kiosk, box, ada, bob, tellers } = hall
  const put = (who: { id: string }, body: object, id = bank.newId()) =>
    bank.ask(tellers[0], 'PUT', `/v1/locker/boxes/${box}/holders/${id}`, {
      person: who.id,
      from: null,
      until: null,
      ...body,
    })
  assert.equal((await put(bob, { as: 'agent' })).code, 'dates-needed')
  assert.equal((await put(bob, { as: 'agent', from: '2026-03-09', until: '2026-03-02' })).code, 'dates-needed')
  assert.equal((await put(ada, { as: 'owner' })).code, 'holder-known')
  assert.equal((await put(tellers[1], { as: 'owner' })).code, 'no-such-person')
  const id = bank.newId()
  assert.equal((await put(bob, { as: 'agent', from: '2026-03-03', until: '2026-03-04' }, id)).status, 200)
  await hall.enroll(bob, 2)
  // Whoever is entered does not consent for the owner.
  assert.equal(
    (await bank.ask(bob, 'POST', `/v1/locker/mine/consents/${id}`, { answer: 'agree', proof: { password } })).code,
    'no-such-consent',
  )
  const denied = async () => (await hall.face(kiosk, (await hall.begin(kiosk, '214')).body, 2)).body.denial
  assert.equal(await denied(), 'not-an-owner')
  const [consent] = (await hall.mine(ada)).consents
  assert.deepEqual([consent.kind, consent.name, consent.until], ['agent', 'Bob', '2026-03-04'])
  await hall.agree(ada, id)
  assert.equal(await denied(), 'not-an-owner')
  bank.pass(dayMs)
  const later = await kiosk.signIn()
  const recognized = (await hall.face(later, (await hall.begin(later, '214')).body, 2)).body
  assert.deepEqual([recognized.door, recognized.doors[1].by], ['secret', 'face'])
  await hall.good(later, 'POST', `/v1/locker/attempts/${recognized.id}/cancel`)
  bank.pass(2 * dayMs)
  const after = await kiosk.signIn()
  assert.equal((await hall.face(after, (await hall.begin(after, '214')).body, 2)).body.denial, 'not-an-owner')
  const known = (await hall.face(after, (await hall.begin(after, '214')).body, 1)).body
  assert.equal(known.door, 'secret')
  await hall.good(after, 'POST', `/v1/locker/attempts/${known.id}/cancel`)
  // A face that has ended is nobody's, even where its rows are still there.
  await bank.db.query("update locker.holder set role = 'owner', valid_from = null, valid_until = null where id = $1", [
    id,
  ])
  await bank.db.query("update locker.enrollment set ended_at = $1, end_kind = 'deleted' where person = $2", [
    bank.clock(),
    ada.id,
  ])
  assert.equal((await hall.face(after, (await hall.begin(after, '214')).body, 1)).body.denial, 'not-an-owner')
})
