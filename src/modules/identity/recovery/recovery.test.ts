import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator } from '#testing/authenticator'
import { createIdentity } from '../index.ts'
import { lastCode } from '../registration/test-registration.ts'
import { testIdentity } from '../test-identity.ts'
import { enroll } from '../totp/test-totp.ts'
import { browser, customer, email, heard, phone, stopToken } from './test-recovery.ts'

const hour = 3_600_000
const day = 24 * hour

type Bank = Awaited<ReturnType<typeof testIdentity>>

const me = async (bank: Bank, cookie: string) => (await bank.ask({ method: 'GET', url: '/v1/me', cookie })).status
const mine = (bank: Bank, cookie: string) => bank.ask({ method: 'GET', url: '/v1/me/recovery', cookie })

test('both codes, then a day of waiting with notices on every channel, then a new password; every session ends', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const lost = browser(bank)
  assert.deepEqual((await lost.begin()).body.proved, { mail: false, sms: false })
  assert.equal((await lost.prove('mail')).body.state, 'proving')
  const waiting = await lost.prove('sms')
  const opensAt = new Date(bank.clock().getTime() + day).toISOString()
  assert.deepEqual([waiting.body.state, waiting.body.opensAt], ['waiting', opensAt])
  for (const to of [email, phone]) assert.match((await heard(bank, to)).at(-1) ?? '', /If it is not you, stop it now/)
  bank.pass(day - 1)
  assert.equal((await lost.complete()).code, 'recovery-not-open')
  assert.equal((await bank.signIn(email)).status, 201)
  const [session, other] = [(await bank.signIn(email)).cookie, (await bank.signIn(email)).cookie]
  bank.pass(1)
  assert.equal((await lost.complete({ password: '1234567890' })).code, 'password-too-common')
  assert.equal((await lost.complete()).status, 204)
  assert.deepEqual([await me(bank, session), await me(bank, other)], [401, 401])
  assert.equal((await bank.signIn(email)).status, 401)
  assert.equal((await bank.signIn(email, 'a goat in the river')).status, 201)
  for (const to of [email, phone])
    assert.ok(
      (await heard(bank, to)).some((text) => text.includes('was set for your account')),
      to,
    )
  assert.equal((await lost.complete()).code, 'recovery-not-open')
})

test('an authenticator app that was lost with the rest does not keep its owner out', async () => {
  await using bank = await testIdentity()
  const { cookie } = await customer(bank)
  await enroll(bank, cookie)
  const lost = browser(bank)
  await lost.wait()
  bank.pass(day)
  assert.equal((await lost.complete()).status, 204)
  const { body, cookie: anew } = await bank.signIn(email, 'a goat in the river')
  assert.deepEqual(['secondFactor' in body, await me(bank, anew)], [false, 200])
})

test('one stolen factor is not enough: neither the mail alone nor the phone alone', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  for (const [channel, given] of [
    ['mail', { email }],
    ['sms', { phone }],
  ] as const) {
    const thief = browser(bank)
    await thief.begin(given)
    const { body } = await thief.prove(channel)
    assert.deepEqual([body.state, body.opensAt], ['proving', null])
    bank.pass(2 * day)
    assert.equal((await thief.complete()).code, 'recovery-not-open')
    // The code of one channel is none for the other.
    const other = channel === 'mail' ? 'sms' : 'mail'
    assert.equal((await thief.prove(other, '123456')).code, 'no-such-recovery')
    assert.equal(
      await bank.db.query('select 1 from identity.recovery where opens_at is not null').then((rows) => rows.length),
      0,
    )
  }
})

test('the person is told at the start, midway and at the end, each once, by several processes and after a restart', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const other = createIdentity(bank.options)
  const lost = browser(bank)
  await lost.wait()
  const tell = () =>
    Promise.all([bank.identity.tellRecoveries(), other.tellRecoveries(), bank.identity.tellRecoveries()])
  const told: number[] = []
  for (let hours = 0; hours < 30; hours++) {
    if ((await tell()).some((count) => count > 0)) told.push(hours)
    bank.pass(hour)
  }
  assert.deepEqual(told, [12, 24])
  const kinds = await bank.db.query<{ kind: string; count: bigint }>(
    "select kind, count(*) from identity.message where kind like 'recovery%' and kind <> 'recovery-code' group by kind order by 1",
  )
  assert.deepEqual(
    kinds.map(({ kind, count }) => [kind, Number(count)]),
    [
      ['recovery-midway', 2],
      ['recovery-open', 2],
      ['recovery-started', 2],
    ],
  )
})

