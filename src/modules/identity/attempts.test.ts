import assert from 'node:assert/strict'
import { test } from 'node:test'
import { networkOf } from '#platform/network'
import { Refusal } from '#platform/refusal'
import { hourMs, minuteMs } from '#platform/time'
import { createAttempts } from './attempts.ts'
import { password, testIdentity } from './test-identity.ts'

const times = async (count: number, work: (index: number) => Promise<{ status: number }>) => {
  const statuses: number[] = []
  for (let index = 0; index < count; index++) statuses.push((await work(index)).status)
  return statuses
}

test('after ten wrong passwords from one address even the right one waits for a quarter of an hour', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  assert.deepEqual(await times(10, () => bank.signIn('asha@example.com', 'wrong')), Array(10).fill(401))
  bank.pass(5 * minuteMs)
  const refused = await bank.signIn('asha@example.com')
  assert.deepEqual([refused.status, refused.code, refused.headers['retry-after']], [429, 'too-many-attempts', '600'])
  bank.pass(10 * minuteMs)
  assert.equal((await bank.signIn('asha@example.com')).status, 201)
})

test('whoever goes on guessing waits longer each time, through restarts, until a day without it or the right password', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const waits: number[] = []
  for (let round = 0; round < 4; round++) {
    // Another server each time: nothing is remembered but in the database.
    const attempts = createAttempts(bank.db, bank.clock, 'a secret of a test, quite long enough')
    const tries = () =>
      attempts.count([
        ['password-person', 'asha'],
        ['sign-in-account', 'asha'],
      ])
    for (let index = 0; index < 10; index++) await tries()
    const refused = await tries().then(
      () => undefined,
      (error: Refusal) => error,
    )
    assert.equal(refused?.code, 'too-many-attempts')
    waits.push((refused?.retryAfter ?? 0) / 60)
    bank.pass((refused?.retryAfter ?? 0) * 1000)
  }
  assert.deepEqual(waits, [15, 15, 45, 105])
  bank.pass(25 * hourMs)
  const attempts = createAttempts(bank.db, bank.clock, 'a secret of a test, quite long enough')
  for (let index = 0; index < 10; index++) await attempts.count([['password-person', 'asha']])
  await assert.rejects(attempts.count([['password-person', 'asha']]), { retryAfter: 900 })
})

test('the wait grows to eight hours and no further, and an account is not locked for longer by strangers', async () => {
  await using bank = await testIdentity()
  const attempts = createAttempts(bank.db, bank.clock, 'a secret of a test, quite long enough')
  const waitsOf = async (kind: 'password-person' | 'sign-in-account', rounds: number) => {
    const waits: number[] = []
    for (let round = 0; round < rounds; round++) {
      let refused: Refusal | undefined
      while (refused === undefined)
        await attempts.count([[kind, 'asha']]).catch((error: Refusal) => {
          refused = error
        })
      waits.push((refused.retryAfter ?? 0) / 60)
      bank.pass((refused.retryAfter ?? 0) * 1000)
    }
    return waits
  }
  assert.deepEqual(await waitsOf('password-person', 8), [15, 15, 45, 105, 225, 465, 465, 465])
  assert.deepEqual(await waitsOf('sign-in-account', 3), [60, 60, 60])
})

test('whoever is over the limit and goes on is not punished for each try', async () => {
  await using bank = await testIdentity()
  const attempts = createAttempts(bank.db, bank.clock, 'a secret of a test, quite long enough')
  const tryOnce = () => attempts.count([['password-person', 'asha']])
  for (let tries = 0; tries < 10; tries++) await tryOnce()
  for (let tries = 0; tries < 5; tries++) await assert.rejects(tryOnce(), { retryAfter: 900 })
  assert.equal(await attempts.forgive([['password-person', 'asha']]), 15)
  await tryOnce()
  bank.pass(15 * minuteMs)
  assert.equal(await attempts.forgive([['password-person', 'asha']]), 0, 'what is over does not count')
  assert.equal(await attempts.forgive([['password-person', 'asha']]), 0)
})

test('guessing at one address does not lock the person out at another', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  await times(11, () => bank.signIn('asha@example.com', 'wrong', { address: '203.0.113.7' }))
  assert.equal((await bank.signIn('asha@example.com')).status, 201)
})

