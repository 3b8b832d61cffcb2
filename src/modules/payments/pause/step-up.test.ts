import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createAuthenticator } from '#testing/authenticator'
import { type Holder, password, type TestBank, testBank } from '#testing/bank'
import { browserHeaders } from '#testing/page-token'

const probability = (share: number) => (share < 0.3 ? 0.01 : 0.6)

/** Gives a person a passkey, by the password. */
const addPasskey = async (bank: TestBank, who: Holder) => {
  const device = createAuthenticator()
  const proof = { password }
  const { id, options } = (await bank.ask(who, 'POST', '/v1/me/passkey-registrations', { proof })).body
  const key = { name: 'Phone', credential: device.make(options) }
  assert.equal((await bank.ask(who, 'PUT', `/v1/me/passkeys/${id}`, key)).status, 201)
  return device
}

/** Ada with a passkey, and half of her money paused on its way to Bob. */
const openPaused = async () => {
  const bank = await testBank({ probability })
  const [ada, bob] = [await bank.holder('Ada', 100_000n), await bank.holder('Bob')]
  const device = await addPasskey(bank, ada)
  const pause = async (minor = 50_000n, to = bob) => (await bank.send(ada, to, minor)).body.id as string
  const ask = (id: string, choice: string, who = ada) =>
    bank.ask(who, 'POST', `/v1/payments/${id}/step-ups`, { choice })
  const sign = async (id: string, choice: string) => {
    const { body } = await ask(id, choice)
    return { stepUp: body.id, credential: device.use(body.options) }
  }
  const answer = (id: string, body: object, who = ada) => bank.ask(who, 'POST', `/v1/payments/${id}/challenge`, body)
  return { bank, ada, bob, device, pause, ask, sign, answer, id: await pause() }
}

test('a paused payment goes on with a passkey that signed its amount and its payee', async () => {
  const { bank, bob, id, ask, device, answer } = await openPaused()
  await using _ = bank
  const { status, body } = await ask(id, 'proof')
  assert.equal(status, 201)
  assert.deepEqual(body.signs, {
    act: 'send',
    about: null,
    amount: { currency: 'INR', minor: '50000' },
    payee: { name: 'Bob', ends: bob.number.slice(-4) },
  })
  const proof = { stepUp: body.id, credential: device.use(body.options) }
  assert.equal((await answer(id, { choice: 'proof', ...proof })).body.state, 'settled')
  assert.equal(await bank.balance(bob.product), 50_000n)
})

test('an amount or a payee that is changed after signing is refused, and nothing moves', async () => {
  const { bank, bob, id, sign, answer } = await openPaused()
  await using _ = bank
  const carol = await bank.holder('Carol')
  const changes: [sql: string, values: unknown[]][] = [
    ['update payments.payment set minor = 50001 where id = $1', [id]],
    ["update payments.payment set minor = 50000, currency = 'EUR' where id = $1", [id]],
    [
      "update payments.payment set currency = 'INR', to_product = $2, payee = $3 where id = $1",
      [id, carol.product, carol.id],
    ],
  ]
  for (const [sql, values] of changes) {
    const proof = await sign(id, 'proof')
    await bank.db.query(sql, values)
    const refused = await answer(id, { choice: 'proof', ...proof })
    assert.deepEqual([refused.status, refused.code], [403, 'passkey-refused'], sql)
  }
  assert.deepEqual([await bank.balance(bob.product), await bank.balance(carol.product)], [0n, 0n])
})

test('a signature for one choice, or for one payment, is none for another', async () => {
  const { bank, bob, id, pause, sign, answer } = await openPaused()
  await using _ = bank
  const unit = await sign(id, 'unit')
  assert.equal((await answer(id, { choice: 'proof', ...unit })).code, 'passkey-refused')
  const other = await pause(40_000n)
  const proof = await sign(other, 'proof')
  assert.equal((await answer(id, { choice: 'proof', ...proof })).code, 'passkey-refused')
  assert.equal((await answer(other, { choice: 'proof', ...proof })).code, 'ceremony-over', 'it was used up')
  assert.equal(await bank.balance(bob.product), 0n)
})

