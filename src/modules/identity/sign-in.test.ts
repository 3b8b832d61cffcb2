import assert from 'node:assert/strict'
import { test } from 'node:test'
import { hourMs, minuteMs, secondMs } from '#platform/time'
import { password, testIdentity } from './test-identity.ts'
import { person } from './wire.ts'

const me = (cookie: string) => ({ method: 'GET', url: '/v1/me', cookie }) as const

test('whoever registers is signed in, and the bank knows them by name, email and language', async () => {
  await using bank = await testIdentity()
  const registered = await bank.register('Asha@Example.com', { name: 'आशा राव' })
  assert.equal(registered.status, 201)
  person.parse(registered.body)
  assert.deepEqual(
    { ...registered.body, id: '' },
    {
      id: '',
      kind: 'customer',
      name: 'आशा राव',
      email: 'asha@example.com',
      language: 'en',
      roles: ['customer'],
      createdAt: '2026-03-01T09:00:00.000Z',
    },
  )
  assert.deepEqual((await bank.ask(me(registered.cookie))).body, registered.body)
})

test('an email registers once, in whatever case it is written', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const again = await bank.register('ASHA@example.com')
  assert.deepEqual([again.status, again.code], [409, 'email-taken'])
  const [{ count }] = await bank.db.query<{ count: bigint }>('select count(*) as count from identity.person')
  assert.equal(count, 1n)
})

test('of twenty registrations of one email at once, one succeeds', async () => {
  await using bank = await testIdentity()
  const answers = await Promise.all(Array.from({ length: 20 }, () => bank.register('asha@example.com')))
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(19).fill(409)])
})

test('a wrong password and an unknown email have the same answer', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const wrong = await bank.signIn('asha@example.com', 'a horse in the sun')
  const unknown = await bank.signIn('nobody@example.com')
  const seen = ({ status, code, body }: typeof wrong) => ({ status, code, detail: body.detail, title: body.title })
  assert.deepEqual(seen(wrong), seen(unknown))
  assert.deepEqual([wrong.status, wrong.code, wrong.set], [401, 'wrong-credentials', ''])
})

test('an unknown email costs as much work as a known one', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const measure = async (email: string) => {
    const times: number[] = []
    for (let round = 0; round < 5; round++) {
      const start = performance.now()
      await bank.signIn(email, 'a horse in the sun')
      times.push(performance.now() - start)
    }
    return times.sort((a, b) => a - b)[2]
  }
  const [known, unknown] = [await measure('asha@example.com'), await measure('nobody@example.com')]
  assert.ok(unknown > known / 3, `a known email took ${known} ms, an unknown one ${unknown} ms`)
})

test('the same password typed on another keyboard signs in', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com', { password: 'caf\u00e9 in the rain' })
  assert.equal((await bank.signIn('asha@example.com', 'cafe\u0301 in the rain')).status, 201)
})

test('the cookie is out of reach of scripts and other sites, and over TLS bound to this host', async () => {
  await using plain = await testIdentity()
  const { set } = await plain.register('asha@example.com')
  assert.match(
    set,
    /^bank=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict,bank-page=[\w-]{43}; Path=\/; SameSite=Strict,bank-device=[\w-]{22}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=\d+$/,
  )
  await using secure = await testIdentity({ isSecure: true })
  const registered = await secure.register('asha@example.com')
  assert.match(
    registered.set,
    /^__Host-bank=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure,__Host-bank-page=[^,]*; Secure,__Host-bank-device=[^,]*; Secure$/,
  )
  assert.equal((await secure.ask(me(registered.cookie))).status, 200)
  assert.equal((await secure.ask(me(registered.cookie.replace('__Host-', '')))).status, 401)
})

test('the database holds neither the token nor the password', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const token = cookie.split('=')[1]
  const [row] = await bank.db.query<{ all: string }>(
    `select (select string_agg(session::text, ' ') from identity.session) || (select string_agg(credential::text, ' ')
       from identity.credential) as all`,
  )
  assert.match(row.all, /\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  for (const secret of [token, Buffer.from(token, 'base64url').toString('hex'), password])
    assert.ok(!row.all.includes(secret))
})

test('signing in makes a new session and ends the one that the browser held', async () => {
  await using bank = await testIdentity()
  const first = (await bank.register('asha@example.com')).cookie
  const second = (await bank.signIn('asha@example.com', password, { cookie: first })).cookie
  assert.notEqual(first, second)
  assert.equal((await bank.ask(me(first))).status, 401)
  assert.equal((await bank.ask(me(second))).status, 200)
})

