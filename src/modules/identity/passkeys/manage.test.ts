import assert from 'node:assert/strict'
import { test } from 'node:test'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { createAuthenticator } from '#testing/authenticator'
import { password, testIdentity } from '../test-identity.ts'
import { add, begin, enter, person, type TestIdentity } from './test-passkeys.ts'

const list = async (bank: TestIdentity, cookie: string) =>
  (await bank.ask({ method: 'GET', url: '/v1/me/passkeys', cookie })).body

const remove = (bank: TestIdentity, cookie: string, id: string, proof: object = { password }) =>
  bank.ask({ method: 'POST', url: `/v1/me/passkeys/${id}/removal`, body: { proof }, cookie })

test('a passkey gets another name from its person alone', async () => {
  await using bank = await testIdentity()
  const [asha, ravi] = [await person(bank), await person(bank, 'ravi@example.com')]
  const rename = (cookie: string, name: string) =>
    bank.ask({ method: 'PATCH', url: `/v1/me/passkeys/${asha.passkey}`, body: { name }, cookie })
  assert.equal((await rename(asha.cookie, 'Kitchen tablet')).body.name, 'Kitchen tablet')
  assert.deepEqual([(await rename(ravi.cookie, 'Mine')).status, (await rename(asha.cookie, ' x')).status], [404, 400])
  assert.equal((await list(bank, asha.cookie)).items[0].name, 'Kitchen tablet')
})

test('a removed passkey opens nothing, its sessions end, and it is never taken again', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  const thief = (await enter(bank, asha.device)).cookie
  const wrong = await remove(bank, asha.cookie, asha.passkey, { password: 'wrong' })
  assert.deepEqual([wrong.status, wrong.code], [403, 'wrong-credentials'])
  assert.equal((await remove(bank, asha.cookie, asha.passkey)).status, 204)
  assert.deepEqual((await list(bank, asha.cookie)).items, [])
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: thief })).status, 401)
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: asha.cookie })).status, 200)
  assert.equal((await enter(bank, asha.device)).code, 'passkey-refused')
  assert.equal((await remove(bank, asha.cookie, asha.passkey)).code, 'no-such-passkey')
  bank.pass(dayMs)
  const { cookie } = await bank.signIn('asha@example.com')
  assert.equal((await add(bank, cookie, asha.device)).answer.code, 'passkey-known')
})

test('another person removes nothing', async () => {
  await using bank = await testIdentity()
  const [asha, ravi] = [await person(bank), await person(bank, 'ravi@example.com')]
  assert.equal((await remove(bank, ravi.cookie, asha.passkey)).code, 'no-such-passkey')
  assert.equal((await list(bank, asha.cookie)).items.length, 1)
})

test('who has a passkey proves with it, not with the password, that another one may be added', async () => {
  await using bank = await testIdentity()
  const { cookie, device } = await person(bank)
  const ask = (proof: object) =>
    bank.ask({ method: 'POST', url: '/v1/me/passkey-registrations', body: { proof }, cookie })
  assert.equal((await ask({ password })).code, 'passkey-required')
  const body = { act: 'add-passkey' }
  const stepUp = (await bank.ask({ method: 'POST', url: '/v1/me/step-ups', body, cookie })).body
  assert.deepEqual(stepUp.signs, { act: 'add-passkey', amount: null, payee: null, about: null })
  const { id, options } = await begin(bank, cookie, { stepUp: stepUp.id, credential: device.use(stepUp.options) })
  assert.deepEqual(
    options.excludeCredentials.map((known: { id: string }) => known.id),
    [device.id],
  )
  const key = { name: 'Key', credential: createAuthenticator().make(options) }
  assert.equal((await bank.ask({ method: 'PUT', url: `/v1/me/passkeys/${id}`, body: key, cookie })).status, 201)
})

