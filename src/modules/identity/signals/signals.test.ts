import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs, minuteMs, secondMs } from '#platform/time'
import { createAuthenticator } from '#testing/authenticator'
import { password, testIdentity } from '../test-identity.ts'
import { enroll } from '../totp/test-totp.ts'
import { home, newestCode, openBrowser, settled } from './test-browser.ts'

const elsewhere = { address: '198.51.100.9', zone: 'Asia/Kolkata' }
const refused = 'proof-required'

const openBank = () => testIdentity({ asksForDevice: true })

test('a browser that has never been here, in a range that has not either, reads and changes nothing before it is proved', async () => {
  await using bank = await openBank()
  const { email } = await settled(bank)
  const thief = openBrowser(bank, elsewhere)
  await thief.signIn(email)
  assert.deepEqual(await thief.standing(), ['raised', ['new-device', 'new-network']])
  const answer = await thief.change()
  assert.deepEqual([answer.status, answer.code], [403, refused])
  assert.deepEqual(answer.body.proof, {
    level: 'raised',
    why: ['new-device', 'new-network'],
    at: '/v1/me/session/proof',
  })
  assert.equal((await thief.read()).status, 200, 'reading is open up to a raised level')
})

test('the password does not prove such a session, since it is what may have been stolen; digits that the bank sends do', async () => {
  await using bank = await openBank()
  const { email } = await settled(bank)
  const owner = openBrowser(bank, elsewhere)
  await owner.signIn(email)
  const again = await owner.ask('POST', '/v1/me/session/proof', { proof: { password: 'a horse in the rain' } })
  assert.equal(again.code, 'passkey-required')
  const sent = await owner.ask('POST', '/v1/me/session/codes')
  assert.deepEqual([sent.status, sent.body.channel, sent.body.to], [201, 'mail', 'a…@example.com'])
  const code = await newestCode(bank)
  const wrong = await owner.ask('POST', '/v1/me/session/proof', {
    proof: { sentCode: code === '111111' ? '222222' : '111111' },
  })
  assert.equal(wrong.code, 'code-wrong')
  assert.equal((await owner.change()).code, refused)
  const proved = await owner.ask('POST', '/v1/me/session/proof', { proof: { sentCode: code } })
  assert.deepEqual([proved.status, proved.body.level], [200, 'usual'])
  assert.equal((await owner.change()).status, 200)
})

test('a proof stands for four hours, and where the level was high for one; then the same is asked again', async () => {
  await using bank = await openBank()
  const { email } = await settled(bank)
  const prove = async (browser: ReturnType<typeof openBrowser>) => {
    await browser.ask('POST', '/v1/me/session/codes')
    const sentCode = await newestCode(bank)
    assert.equal((await browser.ask('POST', '/v1/me/session/proof', { proof: { sentCode } })).status, 200)
  }
  const stay = async (browser: ReturnType<typeof openBrowser>, ms: number) => {
    for (let left = ms; left > 0; left -= 20 * minuteMs) {
      bank.pass(Math.min(left, 20 * minuteMs))
      await browser.read()
    }
  }
  const raised = openBrowser(bank, elsewhere)
  await raised.signIn(email)
  await prove(raised)
  await stay(raised, 4 * hourMs - secondMs)
  assert.deepEqual((await raised.standing())[0], 'usual')
  await stay(raised, secondMs)
  assert.deepEqual((await raised.standing())[0], 'raised')

  const far = openBrowser(bank, { address: '192.0.2.1', zone: 'America/New_York' })
  await far.signIn(email)
  assert.deepEqual(await far.standing(), ['high', ['impossible-travel', 'new-device', 'new-network']])
  assert.equal((await far.read()).code, refused, 'at a high level nothing is read either')
  await prove(far)
  await stay(far, hourMs - secondMs)
  assert.deepEqual((await far.standing())[0], 'usual')
  await stay(far, secondMs)
  assert.deepEqual((await far.standing())[0], 'high')
})

test('what was proved from is the person’s own at the next sign-in; what was not stays new', async () => {
  await using bank = await openBank()
  const { email } = await settled(bank)
  const cafe = openBrowser(bank, elsewhere)
  await cafe.signIn(email)
  await cafe.signIn(email)
  assert.deepEqual((await cafe.standing())[0], 'raised')
  await cafe.ask('POST', '/v1/me/session/codes')
  await cafe.ask('POST', '/v1/me/session/proof', { proof: { sentCode: await newestCode(bank) } })
  await cafe.signIn(email)
  assert.deepEqual(await cafe.standing(), ['usual', []])
})

