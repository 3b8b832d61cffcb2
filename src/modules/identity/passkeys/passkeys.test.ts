import assert from 'node:assert/strict'
import { test } from 'node:test'
import { minuteMs } from '#platform/time'
import { type Bend, createAuthenticator } from '#testing/authenticator'
import { password, testIdentity } from '../test-identity.ts'
import { add, begin, enter, person } from './test-passkeys.ts'

const me = { method: 'GET', url: '/v1/me' } as const
const list = { method: 'GET', url: '/v1/me/passkeys' } as const

test('a passkey is added after proof, and from then on it opens the door without email and password', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  const { items, provesWith } = (await bank.ask({ ...list, cookie: asha.cookie })).body
  assert.deepEqual([items.length, items[0].name, items[0].usedAt, provesWith], [1, 'Phone', null, 'passkey'])

  const entered = await enter(bank, asha.device)
  assert.deepEqual([entered.status, entered.body.id], [201, asha.person])
  assert.equal((await bank.ask({ ...me, cookie: entered.cookie })).body.id, asha.person)
  assert.equal((await bank.signIn('asha@example.com')).status, 201, 'the password stays the second way')
  const [used] = (await bank.ask({ ...list, cookie: asha.cookie })).body.items
  assert.equal(used.usedAt, bank.clock().toISOString())
})

test('what a browser is asked wants the person verified, the key found without an email, and names no maker', async () => {
  await using bank = await testIdentity()
  const { cookie, body } = await bank.register('asha@example.com')
  const { options } = await begin(bank, cookie)
  assert.deepEqual(options.rp, { name: 'Bankserver', id: 'localhost' })
  assert.equal(options.attestation, 'none')
  assert.deepEqual(options.authenticatorSelection, {
    residentKey: 'required',
    requireResidentKey: true,
    userVerification: 'required',
  })
  assert.equal(Buffer.from(options.user.id, 'base64url').toString('hex'), body.id.replaceAll('-', ''))
  const { options: asked } = (await bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins' })).body
  assert.deepEqual([asked.userVerification, asked.allowCredentials, asked.rpId], ['required', [], 'localhost'])
})

test('without the password, or in another name, no passkey is added', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  const ask = (proof: object) =>
    bank.ask({ method: 'POST', url: '/v1/me/passkey-registrations', body: { proof }, cookie })
  assert.equal((await ask({ password: 'wrong' })).code, 'wrong-credentials')
  const { id, options } = await begin(bank, cookie)
  const other = await bank.register('ravi@example.com')
  const body = { name: 'Phone', credential: createAuthenticator().make(options) }
  const put = (as: string) => bank.ask({ method: 'PUT', url: `/v1/me/passkeys/${id}`, body, cookie: as })
  assert.equal((await put(other.cookie)).code, 'ceremony-over', 'another person')
  const again = await bank.signIn('asha@example.com')
  assert.equal((await put(again.cookie)).code, 'ceremony-over', 'another session of the same person')
  assert.equal((await put(cookie)).status, 201)
})

const bends: [string, Bend][] = [
  ['from a page of another site', { origin: 'https://bank.evil.example' }],
  ['from another port', { origin: 'http://localhost:3001' }],
  ['for another site', { rpId: 'evil.example' }],
  ['without finger, face or PIN', { isVerified: false }],
  ['over another challenge', { challenge: Buffer.alloc(32, 7).toString('base64url') }],
  ['of another kind', { type: 'payment.get' }],
]

test('a key that was made in a wrong way is refused', async () => {
  await using bank = await testIdentity()
  const { cookie } = await bank.register('asha@example.com')
  for (const [how, bend] of bends) {
    const { answer } = await add(bank, cookie, createAuthenticator(), bend)
    assert.deepEqual([answer.status, answer.code], [403, 'passkey-refused'], how)
  }
  assert.deepEqual((await bank.ask({ ...list, cookie })).body.items, [])
})

