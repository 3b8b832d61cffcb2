import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator } from '#testing/authenticator'
import { testIdentity } from '../test-identity.ts'
import { currentTerms } from '../wire.ts'
import { address, browser, lastCode, phone } from './test-registration.ts'

const minute = 60_000
const day = 1440 * minute
const email = 'asha@example.com'

test('step by step, phone first: what comes next is said, and at the end there is a customer who is signed in', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  const said: string[] = []
  const say = ({ body }: { body: { next: string } }) => void said.push(body.next)
  say(await asha.begin())
  say(await asha.provePhone())
  say(await asha.step('email', { email }))
  say(await asha.step('email-code', { code: await lastCode(bank, email) }))
  say(await asha.step('name', { name: 'Asha Rao' }))
  say(await asha.step('birth-date', { birthDate: '1990-12-31' }))
  say(await asha.step('address', { address }))
  say(await asha.step('terms', { terms: '2026-11' }))
  say(await asha.step('account', { accountKind: 'savings' }))
  assert.deepEqual(said, [
    ...['phone-code', 'email', 'email-code', 'name', 'birth-date', 'address', 'terms', 'account', 'secret'],
  ])
  const done = await asha.complete()
  assert.deepEqual([done.status, done.body.name, done.body.email], [201, 'Asha Rao', email])
  const session = done.cookie
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: session })).body.id, done.body.id)
  const known = await bank.ask({ method: 'GET', url: '/v1/me/phone', cookie: session })
  assert.equal(known.body.number, phone)
  assert.equal((await bank.signIn(email)).status, 201)
  for (const table of ['registration', 'code'])
    assert.deepEqual(await bank.db.query(`select 1 from identity.${table}`), [], table)
})

test('with a passkey in place of a password nobody signs in with a password', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.fill()
  const device = createAuthenticator()
  const { body } = await asha.ask('POST', '/passkey')
  const passkey = { name: 'Blue key', credential: device.make(body.options) }
  const wrong = { ...passkey, credential: device.make({ ...body.options, challenge: 'AAAA' }) }
  assert.equal((await asha.complete({ passkey: wrong })).code, 'passkey-refused')
  assert.equal((await asha.complete({ passkey })).code, 'ceremony-over')
  const again = await asha.ask('POST', '/passkey')
  const done = await asha.complete({ passkey: { ...passkey, credential: device.make(again.body.options) } })
  assert.equal(done.status, 201)
  assert.equal((await bank.signIn(email)).status, 401)
  const begun = await bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins' })
  const credential = device.use(begun.body.options)
  const entered = await bank.ask({ method: 'PUT', url: `/v1/passkey-sign-ins/${begun.body.id}`, body: { credential } })
  assert.deepEqual([entered.status, entered.body.id], [201, done.body.id])
})

test('a passkey is asked for by whoever has done every step, and for two minutes', async () => {
  await using bank = await testIdentity()
  const early = browser(bank)
  await early.begin()
  assert.equal((await early.ask('POST', '/passkey')).code, 'registration-incomplete')
  await early.provePhone()
  const asha = browser(bank)
  bank.pass(minute)
  await asha.fill()
  const { body } = await asha.ask('POST', '/passkey')
  bank.pass(2 * minute)
  const credential = createAuthenticator().make(body.options)
  assert.equal((await asha.complete({ passkey: { name: 'Late', credential } })).code, 'ceremony-over')
})

test('each step can be sent twice, and before the phone is proved nothing else is taken', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  const [first, second] = [await asha.begin(), await asha.begin()]
  assert.deepEqual([first.status, second.status, second.body], [200, 200, first.body])
  assert.equal((await asha.begin('+911111111111')).code, 'id-taken')
  assert.equal((await browser(bank, asha.id).begin()).code, 'id-taken')
  for (const [part, body] of [
    ['email', { email }],
    ['email-code', { code: '123456' }],
    ['name', { name: 'Asha' }],
    ['terms', { terms: '2026-11' }],
  ] as const)
    assert.equal((await asha.step(part, body)).code, 'phone-first', part)
  assert.equal((await asha.ask('POST', '/codes', { channel: 'mail' })).code, 'phone-first')
  assert.equal((await asha.complete()).code, 'registration-incomplete')
  const code = await lastCode(bank, phone)
  const proved = await asha.step('phone-code', { code })
  assert.deepEqual((await asha.step('phone-code', { code })).body, proved.body)
  await asha.step('email', { email })
  const sent = bank.outbox.messages.length
  assert.equal((await asha.step('email', { email })).status, 200)
  await lastCode(bank, email)
  assert.equal(bank.outbox.messages.length, sent + 1)
})