test('whoever signs in with a passkey has proved it just then, and what they prove for a deed counts for the session', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  const device = createAuthenticator()
  await browser.signIn(email)
  const begun = await browser.ask('POST', '/v1/me/passkey-registrations', {
    proof: { password: 'a horse in the rain' },
  })
  const key = { name: 'Phone', credential: device.make(begun.body.options) }
  assert.equal((await browser.ask('PUT', `/v1/me/passkeys/${begun.body.id}`, key)).status, 201)

  const byKey = openBrowser(bank, elsewhere)
  const { body } = await byKey.ask('POST', '/v1/passkey-sign-ins')
  await byKey.ask('PUT', `/v1/passkey-sign-ins/${body.id}`, { credential: device.use(body.options) })
  assert.deepEqual(await byKey.standing(), ['usual', []])
  assert.equal((await byKey.change()).status, 200)

  const byPassword = openBrowser(bank, { ...elsewhere, address: '192.0.2.7' })
  await byPassword.signIn(email)
  assert.equal((await byPassword.standing())[0], 'raised')
  assert.equal(
    (await byPassword.ask('POST', '/v1/me/session/codes')).code,
    'passkey-required',
    'a key is better than digits',
  )
  const step = await byPassword.ask('POST', '/v1/me/step-ups', { act: 'confirm-session' })
  assert.equal(step.body.signs.act, 'confirm-session')
  const proof = { stepUp: step.body.id, credential: device.use(step.body.options) }
  assert.equal((await byPassword.ask('POST', '/v1/me/session/proof', { proof })).body.level, 'usual')
})

test('a passkey’s signature for one session does not prove another one', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  const device = createAuthenticator()
  await browser.signIn(email)
  const begun = await browser.ask('POST', '/v1/me/passkey-registrations', {
    proof: { password: 'a horse in the rain' },
  })
  await browser.ask('PUT', `/v1/me/passkeys/${begun.body.id}`, {
    name: 'Phone',
    credential: device.make(begun.body.options),
  })
  const thief = openBrowser(bank, elsewhere)
  await thief.signIn(email)
  const step = await browser.ask('POST', '/v1/me/step-ups', { act: 'confirm-session' })
  const proof = { stepUp: step.body.id, credential: device.use(step.body.options) }
  assert.equal((await thief.ask('POST', '/v1/me/session/proof', { proof })).code, 'ceremony-over')
  assert.equal((await thief.standing())[0], 'raised')
})

test('a session that is used from a second browser ends for both, and its person is told', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  const thief = openBrowser(bank, elsewhere)
  await thief.ask('POST', '/v1/sessions', { email: 'nobody@example.com', password: 'wrong' })
  const session = browser.cookie.split('; ').find((each) => each.startsWith('bank=')) ?? ''
  thief.cookie = `${session}; bank-device=${'x'.repeat(22)}`
  assert.equal((await thief.read()).code, 'sign-in-required')
  assert.equal((await browser.read()).code, 'sign-in-required')
  await bank.identity.deliver('mail')
  assert.match(bank.outbox.messages[0]?.subject ?? '', /signed you out/)
  await browser.signIn(email)
  const { items } = (await browser.ask('GET', '/v1/me/sessions')).body
  assert.deepEqual(items[1].signals, ['other-device'])
})

test('a token that comes without the cookie of its device opens nothing', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  const thief = openBrowser(bank)
  thief.cookie = browser.cookie.split('; ').find((each) => each.startsWith('bank=')) ?? ''
  assert.equal((await thief.read()).code, refused)
  assert.deepEqual(await thief.standing(), ['high', ['device-missing']])
  assert.equal((await browser.read()).code, refused, 'until it is proved, for the owner too')
})

test('a session that moves to a range of its person goes on; elsewhere it has to be proved for changes', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  browser.move(elsewhere)
  assert.equal((await browser.change()).code, refused)
  assert.deepEqual(await browser.standing(), ['raised', ['moved']])
  await browser.ask('POST', '/v1/me/session/codes')
  await browser.ask('POST', '/v1/me/session/proof', { proof: { sentCode: await newestCode(bank) } })
  assert.equal((await browser.change()).status, 200)
  browser.move(home)
  assert.equal((await browser.change()).status, 200)
  browser.move(elsewhere)
  assert.equal((await browser.change()).status, 200, 'to and fro is one move')
  await browser.signIn(email)
  browser.move(home)
  assert.deepEqual(await browser.standing(), ['usual', []])
})

