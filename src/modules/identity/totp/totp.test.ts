import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Secret, TOTP } from 'otpauth'
import { minuteMs, secondMs } from '#platform/time'
import { password, testIdentity } from '../test-identity.ts'
import { codeAt, stepOf } from './code.ts'
import { enroll, half, jar, personWithApp, second } from './test-totp.ts'

test('codes are those of RFC 6238, one step early and one late, and none of another time', () => {
  // Appendix B, the last six of its eight digits.
  const secret = Buffer.from('12345678901234567890')
  const at = (seconds: number) => new Date(seconds * secondMs)
  for (const [seconds, code] of [
    [59, '287082'],
    [1_111_111_109, '081804'],
    [1_234_567_890, '005924'],
    [20_000_000_000, '353130'],
  ] as const)
    assert.equal(stepOf(secret, code, at(seconds)), Math.floor(seconds / 30))
  const steps = [-61, -60, -31, -30, 0, 30, 59, 60, 90].map((late) =>
    stepOf(secret, '081804', at(1_111_111_080 + late)),
  )
  const step = 37_037_036
  assert.deepEqual(steps, [null, null, null, step, step, step, step, null, null])
})

test('an app is added with proof and a code of it; its secret does not stand in the database', async () => {
  await using bank = await testIdentity()
  const { body, cookie } = await bank.register('asha@example.com')
  const wrong = await bank.ask({
    method: 'POST',
    url: '/v1/me/totp-enrollments',
    body: { proof: { password: 'not this one' } },
    cookie,
  })
  assert.equal(wrong.code, 'wrong-credentials')
  const { uri, secret, recoveryCodes } = await enroll(bank, cookie)
  assert.match(uri, /^otpauth:\/\/totp\/Bankserver:asha%40example.com\?.*secret=[A-Z2-7]{32}&.*period=30/)
  assert.equal(new Set(recoveryCodes).size, 10)
  assert.ok(recoveryCodes.every((code) => /^([a-z0-9]{4}-){3}[a-z0-9]{4}$/.test(code)))
  const [row] = await bank.db.query<{ secret: Buffer }>(
    'select secret_sealed as secret from identity.totp where person = $1',
    [body.id],
  )
  const plain = Buffer.from(Secret.fromBase32(secret).bytes)
  for (const form of [plain, Buffer.from(plain.toString('base64')), Buffer.from(secret)])
    assert.equal(Buffer.from(row.secret).includes(form), false)
  const again = await bank.ask({
    method: 'POST',
    url: '/v1/me/totp-enrollments',
    body: { proof: { password } },
    cookie,
  })
  assert.equal(again.code, 'totp-known')
  const { factors } = { factors: (await bank.ask({ method: 'GET', url: '/v1/me/factors', cookie })).body }
  assert.deepEqual([factors.proves, factors.recoveryCodes.left], [['code'], 10])
})

test('what was begun is confirmed within ten minutes, by its person, with a code of it and a PIN that is not simple', async () => {
  await using bank = await testIdentity()
  const [asha, ravi] = [
    (await bank.register('asha@example.com')).cookie,
    (await bank.register('ravi@example.com')).cookie,
  ]
  const begin = async () =>
    (await bank.ask({ method: 'POST', url: '/v1/me/totp-enrollments', body: { proof: { password } }, cookie: asha }))
      .body
  const confirm = async (id: string, body: object, cookie = asha) =>
    (await bank.ask({ method: 'PUT', url: `/v1/me/totp/${id}`, body, cookie })).code
  const { id, secret } = await begin()
  const code = () => codeAt(secret, bank.clock())
  assert.equal(await confirm(id, { code: code(), pin: '482915' }, ravi), 'enrollment-over')
  assert.equal(await confirm(id, { code: code() }), 'pin-required')
  for (const simple of ['111111', '123456', '987654', '121212', '127127', '890123'])
    assert.equal(await confirm(id, { code: code(), pin: simple }), 'pin-too-simple', simple)
})

test('what was begun too long ago, or begun anew, cannot be confirmed', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const begin = async () =>
    (await bank.ask({ method: 'POST', url: '/v1/me/totp-enrollments', body: { proof: { password } }, cookie })).body
  const confirm = async ({ id, secret }: { id: string; secret: string }) => {
    const body = { code: codeAt(secret, bank.clock()), pin: '482915' }
    return (await bank.ask({ method: 'PUT', url: `/v1/me/totp/${id}`, body, cookie })).code
  }
  const [first, next] = [await begin(), await begin()]
  assert.equal(await confirm(first), 'enrollment-over')
  bank.pass(10 * minuteMs)
  assert.equal(await confirm(next), 'enrollment-over')
})