test('a key that signs in a wrong way opens nothing, and every no is the same', async () => {
  await using bank = await testIdentity()
  const { device } = await person(bank)
  const more: [string, Bend][] = [
    ...bends,
    ['with a byte of the signature changed', { isTampered: true }],
    ['in a frame of another site', { isFramed: true }],
    ['naming another person', { handle: Buffer.alloc(16, 1).toString('base64url') }],
    ['under the id of no key', { credential: Buffer.alloc(32, 1).toString('base64url') }],
  ]
  const answers = new Set<string>()
  for (const [how, bend] of more) {
    const refused = await enter(bank, device, bend)
    assert.deepEqual([refused.status, refused.code, refused.set], [403, 'passkey-refused', ''], how)
    answers.add(refused.body.detail)
  }
  assert.equal(answers.size, 1)
  assert.equal((await enter(bank, device)).status, 201, 'and nothing of it keeps the person out')
})

test('a key of one person does not sign in another', async () => {
  await using bank = await testIdentity()
  const [asha, ravi] = [await person(bank), await person(bank, 'ravi@example.com')]
  const stolen = await enter(bank, ravi.device, { credential: asha.device.id })
  assert.equal(stolen.code, 'passkey-refused')
  const handle = Buffer.from(asha.person.replaceAll('-', ''), 'hex').toString('base64url')
  assert.equal((await enter(bank, ravi.device, { handle })).code, 'passkey-refused')
})