test('a cookie that another made up signs nobody in, and is not taken over at sign-in', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  const planted = `bank=${'A'.repeat(43)}`
  const signedIn = await bank.signIn('asha@example.com', password, { cookie: planted })
  assert.notEqual(signedIn.cookie, planted)
  for (const cookie of [planted, 'bank=', 'bank=x', 'bank=..%2f', `other=${'A'.repeat(43)}`, ''])
    assert.equal((await bank.ask(me(cookie))).status, 401)
})

test('signing out ends the session at once, here alone or everywhere', async () => {
  await using bank = await testIdentity()
  const phone = (await bank.register('asha@example.com')).cookie
  const desk = (await bank.signIn('asha@example.com')).cookie
  const tablet = (await bank.signIn('asha@example.com')).cookie
  const out = await bank.ask({ method: 'DELETE', url: '/v1/sessions/current', cookie: desk })
  assert.deepEqual([out.status, out.body], [204, undefined])
  assert.match(
    out.set,
    /^bank=; Path=\/; HttpOnly; SameSite=Strict; Max-Age=0,bank-page=; Path=\/; SameSite=Strict; Max-Age=0$/,
  )
  assert.equal((await bank.ask(me(desk))).status, 401)
  assert.equal((await bank.ask(me(phone))).status, 200)
  await bank.ask({ method: 'DELETE', url: '/v1/sessions', cookie: phone })
  assert.deepEqual([(await bank.ask(me(phone))).status, (await bank.ask(me(tablet))).status], [401, 401])
})

test('half an hour of silence or twelve hours of use end a session', async () => {
  await using bank = await testIdentity()
  const cookie = (await bank.register('asha@example.com')).cookie
  for (let minutes = 0; minutes < 12 * 60 - 20; minutes += 20) {
    bank.pass(20 * minuteMs)
    assert.equal((await bank.ask(me(cookie))).status, 200, `after ${minutes} minutes`)
  }
  bank.pass(20 * minuteMs)
  assert.equal((await bank.ask(me(cookie))).status, 401)

  const idle = (await bank.signIn('asha@example.com')).cookie
  bank.pass(30 * minuteMs + secondMs)
  assert.equal((await bank.ask(me(idle))).status, 401)
})

test('a session ended by another process opens nothing a second later', async () => {
  await using bank = await testIdentity()
  const cookie = (await bank.register('asha@example.com')).cookie
  assert.equal((await bank.ask(me(cookie))).status, 200)
  await bank.db.query('update identity.session set ended_at = $1', [bank.clock()])
  bank.pass(secondMs)
  assert.equal((await bank.ask(me(cookie))).status, 401)
})

test('what is over for long is forgotten', async () => {
  await using bank = await testIdentity()
  await bank.register('asha@example.com')
  bank.pass(91 * 24 * hourMs + 12 * hourMs)
  await bank.identity.tidy()
  const [left] = await bank.db.query(
    'select (select count(*) from identity.session) as sessions, (select count(*) from identity.attempt) as attempts',
  )
  assert.deepEqual(left, { sessions: 0n, attempts: 0n })
})

test('a change that another site sends with the customer’s cookie is refused', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const change = { method: 'PATCH', url: '/v1/me', body: { name: 'Mallory' }, cookie } as const
  const [host, own] = ['bank.test:3000', 'http://bank.test:3000']
  const foreign: Record<string, string>[] = [
    { origin: 'https://evil.example' },
    { origin: 'null' },
    { origin: `${own}.evil.example` },
    { origin: 'http://bank.test:3001', host },
  ]
  for (const headers of foreign) {
    const { status, code } = await bank.ask({ ...change, headers })
    assert.deepEqual([status, code], [403, 'cross-site'], JSON.stringify(headers))
  }
  // Without the header that a foreign form cannot set, a page of one's own is none either, nor is what says nothing of where it is from.
  for (const headers of [
    { cookie, host, origin: own },
    { cookie, host },
  ]) {
    const answer = await bank.http.server.inject({ method: 'PATCH', url: '/v1/me', headers, payload: change.body })
    assert.deepEqual([answer.statusCode, answer.json().code], [403, 'cross-site'])
  }
  assert.equal((await bank.ask(me(cookie))).body.name, 'Asha Rao')
  assert.equal((await bank.ask({ ...change, headers: { host, origin: own } })).status, 200)
})