test('a password thief who removes the passkey proves nothing with the password for a day', async () => {
  await using bank = await testIdentity()
  const { cookie, passkey } = await person(bank)
  await remove(bank, cookie, passkey)
  const { provesWith, passwordProvesFrom } = await list(bank, cookie)
  assert.deepEqual(
    [provesWith, passwordProvesFrom],
    ['nothing', new Date(bank.clock().getTime() + dayMs).toISOString()],
  )
  const ask = async (as: string) =>
    bank.ask({ method: 'POST', url: '/v1/me/passkey-registrations', body: { proof: { password } }, cookie: as })
  assert.equal((await ask(cookie)).code, 'passkey-required')

  bank.pass(dayMs - minuteMs)
  assert.equal((await ask((await bank.signIn('asha@example.com')).cookie)).code, 'passkey-required')
  bank.pass(minuteMs)
  assert.equal((await ask((await bank.signIn('asha@example.com')).cookie)).status, 201)
})

test('a passkey removed with itself leaves the password its worth', async () => {
  await using bank = await testIdentity()
  const { cookie, passkey, device } = await person(bank)
  const body = { act: 'remove-passkey', passkey }
  const { id, options } = (await bank.ask({ method: 'POST', url: '/v1/me/step-ups', body, cookie })).body
  assert.equal((await remove(bank, cookie, passkey, { stepUp: id, credential: device.use(options) })).status, 204)
  assert.equal((await list(bank, cookie)).provesWith, 'password')
})

test('the last way in is not removed', async () => {
  await using bank = await testIdentity()
  const { cookie, passkey, device, person: id } = await person(bank)
  await bank.db.query('delete from identity.credential where person = $1', [id])
  const body = { act: 'remove-passkey', passkey }
  const asked = (await bank.ask({ method: 'POST', url: '/v1/me/step-ups', body, cookie })).body
  const refused = await remove(bank, cookie, passkey, { stepUp: asked.id, credential: device.use(asked.options) })
  assert.deepEqual([refused.status, refused.code], [409, 'last-way-in'])
  assert.equal((await enter(bank, device)).status, 201)
})

test('sessions are listed newest first with how they began, and each can be ended', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  bank.pass(minuteMs)
  const entered = await enter(bank, asha.device, {}, { headers: { 'user-agent': 'Firefox' } })
  const ask = async (cookie = asha.cookie) =>
    (await bank.ask({ method: 'GET', url: '/v1/me/sessions', cookie })).body.items
  const [newest, oldest] = await ask()
  assert.deepEqual(
    [newest.enteredWith, newest.passkey, newest.userAgent, newest.isCurrent, newest.isOpen, newest.isNewDevice],
    ['passkey', asha.passkey, 'Firefox', false, true, true],
  )
  assert.deepEqual([oldest.enteredWith, oldest.isCurrent], ['registration', true])

  const ravi = await bank.register('ravi@example.com')
  const end = (id: string, cookie = asha.cookie) => bank.ask({ method: 'DELETE', url: `/v1/me/sessions/${id}`, cookie })
  assert.equal((await end(newest.id, ravi.cookie)).code, 'no-such-session')
  assert.equal((await end(newest.id)).status, 204)
  assert.equal((await end(newest.id)).code, 'no-such-session')
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: entered.cookie })).status, 401)
  assert.equal((await ask())[0].isOpen, false)
})

test('a browser that comes back is not new, and a silent session counts as over', async () => {
  await using bank = await testIdentity()
  const registered = await bank.register('asha@example.com')
  const device = /bank-device=[\w-]+/.exec(registered.set)?.[0] ?? ''
  bank.pass(hourMs)
  const again = await bank.signIn('asha@example.com', password, { cookie: device })
  const { items } = (await bank.ask({ method: 'GET', url: '/v1/me/sessions', cookie: again.cookie })).body
  assert.deepEqual(
    items.map(({ isNewDevice, isOpen }: { isNewDevice: boolean; isOpen: boolean }) => [isNewDevice, isOpen]),
    [
      [false, true],
      [true, false],
    ],
  )
})