test('a session that moves far within minutes, or from range to range, is asked before it reads', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  browser.move({ address: '192.0.2.1', zone: 'America/New_York' })
  assert.equal((await browser.read()).code, refused)
  assert.deepEqual(await browser.standing(), ['high', ['impossible-travel', 'moved']])
})

test('three wrong passwords before the right one count, also through the second factor', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank, 'asha@example.com', { address: '127.0.0.1' })
  for (let tries = 0; tries < 3; tries++) await browser.signIn(email, 'wrong password')
  await browser.signIn(email)
  const signals = async () => (await browser.ask('GET', '/v1/me/sessions')).body.items[0].signals
  assert.deepEqual(await signals(), ['failed-attempts'])
  const app = await enroll(bank, browser.cookie)
  for (let tries = 0; tries < 4; tries++) await browser.signIn(email, 'wrong password')
  const { cookie } = browser
  await browser.signIn(email)
  browser.cookie = `${cookie}; ${browser.cookie}`
  assert.equal((await browser.ask('POST', '/v1/sessions/second-factor', { code: app.nextCode() })).status, 201)
  assert.deepEqual(await signals(), ['failed-attempts'])
  assert.deepEqual(await browser.standing(), ['usual', []], 'a code of the app is a proof')
})

test('nothing is trusted for where it comes from: this computer is a range like any other', async () => {
  await using bank = await openBank()
  const { email } = await settled(bank)
  const local = openBrowser(bank, { address: '127.0.0.1', zone: 'Asia/Kolkata' })
  await local.signIn(email)
  assert.deepEqual(await local.standing(), ['raised', ['new-device', 'new-network']])
})

test('another server of the bank knows of it within a second', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  const second = bank.openSecond()
  const there = (address: string) =>
    second.ask({ method: 'PATCH', url: '/v1/me', body: { language: 'en' }, cookie: browser.cookie, address })
  assert.equal((await there(home.address)).status, 200)
  browser.move(elsewhere)
  assert.equal((await browser.change()).code, refused)
  bank.pass(secondMs)
  assert.equal((await there(home.address)).code, refused)
})

test('a sign-in with a new browser is told, and one with a known one is not', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  await bank.identity.deliver('mail')
  assert.equal(bank.outbox.messages.length, 0)
  await openBrowser(bank).signIn(email)
  await bank.identity.deliver('mail')
  assert.match(bank.outbox.messages[0]?.subject ?? '', /new browser/)
})

test('whatever the level, one can leave, see why, and stop others', async () => {
  await using bank = await openBank()
  const { email } = await settled(bank)
  const far = openBrowser(bank, { address: '192.0.2.1', zone: 'America/New_York' })
  bank.pass(-70 * hourMs)
  await far.signIn(email)
  assert.equal((await far.standing())[0], 'high')
  assert.equal((await far.ask('GET', '/v1/me')).status, 200)
  assert.equal((await far.ask('GET', '/v1/me/factors')).status, 200)
  assert.equal((await far.ask('GET', '/v1/me/recovery')).status, 200)
  assert.equal((await far.ask('GET', '/v1/me/passkeys')).code, refused)
  assert.equal((await far.ask('DELETE', '/v1/sessions/current')).status, 204)
})

test('another hand is noticed where the person allowed it, and nothing of it where they did not', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  const typed = (heldMs: number, pauseMs: number) => ({
    typing: { heldMs, heldDeviationMs: 20, pauseMs, pauseDeviationMs: 60 },
  })
  const signals = async () => (await browser.ask('GET', '/v1/me/sessions')).body.items[0].signals
  const asLearned = async () => {
    for (const pause of [140, 150, 132, 145]) await browser.signIn(email, password, typed(90, pause))
    await browser.signIn(email, password, typed(40, 420))
    return signals()
  }
  assert.deepEqual(await asLearned(), [])
  await browser.ask('PUT', '/v1/me/typing')
  assert.deepEqual(await asLearned(), ['typing-unlike'])
  assert.deepEqual((await browser.standing())[0], 'usual', 'alone it raises nothing')
})

test('a password that proves a deed proves no session', async () => {
  await using bank = await openBank()
  const { email, browser } = await settled(bank)
  await browser.signIn(email)
  const change = { number: '+919876543210', proof: { password } }
  assert.equal((await browser.ask('PUT', '/v1/me/phone', change)).status, 200)
  assert.equal((await browser.ask('GET', '/v1/me/session')).body.provedUntil, null)
})