test('one unit is signed as one unit, and the rest as the rest', async () => {
  const { bank, ada, bob, id, ask, sign, answer } = await openPaused()
  await using _ = bank
  assert.equal((await ask(id, 'rest')).code, 'not-tried')
  const one = await ask(id, 'unit')
  assert.deepEqual([one.body.signs.act, one.body.signs.amount.minor], ['send-first-unit', '100'])
  const unit = await sign(id, 'unit')
  assert.equal((await answer(id, { choice: 'unit', ...unit })).body.state, 'tried')
  assert.equal((await ask(id, 'proof')).code, 'not-challenged')

  const sendRest = (body: object) => bank.ask(ada, 'POST', `/v1/payments/${id}/rest`, body)
  assert.equal((await sendRest({ password })).code, 'passkey-required')
  const rest = await ask(id, 'rest')
  assert.deepEqual([rest.body.signs.act, rest.body.signs.amount.minor], ['send-rest', '49900'])
  const proof = await sign(id, 'rest')
  assert.equal((await sendRest(proof)).body.state, 'settled')
  assert.equal(await bank.balance(bob.product), 50_000n)
})

test('a signature is taken once, from the person and the session that asked for it', async () => {
  const { bank, ada, bob, id, ask, sign, answer } = await openPaused()
  await using _ = bank
  assert.equal((await ask(id, 'proof', bob)).code, 'no-such-payment')
  const proof = await sign(id, 'proof')
  const again = await bank.ask(null, 'POST', '/v1/sessions', { email: 'ada@bank.test', password })
  const cookie = again.headers['set-cookie']?.toString().split(';')[0] ?? ''
  const elsewhere = { ...ada, headers: { ...ada.headers, ...browserHeaders(cookie) } }
  assert.equal((await answer(id, { choice: 'proof', ...proof }, elsewhere)).code, 'ceremony-over')
  assert.equal((await answer(id, { choice: 'proof', ...proof }, bob)).code, 'no-such-payment')

  const replies = await Promise.all([1, 2, 3].map(() => answer(id, { choice: 'proof', ...proof })))
  assert.deepEqual(replies.map(({ status }) => status).sort(), [200, 409, 409])
  assert.equal(await bank.balance(bob.product), 50_000n)
})

test('who has a passkey does not go on with the password; waiting asks for no proof', async () => {
  const { bank, bob, id, answer } = await openPaused()
  await using _ = bank
  const refused = await answer(id, { choice: 'proof', password })
  assert.deepEqual([refused.status, refused.code], [403, 'passkey-required'])
  assert.equal(await bank.balance(bob.product), 0n)
  assert.equal((await answer(id, { choice: 'wait' })).body.state, 'waiting')
})

test('a second process takes a signature that the first one asked for', async () => {
  const { bank, ada, bob, id, sign } = await openPaused()
  await using _ = bank
  const proof = await sign(id, 'proof')
  const second = await bank.openSecond()
  const answered = await second.http.server.inject({
    method: 'POST',
    url: `/v1/payments/${id}/challenge`,
    headers: { ...ada.headers },
    payload: { choice: 'proof', ...proof },
  })
  assert.equal(answered.json().state, 'settled')
  assert.equal(await bank.balance(bob.product), 50_000n)
  await second.http.server.close()
  await second.lane.drain()
})

test('cash that is withdrawn is signed with its amount and no payee', async () => {
  const { bank, ada, ask, device, answer } = await openPaused()
  await using _ = bank
  const id = bank.newId()
  const order = { kind: 'withdrawal', from: ada.product, amount: { currency: 'INR', minor: '50000' } }
  assert.equal((await bank.ask(ada, 'PUT', `/v1/payments/${id}`, order)).body.state, 'challenged')
  const { body } = await ask(id, 'proof')
  assert.deepEqual(body.signs, { act: 'withdraw', about: null, amount: order.amount, payee: null })
  const proof = { stepUp: body.id, credential: device.use(body.options) }
  assert.equal((await answer(id, proof)).body.state, 'announced')
})