test('any session of the person stops it, and so does the link of every notice, without signing in', async () => {
  await using bank = await testIdentity()
  const { cookie } = await customer(bank)
  const first = browser(bank)
  await first.wait()
  assert.ok((await mine(bank, cookie)).body.recovery.opensAt)
  const cancel = () => bank.ask({ method: 'POST', url: '/v1/me/recovery/cancellation', cookie })
  assert.equal((await cancel()).status, 204)
  assert.deepEqual([(await mine(bank, cookie)).body.recovery, (await cancel()).code], [null, 'no-such-recovery'])
  assert.match((await heard(bank, phone)).at(-1) ?? '', /stopped/)

  bank.pass(2 * hour)
  const second = browser(bank)
  await second.wait({ phone })
  const token = await stopToken(bank, email)
  assert.equal(await stopToken(bank, phone), token)
  const byLink = (given: string) =>
    bank.ask({ method: 'POST', url: '/v1/recoveries/cancellations', body: { token: given } })
  const forged = `${token.slice(0, -1)}${token.endsWith('A') ? 'B' : 'A'}`
  const foreign = `${bank.newId()}.${token.split('.')[1]}`
  assert.deepEqual(
    [(await byLink(forged)).code, (await byLink(foreign)).code],
    ['no-such-recovery', 'no-such-recovery'],
  )
  bank.pass(day)
  assert.equal((await byLink(token)).status, 204)
  assert.equal((await byLink(token)).code, 'no-such-recovery')
  for (const lost of [first, second]) assert.equal((await lost.complete()).code, 'recovery-not-open')
  assert.equal((await bank.signIn(email)).status, 201)
})

test('two recoveries at once: one waits, the other is over, and the time that runs is not begun anew', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const [one, other] = [browser(bank), browser(bank)]
  await one.begin()
  await one.prove('mail')
  const firstSms = await lastCode(bank, phone)
  await other.begin({ phone })
  await other.prove('mail')
  const secondSms = await lastCode(bank, phone)
  const both = await Promise.all([one.prove('sms', firstSms), other.prove('sms', secondSms)])
  assert.ok(both.every(({ status }) => status === 200))
  const waiting = await bank.db.query(
    'select 1 from identity.recovery where opens_at is not null and cancelled_at is null',
  )
  assert.equal(waiting.length, 1)
  const notices = await bank.db.query("select 1 from identity.message where kind = 'recovery-started'")
  assert.equal(notices.length, 2)
  bank.pass(20 * hour)
  const third = browser(bank)
  const { body } = await third.wait()
  assert.equal(new Date(body.opensAt).getTime() - bank.clock().getTime(), 4 * hour)
  bank.pass(4 * hour)
  const ends = await Promise.all([one, other, third].map((each) => each.complete()))
  assert.deepEqual(ends.map(({ status }) => status).sort(), [204, 409, 409])
})

test('a completion and a stop at the same instant: one of them holds', async () => {
  await using bank = await testIdentity()
  const { cookie } = await customer(bank)
  const lost = browser(bank)
  await lost.wait()
  const token = await stopToken(bank)
  bank.pass(day)
  assert.ok(cookie)
  const [completed, stopped] = await Promise.all([
    lost.complete(),
    bank.ask({ method: 'POST', url: '/v1/recoveries/cancellations', body: { token } }),
  ])
  assert.deepEqual([completed.status, stopped.status].sort(), completed.status === 204 ? [204, 404] : [204, 409])
  const changed = (await bank.signIn(email, 'a goat in the river')).status === 201
  assert.equal(changed, completed.status === 204)
})

