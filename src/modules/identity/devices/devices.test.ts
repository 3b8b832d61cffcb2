import assert from 'node:assert/strict'
import { generateKeyPairSync, type KeyObject, sign } from 'node:crypto'
import { test } from 'node:test'
import { person, type TestIdentity } from '../passkeys/test-passkeys.ts'
import type { Deed } from '../step-ups/deed.ts'
import { password, testIdentity } from '../test-identity.ts'
import { jar, personWithApp, pin } from '../totp/test-totp.ts'

const deed: Deed = {
  act: 'send',
  subject: '019ce8f2-5a00-7000-8000-0123456789ab',
  amount: { currency: 'INR', minor: 500_000n },
  payee: { account: '100000000075', name: 'Ravi' },
}

const makeKey = (namedCurve = 'prime256v1') => {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve })
  return { privateKey, key: publicKey.export({ format: 'der', type: 'spki' }).toString('base64url') }
}

const signed = (challenge: string, key: KeyObject) =>
  sign('sha256', Buffer.from(challenge, 'base64url'), { key, dsaEncoding: 'ieee-p1363' }).toString('base64url')

/** Somebody whose browser keeps its device cookie, as browsers do, and who has a PIN. */
const open = async () => {
  const bank = await testIdentity()
  const registered = await bank.register('asha@example.com')
  const cookie = jar(registered)
  const ask = (method: 'GET' | 'PUT' | 'POST' | 'PATCH', url: string, body?: object, held = cookie) =>
    bank.ask({ method, url, body, cookie: held })
  const session = (await ask('GET', '/v1/me/sessions')).body.items[0].id as string
  await ask('PUT', '/v1/me/pin', { pin, proof: { password } })
  const bind = (more: object = {}, held = cookie) =>
    ask('POST', '/v1/me/devices', { name: 'Laptop', proof: { password }, ...more }, held)
  return { bank, cookie, ask, bind, prover: { id: registered.body.id as string, session } }
}

const stepUp = async (bank: TestIdentity, prover: { id: string; session: string }, privateKey: KeyObject) => {
  const { id, ways, options } = await bank.identity.askProof(prover, deed)
  assert.deepEqual(ways, ['device'])
  return { stepUp: id, pin, signature: signed(options.challenge, privateKey) }
}

test('a bound device signs a deed with the PIN: once, only that one, and with its own key', async () => {
  const { bank, bind, prover } = await open()
  await using _ = bank
  await assert.rejects(bank.identity.askProof(prover, deed), { code: 'passkey-required' })
  const { key, privateKey } = makeKey()
  const bound = await bind({ key })
  assert.equal(bound.status, 201, bound.code)
  const proof = await stepUp(bank, prover, privateKey)
  await bank.identity.prove(prover, deed, proof)
  await assert.rejects(bank.identity.prove(prover, deed, proof), { code: 'ceremony-over' })
  const refused: [string, Deed, Partial<typeof proof>][] = [
    ['another amount', { ...deed, amount: { currency: 'INR', minor: 500_001n } }, {}],
    ['another payee', { ...deed, payee: { account: '100000000076', name: 'Ravi' } }, {}],
    ['another PIN', deed, { pin: '739105' }],
    ['a byte too few', deed, { signature: 'AAAA' }],
  ]
  for (const [how, done, change] of refused)
    await assert.rejects(
      bank.identity.prove(prover, done, { ...(await stepUp(bank, prover, privateKey)), ...change }),
      { code: 'proof-refused' },
      how,
    )
  const foreign = await stepUp(bank, prover, makeKey().privateKey)
  await assert.rejects(bank.identity.prove(prover, deed, foreign), { code: 'proof-refused' })
})

test('a revoked device is signed out at once and proves nothing any more, at the other server too', async () => {
  const { bank, ask, bind, prover } = await open()
  await using _ = bank
  const { key, privateKey } = makeKey()
  const { id } = (await bind({ key })).body
  const proof = await stepUp(bank, prover, privateKey)
  const elsewhere = jar(await bank.signIn('asha@example.com'))
  const other = bank.openSecond()
  assert.equal((await ask('POST', `/v1/me/devices/${id}/revocation`, undefined, elsewhere)).status, 204)
  assert.equal((await ask('GET', '/v1/me')).code, 'sign-in-required')
  await assert.rejects(other.identity.prove(prover, deed, proof), { code: 'proof-refused' })
  const [device] = (await ask('GET', '/v1/me/devices', undefined, elsewhere)).body.items
  assert.deepEqual([device.isHere, device.revokedAt], [false, bank.clock().toISOString()])
  assert.equal((await ask('POST', `/v1/me/devices/${id}/revocation`, undefined, elsewhere)).code, 'no-such-device')
  assert.equal((await ask('PATCH', `/v1/me/devices/${id}`, { name: 'Mine' }, elsewhere)).code, 'no-such-device')
})