test('the password of somebody with an app signs in nobody before the code, and what it opens is good for nothing else', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const held = await half(bank, asha.email)
  const token = /bank-half=([\w-]{43})/.exec(held)?.[1] ?? ''
  for (const cookie of [held, `bank=${token}`, held.replace('bank-half', 'bank')])
    assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie })).code, 'sign-in-required')
  assert.equal((await second(bank, held, { code: '000000' })).code, 'wrong-code')
  const entered = await second(bank, held, { code: asha.app.nextCode() })
  assert.deepEqual([entered.status, entered.body.id], [201, asha.id])
  const cookie = jar(entered)
  assert.ok(!cookie.includes(token))
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie })).status, 200)
  // Nobody goes on from the same half once more.
  assert.equal((await second(bank, held, { code: asha.app.nextCode() })).code, 'second-factor-over')
})

test('a session that a stranger planted in the browser ends at the sign-in, and its token opens nothing', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const planted = (await bank.register('mallory@example.com')).cookie
  const held = jar(await bank.signIn(asha.email, password, { cookie: planted }))
  const entered = await second(bank, `${planted}; ${held}`, { code: asha.app.nextCode() })
  assert.equal(entered.status, 201, entered.code)
  assert.notEqual(entered.cookie, planted)
  assert.equal((await bank.ask({ method: 'GET', url: '/v1/me', cookie: planted })).status, 401)
})

test('the half of a sign-in holds five minutes, in the browser that typed the password, and not past a changed password', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const code = asha.app.nextCode()
  const held = await half(bank, asha.email)
  const elsewhere = held.replace(/bank-device=[\w-]{22}/, `bank-device=${'x'.repeat(22)}`)
  assert.notEqual(elsewhere, held)
  assert.equal((await second(bank, elsewhere, { code })).code, 'second-factor-over')
  assert.equal((await second(bank, held.replace(/; bank-device=.*/, ''), { code })).code, 'second-factor-over')
  await bank.db.query("update identity.credential set changed_at = changed_at + interval '1 second'")
  assert.equal((await second(bank, held, { code })).code, 'second-factor-over')
  const late = await half(bank, asha.email)
  bank.pass(5 * minuteMs)
  assert.equal((await second(bank, late, { code: asha.app.code() })).code, 'second-factor-over')
})

test('a code is taken once, though a hundred ask at the same instant', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const code = asha.app.nextCode()
  const halves = await Promise.all(Array.from({ length: 4 }, () => half(bank, asha.email)))
  const answers = await Promise.all(halves.map((held) => second(bank, held, { code })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 401, 401, 401])
  // An older step is not taken after a younger one.
  const older = codeAt(asha.app.secret, new Date(bank.clock().getTime() - 30_000))
  assert.equal((await second(bank, await half(bank, asha.email), { code: older })).code, 'wrong-code')
})

test('another person’s code is no code', async () => {
  await using bank = await testIdentity()
  const [asha, ravi] = [await personWithApp(bank), await personWithApp(bank, 'ravi@example.com')]
  const answer = await second(bank, await half(bank, asha.email), { code: ravi.app.nextCode() })
  assert.deepEqual([answer.status, answer.code], [401, 'wrong-code'])
})

test('codes are guessed five times in a quarter of an hour and ten times a day, whatever halves, addresses and restarts there are', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const guess = async (code = '000000') => {
    const held = await half(bank, asha.email)
    const address = `203.0.113.${Math.floor(bank.clock().getTime() / 1000) % 200}`
    return (
      await bank.ask({ method: 'POST', url: '/v1/sessions/second-factor', body: { code }, cookie: held, address })
    ).code
  }
  const guesses = async (count: number) => {
    const codes = []
    for (let times = 0; times < count; times++) codes.push(await guess())
    return codes
  }
  bank.pass(minuteMs)
  assert.deepEqual(await guesses(7), [...Array(5).fill('wrong-code'), 'too-many-attempts', 'too-many-attempts'])
  assert.equal(await guess(asha.app.nextCode()), 'too-many-attempts')
  bank.pass(16 * minuteMs)
  // The three that were refused counted for the day as well.
  assert.deepEqual(await guesses(4), ['wrong-code', 'wrong-code', 'too-many-attempts', 'too-many-attempts'])
  bank.pass(24 * 60 * minuteMs)
  assert.equal(await guess(asha.app.nextCode()), undefined)
})