test('for a day after it nothing is proved, with the old passkey or the new password; a new passkey can be added', async () => {
  await using bank = await testIdentity()
  const { cookie } = await customer(bank)
  const device = createAuthenticator()
  const adding = async (session: string, proof: object, key = device) => {
    const begun = await bank.ask({
      method: 'POST',
      url: '/v1/me/passkey-registrations',
      body: { proof },
      cookie: session,
    })
    if (begun.status !== 201) return begun
    const body = { name: 'Blue key', credential: key.make(begun.body.options) }
    return bank.ask({ method: 'PUT', url: `/v1/me/passkeys/${begun.body.id}`, body, cookie: session })
  }
  assert.equal((await adding(cookie, { password: 'a horse in the rain' })).status, 201)
  // The notice of it leaves before the codes.
  await heard(bank, email)
  const lost = browser(bank)
  await lost.wait()
  bank.pass(day)
  assert.equal((await lost.complete()).status, 204)
  const session = (await bank.signIn(email, 'a goat in the river')).cookie
  const person = (await bank.ask({ method: 'GET', url: '/v1/me', cookie: session })).body.id
  const listed = await bank.ask({ method: 'GET', url: '/v1/me/passkeys', cookie: session })
  assert.equal(listed.body.items.length, 1)
  const prover = { id: person, session: Buffer.alloc(32, 1).toString('hex') }
  const deed = { act: 'send', subject: person, amount: null, payee: null }
  const rests = { code: 'recovered-lately', status: 403 }
  await assert.rejects(bank.identity.askProof(prover, deed), rests)
  await assert.rejects(bank.identity.prove(prover, deed, { password: 'a goat in the river' }), rests)
  const stepUp = await bank.ask({
    method: 'POST',
    url: '/v1/me/step-ups',
    body: { act: 'add-passkey' },
    cookie: session,
  })
  assert.equal(stepUp.status, 201)
  bank.pass(day)
  await assert.rejects(bank.identity.prove(prover, deed, { password: 'a goat in the river' }), {
    code: 'passkey-required',
  })
})

test('a passkey takes the place of everything that was lost, the password too', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const lost = browser(bank)
  await lost.wait()
  assert.equal((await lost.ask('POST', '/passkey')).code, 'recovery-not-open')
  bank.pass(day)
  const device = createAuthenticator()
  const { body } = await lost.ask('POST', '/passkey')
  const passkey = { name: 'New phone', credential: device.make(body.options) }
  assert.equal((await lost.complete({ passkey })).status, 204)
  assert.equal((await bank.signIn(email)).status, 401)
  const begun = await bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins' })
  const credential = device.use(begun.body.options)
  const entered = await bank.ask({ method: 'PUT', url: `/v1/passkey-sign-ins/${begun.body.id}`, body: { credential } })
  assert.equal(entered.status, 201)
})

test('a week after the waiting it is over, and somebody else’s cookie gets nowhere', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const lost = browser(bank)
  await lost.wait()
  const eve = browser(bank)
  await eve.begin({ email: 'eve@example.com' })
  const stolen = {
    method: 'POST',
    url: `/v1/recoveries/${lost.id}/completion`,
    body: { password: 'a goat in the river' },
  } as const
  for (const cookie of [undefined, eve.cookie(), `bank-recovery=${lost.id}.${'x'.repeat(43)}`])
    assert.equal((await bank.ask({ ...stolen, cookie })).code, 'no-such-recovery')
  bank.pass(8 * day)
  assert.equal((await lost.complete()).code, 'recovery-not-open')
})

test('whoever begins has an hour to send both codes back, and the same id stands for one account', async () => {
  await using bank = await testIdentity()
  await customer(bank)
  const lost = browser(bank)
  const first = await lost.begin()
  assert.deepEqual((await lost.begin()).body, first.body)
  assert.equal((await lost.begin({ email: 'other@example.com' })).code, 'id-taken')
  assert.equal((await browser(bank, lost.id).begin()).code, 'id-taken')
  await lost.prove('mail')
  bank.pass(hour)
  const late = await lost.ask('POST', '/codes', { channel: 'sms' })
  assert.equal(late.code, 'no-such-recovery')
})

test('the wait is what the bank says it is', async () => {
  await using bank = await testIdentity({ recoveryWaitHours: 72 })
  await customer(bank)
  const { body } = await browser(bank).wait()
  assert.deepEqual([body.waitHours, new Date(body.opensAt).getTime() - bank.clock().getTime()], [72, 3 * day])
})