test('a right password forgives the mistyped ones', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  for (let round = 0; round < 3; round++) {
    await times(9, () => bank.signIn('asha@example.com', 'wrong'))
    assert.equal((await bank.signIn('asha@example.com')).status, 201)
  }
})

test('an email that nobody has is limited like any other', async () => {
  await using bank = await testIdentity()
  assert.deepEqual((await times(11, () => bank.signIn('nobody@example.com', 'wrong'))).slice(-2), [401, 429])
})

test('a thief with many machines gets fifty tries at an account in an hour, however they are spread', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const guess = (index: number) =>
    bank.signIn('asha@example.com', 'wrong', { address: `198.51.100.${Math.floor(index / 5)}` })
  assert.deepEqual((await times(51, guess)).slice(-2), [401, 429])
})

test('thirty tries at once do not slip past together', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const answers = await Promise.all(Array.from({ length: 30 }, () => bank.signIn('asha@example.com', 'wrong')))
  assert.equal(answers.filter(({ status }) => status === 401).length, 10)
  assert.equal(answers.filter(({ status }) => status === 429).length, 20)
})

test('a list of emails is tried a hundred times from one address, and no further; another address goes on', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const thief = { address: '203.0.113.7' }
  const tries = await times(100, (index) => bank.signIn(`person${index}@example.com`, 'wrong', thief))
  assert.deepEqual(tries, Array(100).fill(401))
  assert.equal((await bank.signIn('asha@example.com', password, thief)).code, 'too-many-attempts')
  assert.equal((await bank.signIn('asha@example.com', password, { address: '203.0.113.8' })).status, 201)
})

test('registrations from one address are limited, and another address goes on', async () => {
  await using bank = await testIdentity()
  const refused = { password: 'password1234' }
  assert.deepEqual((await times(61, (index) => bank.register(`a${index}@example.com`, refused))).slice(-2), [422, 429])
  assert.equal((await bank.register('asha@example.com', { address: '203.0.113.7' })).status, 201)
  bank.pass(hourMs)
  assert.equal((await bank.register('bela@example.com')).status, 201)
})

test('a counter outlives the process that counted, and holds neither email nor address', async () => {
  await using bank = await testIdentity()
  const attempts = () => createAttempts(bank.db, bank.clock, 'a secret of a test, quite long enough')
  for (let index = 0; index < 10; index++) await attempts().count([['password-person', 'asha']])
  await assert.rejects(attempts().count([['password-person', 'asha']]), (refusal: Refusal) => {
    assert.ok(refusal instanceof Refusal)
    assert.deepEqual([refusal.code, refusal.status, refusal.retryAfter], ['too-many-attempts', 429, 900])
    return true
  })
  const [{ all }] = await bank.db.query<{ all: string }>(
    `select string_agg(encode(key, 'escape'), ' ') as all from identity.attempt`,
  )
  assert.ok(!all.includes('asha'))
})

test('the password that a challenge asks for is limited by person, and forgiven when right', async () => {
  await using bank = await testIdentity()
  const { id } = (await bank.register('asha@example.com')).body
  const deed = { act: 'send', subject: id, amount: null, payee: null }
  const prove = (given: string) => bank.identity.prove({ id }, deed, { password: given })
  for (let index = 0; index < 9; index++)
    await assert.rejects(prove('wrong'), { code: 'wrong-credentials', status: 403 })
  await prove(password)
  for (let index = 0; index < 10; index++) await assert.rejects(prove('wrong'), { code: 'wrong-credentials' })
  await assert.rejects(prove(password), { code: 'too-many-attempts', status: 429 })
})

test('a subscriber’s addresses count as one: a /64 of IPv6, an IPv4 address however it is written', () => {
  assert.equal(networkOf('2001:db8:1:2:3:4:5:6'), '2001:db8:1:2')
  assert.equal(networkOf('2001:0db8:0001:0002::1'), '2001:db8:1:2')
  assert.equal(networkOf('2001:db8::1'), '2001:db8:0:0')
  assert.equal(networkOf('fe80::1%eth0'), 'fe80:0:0:0')
  assert.equal(networkOf('::1'), '0:0:0:0')
  assert.equal(networkOf('::ffff:203.0.113.7'), '203.0.113.7')
  assert.equal(networkOf('203.0.113.7'), '203.0.113.7')
})