test('a recovery code signs in once, is told, and whoever has none of them does not guess one', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const heard: string[] = []
  bank.identity.subscribe(async (news) => {
    heard.push(...news.map(({ change }) => change))
  })
  const [recoveryCode] = asha.app.recoveryCodes
  const halves = await Promise.all(Array.from({ length: 3 }, () => half(bank, asha.email)))
  const typed = recoveryCode.toUpperCase().replaceAll('-', ' ').replaceAll('0', 'O')
  const answers = await Promise.all(halves.map((held) => second(bank, held, { recoveryCode: typed })))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, 401, 401])
  assert.deepEqual(heard, ['signedIn', 'deviceAdded', 'recoveryCodeUsed'])
  const factors = (await bank.ask({ method: 'GET', url: '/v1/me/factors', cookie: asha.cookie })).body
  assert.equal(factors.recoveryCodes.left, 9)
  // Of the three at once, those that came too late may have counted after the right one was forgiven.
  bank.pass(16 * minuteMs)
  const codes = []
  for (let times = 0; times < 6; times++)
    codes.push((await second(bank, await half(bank, asha.email), { recoveryCode: 'aaaa-bbbb-cccc-dddd' })).code)
  assert.deepEqual(codes, [...Array(5).fill('wrong-code'), 'too-many-attempts'])
  const [{ stands }] = await bank.db.query<{ stands: boolean }>(
    'select bool_or(position($1::bytea in hash) > 0) as stands from identity.recovery_code',
    [Buffer.from(asha.app.recoveryCodes[1])],
  )
  assert.equal(stands, false)
})

test('new recovery codes end the old ones', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const { body: stepUp } = await bank.ask({
    method: 'POST',
    url: '/v1/me/step-ups',
    body: { act: 'make-recovery-codes' },
    cookie: asha.cookie,
  })
  const proof = { stepUp: stepUp.id, code: asha.app.nextCode(), pin: '482915' }
  const made = await bank.ask({ method: 'POST', url: '/v1/me/recovery-codes', body: { proof }, cookie: asha.cookie })
  assert.equal(made.status, 201, made.code)
  const answerTo = async (recoveryCode: string) =>
    (await second(bank, await half(bank, asha.email), { recoveryCode })).status
  assert.equal(await answerTo(asha.app.recoveryCodes[3]), 401)
  assert.equal(await answerTo(made.body.recoveryCodes[3]), 201)
})

test('a passkey needs no second factor', async () => {
  await using bank = await testIdentity()
  const { add, enter } = await import('../passkeys/test-passkeys.ts')
  const registered = await bank.register('asha@example.com')
  const { device } = await add(bank, registered.cookie)
  const begun = await bank.ask({
    method: 'POST',
    url: '/v1/me/step-ups',
    body: { act: 'add-totp' },
    cookie: registered.cookie,
  })
  const proof = { stepUp: begun.body.id, credential: device.use(begun.body.options) }
  await enroll(bank, registered.cookie, proof)
  const entered = await enter(bank, device)
  assert.deepEqual([entered.status, entered.body.id], [201, registered.body.id])
})

test('a lost app is removed with a recovery code and the password, which then proves nothing for a day', async () => {
  await using bank = await testIdentity()
  const { id, cookie, app } = await personWithApp(bank)
  const remove = async (proof: object) =>
    (await bank.ask({ method: 'POST', url: '/v1/me/totp/removal', body: { proof }, cookie })).code
  assert.equal(await remove({ password }), 'passkey-required')
  const [recoveryCode] = app.recoveryCodes
  assert.equal(await remove({ recoveryCode, password: 'not this one' }), 'wrong-credentials')
  assert.equal(await remove({ recoveryCode: 'aaaa-bbbb-cccc-dddd', password }), 'wrong-code')
  assert.equal(await remove({ recoveryCode, password }), undefined)
  const factors = async () => (await bank.ask({ method: 'GET', url: '/v1/me/factors', cookie })).body
  assert.deepEqual((await factors()).proves, [])
  await assert.rejects(
    bank.identity.prove({ id }, { act: 'send', subject: 'x', amount: null, payee: null }, { password }),
    { code: 'passkey-required' },
  )
  bank.pass(24 * 60 * minuteMs)
  await bank.identity.prove({ id }, { act: 'send', subject: 'x', amount: null, payee: null }, { password })
})

test('the library reads the same codes from the address that the app scans', async () => {
  await using bank = await testIdentity()
  const { app } = await personWithApp(bank)
  const scanned = new URL(app.uri).searchParams
  const token = TOTP.generate({
    secret: Secret.fromBase32(scanned.get('secret') ?? ''),
    timestamp: bank.clock().getTime(),
  })
  assert.equal(token, app.code())
})