test('a device is bound with proof, from the browser that signed in, once, with a key on P-256', async () => {
  const { bank, cookie, ask, bind } = await open()
  await using _ = bank
  assert.equal((await bind({ proof: { password: 'not this one' } })).code, 'wrong-credentials')
  assert.equal((await bind({ key: makeKey('secp256k1').key })).code, 'key-refused')
  assert.equal((await bind({ key: 'A'.repeat(120) })).code, 'key-refused')
  assert.equal((await bind({}, cookie.replace(/; bank-device=.*/, ''))).code, 'device-unknown')
  assert.equal((await bind()).status, 201)
  assert.equal((await bind()).code, 'device-known')
  const { items } = (await ask('GET', '/v1/me/devices')).body
  assert.deepEqual([items.length, items[0].isHere, items[0].boundWith, items[0].hasKey], [1, true, 'password', false])
  assert.equal((await ask('PATCH', `/v1/me/devices/${items[0].id}`, { name: 'Desk' })).status, 204)
  assert.equal((await ask('GET', '/v1/me/devices')).body.items[0].name, 'Desk')
  const made = cookie.replace(/device=[\w-]+/, `device=${'x'.repeat(22)}`)
  assert.equal((await bind({}, made)).code, 'sign-in-required', 'another browser has not signed in')
})

test('a proof that was asked for in one session binds no device in another, and another person revokes nothing', async () => {
  await using bank = await testIdentity()
  const asha = await person(bank)
  const thief = jar(await bank.signIn('asha@example.com'))
  const begun = await bank.ask({ method: 'POST', url: '/v1/me/step-ups', body: { act: 'bind-device' }, cookie: thief })
  // Asha is made to sign what the thief's browser asked for: it fits neither there, from her session, nor a deed of hers.
  const credential = asha.device.use(begun.body.options)
  const proof = { stepUp: begun.body.id, credential }
  const bind = (held: string) =>
    bank.ask({ method: 'POST', url: '/v1/me/devices', body: { name: 'Phone', proof }, cookie: held })
  const device = (
    await bank.db.query<{ device: string }>('select device from identity.session where id = $1', [
      Buffer.from(asha.session, 'hex'),
    ])
  )[0].device
  assert.equal((await bind(`${asha.cookie}; bank-device=${device}`)).code, 'ceremony-over')
  const own = await bank.ask({
    method: 'POST',
    url: '/v1/me/step-ups',
    body: { act: 'bind-device' },
    cookie: asha.cookie,
  })
  const right = { stepUp: own.body.id, credential: asha.device.use(own.body.options) }
  const bound = await bank.ask({
    method: 'POST',
    url: '/v1/me/devices',
    body: { name: 'Phone', proof: right },
    cookie: `${asha.cookie}; bank-device=${device}`,
  })
  assert.equal(bound.status, 201, bound.code)
  const ravi = await person(bank, 'ravi@example.com')
  const url = `/v1/me/devices/${bound.body.id}/revocation`
  assert.equal((await bank.ask({ method: 'POST', url, cookie: ravi.cookie })).code, 'no-such-device')
})

test('a recovery code with the password binds a device where the phone is lost', async () => {
  await using bank = await testIdentity()
  const asha = await personWithApp(bank)
  const device = (await bank.db.query<{ device: string }>('select device from identity.session'))[0].device
  const cookie = `${asha.cookie}; bank-device=${device}`
  const bind = (proof: object) =>
    bank.ask({ method: 'POST', url: '/v1/me/devices', body: { name: 'Laptop', proof }, cookie })
  assert.equal((await bind({ password })).code, 'passkey-required')
  const [recoveryCode] = asha.app.recoveryCodes
  assert.equal((await bind({ recoveryCode, password })).status, 201)
})

test('twenty devices can be bound', async () => {
  const { bank, bind, prover } = await open()
  await using _ = bank
  await bank.db.query(
    `insert into identity.device (id, person, device, name, bound_at, bound_with)
      select gen_random_uuid(), $1, lpad(number::text, 22, 'x'), 'Another', $2, 'password' from generate_series(1, 20) as number`,
    [prover.id, bank.clock()],
  )
  assert.equal((await bind()).code, 'too-many-devices')
})
