import assert from 'node:assert/strict'
import { test } from 'node:test'
import { password, testIdentity } from './test-identity.ts'
import { distanceFrom, learnRhythm, type Rhythm } from './typing.ts'

const typed = (heldMs: number, pauseMs: number) => ({ heldMs, heldDeviationMs: 20, pauseMs, pauseDeviationMs: 60 })
const own = [typed(90, 140), typed(96, 150), typed(88, 132), typed(93, 145), typed(91, 139)]

test('one’s own hand lies near, a stranger’s far, and before the third sign-in nothing is said', () => {
  let rhythm: Rhythm | null = null
  const distances = own.map((typing) => {
    const distance = distanceFrom(rhythm, typing)
    rhythm = learnRhythm(rhythm, typing)
    return distance
  })
  assert.deepEqual(distances.slice(0, 3), [null, null, null])
  assert.ok(distances.slice(3).every((distance) => distance !== null && distance < 1))
  assert.ok((distanceFrom(rhythm, typed(45, 320)) ?? 0) > 2.5)
})

test('what is remembered weighs at most so many sign-ins, so a hand that changes becomes the own one', () => {
  let rhythm: Rhythm | null = null
  for (let count = 0; count < 500; count++) rhythm = learnRhythm(rhythm, typed(90, 140))
  assert.ok(rhythm && rhythm.weight <= 31)
})

test('a session keeps how far its typing lay from the person’s rhythm, and a strange hand is not learned', async () => {
  await using bank = await testIdentity()
  const email = 'ada@example.com'
  const { cookie: allowing } = await bank.register(email)
  await bank.ask({ method: 'PUT', url: '/v1/me/typing', cookie: allowing })
  const signIn = async (typing?: object) => {
    const { status, cookie } = await bank.ask({
      method: 'POST',
      url: '/v1/sessions',
      body: { email, password, typing },
    })
    assert.equal(status, 201)
    return (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).status
  }
  for (const typing of own) assert.equal(await signIn(typing), 200)
  for (let count = 0; count < 6; count++) await signIn(typed(300, 900))
  await signIn(typed(92, 141))
  await signIn()
  const rows = await bank.db.query<{ typing_distance: number | null }>(
    'select typing_distance from identity.session order by created_at, ctid',
  )
  const distances = rows.map((row) => row.typing_distance)
  assert.ok(distances.slice(-8, -2).every((distance) => distance !== null && distance > 4))
  assert.ok(distances.at(-2) !== null && (distances.at(-2) ?? 9) < 1)
  assert.equal(distances.at(-1), null)
})

test('times that no hand makes are refused', async () => {
  await using bank = await testIdentity()
  for (const heldMs of [-1, 1e9, null, '90']) {
    const body = { email: 'ada@example.com', password, typing: { ...typed(90, 140), heldMs } }
    assert.equal((await bank.ask({ method: 'POST', url: '/v1/sessions', body })).status, 400)
  }
})

test('without consent nothing of the typing is kept, and who takes it back has all of it deleted', async () => {
  await using bank = await testIdentity()
  const email = 'ada@example.com'
  const { cookie } = await bank.register(email)
  const signIn = () =>
    bank.ask({ method: 'POST', url: '/v1/sessions', body: { email, password, typing: typed(90, 140) } })
  const kept = async () => {
    const [row] = await bank.db.query<{ rhythms: bigint; distances: bigint }>(
      'select (select count(*) from identity.typing) as rhythms, (select count(typing_distance) from identity.session) as distances',
    )
    return [Number(row.rhythms), Number(row.distances)]
  }
  for (let times = 0; times < 4; times++) await signIn()
  assert.deepEqual(await kept(), [0, 0])
  const allowed = await bank.ask({ method: 'PUT', url: '/v1/me/typing', cookie })
  assert.deepEqual(allowed.body, { allowedAt: bank.clock().toISOString(), isLearned: false })
  for (let times = 0; times < 5; times++) await signIn()
  assert.deepEqual(await kept(), [1, 2])
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me/typing', cookie })).body.isLearned, true)
  assert.equal((await bank.ask({ method: 'DELETE', url: '/v1/me/typing', cookie })).status, 204)
  assert.deepEqual(await kept(), [0, 0])
  await signIn()
  assert.deepEqual(await kept(), [0, 0])
  // What was learned before consent was asked for is forgotten by the clock.
  await bank.db.query("insert into identity.typing select id, 9, '{1,1,1,1}', '{1,1,1,1}' from identity.person")
  await bank.identity.tidy()
  assert.deepEqual(await kept(), [0, 0])
})