test('another email is proved anew, by its own code, and the one of before is worth nothing', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.fill()
  assert.equal((await asha.step('name', { name: 'Asha' })).body.next, 'secret')
  bank.pass(60_000)
  const other = await asha.step('email', { email: 'other@example.com' })
  assert.equal(other.body.next, 'email-code')
  assert.equal((await asha.complete()).code, 'registration-incomplete')
  const code = await lastCode(bank, 'other@example.com')
  assert.equal((await asha.step('email-code', { code: await lastCode(bank, phone) })).code, 'code-wrong')
  assert.equal((await asha.step('email-code', { code })).body.next, 'secret')
  const { body } = await asha.complete()
  assert.equal(body.email, 'other@example.com')
})

test('each step is wanted: without any one of them there is no customer', async () => {
  await using bank = await testIdentity()
  const steps = [
    ['name', { name: 'Asha Rao' }],
    ['birth-date', { birthDate: '1990-12-31' }],
    ['address', { address }],
    ['terms', { terms: currentTerms }],
    ['account', { accountKind: 'savings' }],
  ] as const
  for (const [index, [left]] of steps.entries()) {
    const [number, mail] = [`+9198765432${10 + index}`, `asha${index}@example.com`]
    const one = browser(bank)
    await one.begin(number)
    await one.provePhone(number)
    await one.step('email', { email: mail })
    await one.step('email-code', { code: await lastCode(bank, mail) })
    for (const [part, body] of steps) if (part !== left) await one.step(part, body)
    assert.equal((await one.step('email', { email: mail })).body.next, left)
    assert.equal((await one.complete()).code, 'registration-incomplete', left)
  }
})

test('nobody else sees or changes a registration, and its own browser finds it again', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.begin()
  await asha.provePhone()
  const eve = browser(bank)
  await eve.begin('+911111111111')
  const cookies = [undefined, eve.cookie(), `bank-registration=${asha.id}.${'x'.repeat(43)}`]
  for (const cookie of cookies) {
    const stolen = await bank.ask({
      method: 'PUT',
      url: `/v1/registrations/${asha.id}/name`,
      body: { name: 'Eve' },
      cookie,
    })
    assert.equal(stolen.code, 'no-such-registration')
  }
  const current = (cookie?: string) => bank.ask({ method: 'GET', url: '/v1/registrations/current', cookie })
  assert.equal((await current(asha.cookie())).body.registration.id, asha.id)
  assert.equal((await current()).body.registration, null)
  assert.equal((await current(cookies[2])).body.registration, null)
})

test('a registration goes on in another browser with the phone and a new code, and is over in the first one', async () => {
  await using bank = await testIdentity()
  const first = browser(bank)
  await first.begin()
  await first.provePhone()
  await first.step('email', { email })
  await first.step('email-code', { code: await lastCode(bank, email) })
  await first.step('name', { name: 'Asha Rao' })
  bank.pass(day)
  const second = browser(bank)
  const begun = await second.begin()
  assert.deepEqual([begun.body.email, begun.body.name], [null, null])
  const { body } = await second.provePhone()
  assert.deepEqual([body.next, body.email, body.name, body.id], ['birth-date', email, 'Asha Rao', second.id])
  assert.equal((await first.step('name', { name: 'Asha' })).code, 'no-such-registration')
})

test('two who prove the same phone at once: one of them goes on', async () => {
  await using bank = await testIdentity()
  for (let round = 0; round < 5; round++) {
    const number = `+9198765432${round}0`
    const [one, other] = [browser(bank), browser(bank)]
    await one.begin(number)
    const first = await lastCode(bank, number)
    await other.begin(number)
    const second = await lastCode(bank, number)
    const answers = await Promise.all([
      one.step('phone-code', { code: first }),
      other.step('phone-code', { code: second }),
    ])
    assert.ok(answers.every(({ status }) => status === 200 || status === 404))
    const left = await bank.db.query('select 1 from identity.registration where phone_verified_at is not null')
    assert.equal(left.length, round + 1)
    const went = await Promise.all([one, other].map((each) => each.step('name', { name: 'Asha' })))
    assert.deepEqual(went.map(({ status }) => status).sort(), [200, 404])
  }
})