test('what was asked is answered once, within two minutes, whichever process asked', async () => {
  await using bank = await testIdentity()
  const { device } = await person(bank)
  const ask = async () => (await bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins' })).body
  const put = (id: string, credential: object) =>
    bank.ask({ method: 'PUT', url: `/v1/passkey-sign-ins/${id}`, body: { credential } })

  const one = await ask()
  const credential = device.use(one.options)
  assert.equal((await put(one.id, credential)).status, 201)
  const replayed = await put(one.id, credential)
  assert.deepEqual([replayed.status, replayed.code], [409, 'ceremony-over'])
  const other = await ask()
  assert.equal((await put(other.id, credential)).code, 'passkey-refused', 'replayed under another id')
  assert.equal((await put(other.id, device.use(other.options))).code, 'ceremony-over', 'a wrong answer uses it up')

  const late = await ask()
  bank.pass(2 * minuteMs)
  assert.equal((await put(late.id, device.use(late.options))).code, 'ceremony-over')
  await bank.identity.tidy()
  const left = await bank.db.query('select 1 from identity.ceremony where expires_at < $1', [bank.clock()])
  assert.deepEqual(left, [])
})

test('of many answers to one question at once, one opens a session', async () => {
  await using bank = await testIdentity()
  const { device } = await person(bank)
  const { id, options } = (await bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins' })).body
  const body = { credential: device.use(options) }
  const answers = await Promise.all(
    Array.from({ length: 8 }, () => bank.ask({ method: 'PUT', url: `/v1/passkey-sign-ins/${id}`, body })),
  )
  assert.deepEqual(answers.map(({ status }) => status).sort(), [201, ...Array(7).fill(409)])
})

test('a question for one purpose takes no answer to another', async () => {
  await using bank = await testIdentity()
  const { cookie, device } = await person(bank)
  const body = { act: 'add-passkey' }
  const stepUp = (await bank.ask({ method: 'POST', url: '/v1/me/step-ups', body, cookie })).body
  const signIn = { credential: device.use(stepUp.options) }
  const wrong = await bank.ask({ method: 'PUT', url: `/v1/passkey-sign-ins/${stepUp.id}`, body: signIn })
  assert.equal(wrong.code, 'ceremony-over')
})

test('a counter that goes back means a copy: the key opens nothing any more, until it is made anew', async () => {
  await using bank = await testIdentity()
  const { device, cookie, passkey } = await person(bank)
  assert.equal((await enter(bank, device, { counter: 7 })).status, 201)
  const copied = await enter(bank, device, { counter: 7 })
  assert.deepEqual([copied.status, copied.code, copied.set], [403, 'passkey-suspected', ''])
  assert.equal((await enter(bank, device, { counter: 90 })).code, 'passkey-suspected', 'not even the right one')
  const [seen] = (await bank.ask({ ...list, cookie })).body.items
  assert.equal(seen.suspectedAt, bank.clock().toISOString())

  const removal = { method: 'POST', url: `/v1/me/passkeys/${passkey}/removal`, body: { proof: { password } } } as const
  assert.equal((await bank.ask({ ...removal, cookie })).status, 204)
})

test('a stranger without the key cannot put it under suspicion', async () => {
  await using bank = await testIdentity()
  const { device } = await person(bank)
  assert.equal((await enter(bank, device, { counter: 7 })).status, 201)
  assert.equal((await enter(bank, device, { counter: 3, isTampered: true })).code, 'passkey-refused')
  assert.equal((await enter(bank, device, { counter: 8 })).status, 201)
})

test('a key that never counts, as synced ones do, is used again and again', async () => {
  await using bank = await testIdentity()
  const { device } = await person(bank)
  for (let times = 0; times < 3; times++) assert.equal((await enter(bank, device, { counter: 0 })).status, 201)
})

test('one key is added once, and a person has at most twenty', async () => {
  await using bank = await testIdentity()
  const { device, cookie } = await person(bank)
  const other = await bank.register('ravi@example.com')
  assert.equal((await add(bank, other.cookie, device)).answer.code, 'passkey-known')
  const keys = Array.from({ length: 19 }, (_, index) => [bank.newId(), Buffer.from([index]), bank.clock()])
  for (const [id, credential, at] of keys)
    await bank.db.query(
      `insert into identity.passkey (id, person, credential, public_key, counter, transports, is_synced, name, created_at)
        select $1, person, $2, public_key, 0, '{}', false, 'Key', $3 from identity.passkey where credential = $4`,
      [id, credential, at, Buffer.from(device.id, 'base64url')],
    )
  const body = { proof: { password } }
  const refused = await bank.ask({ method: 'POST', url: '/v1/me/passkey-registrations', body, cookie })
  assert.deepEqual([refused.status, refused.code], [422, 'too-many-passkeys'])
})

test('signing in with a passkey gives a token that nobody knew, and ends the session that was planted', async () => {
  await using bank = await testIdentity()
  const { device } = await person(bank)
  const planted = (await bank.register('mallory@example.com')).cookie
  const entered = await enter(bank, device, {}, { cookie: planted })
  assert.equal(entered.status, 201)
  assert.notEqual(entered.cookie, planted)
  assert.equal((await bank.ask({ ...me, cookie: planted })).status, 401)
  assert.ok(entered.headers['set-cookie'])
})

test('sign-ins that are begun at one address are limited, and nobody else is kept out', async () => {
  await using bank = await testIdentity()
  const start = (address: string) => bank.ask({ method: 'POST', url: '/v1/passkey-sign-ins', address })
  for (let times = 0; times < 600; times++) assert.equal((await start('203.0.113.7')).status, 201)
  assert.equal((await start('203.0.113.7')).code, 'too-many-attempts')
  assert.equal((await start('203.0.113.8')).status, 201)
})

test('others hear of a passkey that comes and goes, and from where', async () => {
  await using bank = await testIdentity()
  const heard: string[] = []
  bank.identity.subscribe(
    async (news) => void heard.push(...news.map(({ change, device }) => `${change} ${device !== null}`)),
  )
  const { cookie, passkey } = await person(bank)
  const body = { proof: { password } }
  await bank.ask({ method: 'POST', url: `/v1/me/passkeys/${passkey}/removal`, body, cookie })
  assert.deepEqual(heard, ['signedIn true', 'passkeyAdded true', 'passkeyRemoved true'])
})