test('two completions at once make one customer, and of two who give one email one is a customer', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.fill()
  const twice = await Promise.all([asha.complete(), asha.complete()])
  assert.deepEqual(twice.map(({ status }) => status).sort(), [201, 404])

  const others = [browser(bank), browser(bank)]
  await others[0].fill({ number: '+911111111111', email: 'one@example.com' })
  await others[1].fill({ number: '+912222222222', email: 'one@example.com' })
  const both = await Promise.all(others.map((each) => each.complete()))
  assert.deepEqual(both.map(({ status, code }) => `${status} ${code}`).sort(), ['201 undefined', '409 email-taken'])
})

test('a number that became a customer’s meanwhile is refused at the end', async () => {
  await using bank = await testIdentity()
  const [one, other] = [browser(bank), browser(bank)]
  await one.fill()
  assert.equal((await one.complete()).status, 201)
  await other.fill({ number: '+911111111111', email: 'other@example.com' })
  // As a customer who proves another number than the one they registered with.
  await bank.db.query('update identity.phone set number_hash = (select phone_hash from identity.registration)')
  assert.equal((await other.complete()).code, 'phone-taken')
  assert.equal((await bank.signIn('other@example.com')).status, 401)
})

test('whoever is not yet eighteen is refused, on the day before the birthday too', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.begin()
  await asha.provePhone()
  const born = async (birthDate: string) => (await asha.step('birth-date', { birthDate })).code
  // The clock stands on 1 March 2026.
  assert.equal(await born('2008-03-02'), 'too-young')
  assert.equal(await born('2008-03-01'), undefined)
  assert.equal(await born('2026-03-02'), 'birth-date-unlikely')
  assert.equal(await born('1906-02-28'), 'birth-date-unlikely')
  assert.equal(await born('1906-03-01'), undefined)
  assert.equal(await born('1990-02-30'), 'invalid-input')
})

test('terms that were replaced are not agreed to', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.begin()
  await asha.provePhone()
  assert.equal((await asha.step('terms', { terms: '2020-01' })).code, 'terms-changed')
})

test('a week after the last change everything is erased; before, at one’s own wish', async () => {
  await using bank = await testIdentity()
  const [asha, bob] = [browser(bank), browser(bank)]
  await asha.begin()
  await asha.provePhone()
  await bob.begin('+911111111111')
  bank.pass(6 * day)
  await asha.step('name', { name: 'Asha' })
  bank.pass(day + minute)
  await bank.identity.tidy()
  assert.equal((await bob.ask('DELETE')).code, 'no-such-registration')
  assert.equal((await asha.ask('DELETE')).status, 204)
  for (const table of ['registration', 'code'])
    assert.deepEqual(await bank.db.query(`select 1 from identity.${table}`), [], table)
})

test('what was typed stands in the database sealed, and no code in clear', async () => {
  await using bank = await testIdentity()
  const asha = browser(bank)
  await asha.begin()
  const code = await lastCode(bank, phone)
  await asha.provePhone()
  await asha.step('name', { name: 'Asha Rao' })
  const tables = ['registration', 'code', 'message', 'attempt']
  const rows = await Promise.all(
    tables.map((table) => bank.db.query(`select row(t)::text as row from identity.${table} t`)),
  )
  const all = JSON.stringify(rows)
  assert.ok(all.length > 500)
  for (const secret of ['Asha', phone.slice(1), Buffer.from('Asha Rao').toString('hex'), ` ${code}`, `"${code}"`])
    assert.equal(all.includes(secret), false, secret)
})

test('only a demo makes customers who have proved neither phone nor email', async () => {
  await using bank = await testIdentity({ allowsQuickRegistration: false })
  assert.equal((await bank.register(email)).code, 'steps-required')
  assert.equal((await browser(bank).fill()).body.next, 'secret')
})

test('a bank without a gateway begins no registration', async () => {
  await using bank = await testIdentity({ ways: { mail: null, sms: null } })
  assert.equal((await browser(bank).begin()).code, 'no-way-to-reach')
  assert.deepEqual(await bank.db.query('select 1 from identity.registration'), [])
})
