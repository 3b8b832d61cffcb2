import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { JWTPayload } from 'jose'
import * as openid from 'openid-client'
import { assertionOf, assertionType, hash, home, nonceOf, post, proofOf } from '#testing/forge'
import { callWith, connect, type Keys, type TestOauth, testOauth } from '#testing/oauth'

const connected = async (oauth: TestOauth) => {
  const asha = await oauth.bank.holder('Asha', 100_000n)
  const third = await oauth.thirdParty({ scopes: ['accounts:read', 'payments:write'] })
  return { asha, third, ...(await connect(oauth, asha, third)) }
}

const path = '/v1/products'

/** Calls with a proof made by hand. */
const call = async (oauth: TestOauth, token: string, keys: Keys, claims: JWTPayload = {}, typ?: string) => {
  const { server } = oauth.bank.http
  const nonce = await nonceOf(server, keys, token)
  const proof = await proofOf(keys, { htm: 'GET', htu: home + path, ath: hash(token), nonce, ...claims }, typ)
  const send = async () => {
    const answer = await server.inject({ url: path, headers: { authorization: `DPoP ${token}`, dpop: proof } })
    return { status: answer.statusCode, code: answer.statusCode === 200 ? '' : answer.json().code, answer }
  }
  return { ...(await send()), again: send }
}

test('a stolen token is worth nothing without the key that it is bound to', async () => {
  await using oauth = await testOauth()
  const { tokens, keys } = await connected(oauth)
  const token = tokens.access_token
  const { server } = oauth.bank.http
  const thief = await openid.randomDPoPKeyPair('ES256')
  assert.equal((await call(oauth, token, thief)).code, 'wrong-proof')
  const bare = async (scheme: string) =>
    (await server.inject({ url: path, headers: { authorization: `${scheme} ${token}` } })).json().code
  assert.deepEqual([await bare('Bearer'), await bare('DPoP')], ['wrong-key', 'wrong-proof'])
  assert.equal((await call(oauth, token, keys)).status, 200)
})

test('a proof counts once', async () => {
  await using oauth = await testOauth()
  const { tokens, keys } = await connected(oauth)
  const first = await call(oauth, tokens.access_token, keys)
  const second = await first.again()
  assert.deepEqual([first.status, second.code], [200, 'wrong-proof'])
  assert.match(second.answer.json().detail, /used already/)
})

test('of a hundred uses of one proof at once, one counts', async () => {
  await using oauth = await testOauth()
  const { tokens, keys } = await connected(oauth)
  const { server } = oauth.bank.http
  const token = tokens.access_token
  const nonce = await nonceOf(server, keys, token)
  const dpop = await proofOf(keys, { htm: 'GET', htu: home + path, ath: hash(token), nonce })
  const answers = await Promise.all(
    Array.from({ length: 100 }, () => server.inject({ url: path, headers: { authorization: `DPoP ${token}`, dpop } })),
  )
  assert.equal(answers.filter(({ statusCode }) => statusCode === 200).length, 1)
})

test('a proof is for one method, one address, one token, now, and of the right kind', async () => {
  await using oauth = await testOauth()
  const { tokens, keys } = await connected(oauth)
  const wrong: JWTPayload[] = [
    { htm: 'POST' },
    { htm: 'get' },
    { htu: `${home}/v1/activity` },
    { htu: `https://other.example${path}` },
    { htu: 'products' },
    { ath: hash('another') },
    { ath: undefined },
    { jti: undefined },
    { iat: Math.floor(Date.now() / 1000) - 301 },
  ]
  for (const claims of wrong)
    assert.deepEqual([claims, (await call(oauth, tokens.access_token, keys, claims)).code], [claims, 'wrong-proof'])
  assert.equal((await call(oauth, tokens.access_token, keys, {}, 'jwt')).code, 'wrong-proof')
  assert.equal((await call(oauth, tokens.access_token, keys, { htu: `${home}${path}?a=1#b` })).status, 200)
})

test('a proof without the bank’s nonce, or with an old one, is sent back with the one to use', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  await using oauth = await testOauth()
  const { third, proofs, tokens, keys } = await connected(oauth)
  const nonce = await nonceOf(oauth.bank.http.server, keys, tokens.access_token)
  const none = await call(oauth, tokens.access_token, keys, { nonce: undefined })
  assert.deepEqual([none.status, none.code, none.answer.headers['dpop-nonce']], [401, 'use-dpop-nonce', nonce])
  assert.match(String(none.answer.headers['www-authenticate']), /^DPoP error="use_dpop_nonce", algs="PS256 ES256/)
  t.mock.timers.tick(6 * 60_000)
  const fresh = await openid.refreshTokenGrant(third.config, tokens.refresh_token ?? '', undefined, { DPoP: proofs })
  assert.equal((await call(oauth, fresh.access_token, keys, { nonce })).code, 'use-dpop-nonce')
})

test('/oauth wants a nonce in its proofs as well, and the nonces of both count for both', async () => {
  await using oauth = await testOauth()
  const { third, tokens, keys } = await connected(oauth)
  const { server } = oauth.bank.http
  const refresh = async (nonce?: string) => {
    const form = {
      grant_type: 'refresh_token',
      refresh_token: tokens.refresh_token ?? '',
      client_id: third.id,
      client_assertion_type: assertionType,
      client_assertion: await assertionOf(third.id, third.keys.privateKey, 'ES256'),
    }
    const dpop = await proofOf(keys, { htm: 'POST', htu: `${home}/oauth/token`, nonce })
    return post(server, '/oauth/token', form, { dpop })
  }
  const without = await refresh()
  assert.deepEqual([without.status, without.body.error], [400, 'use_dpop_nonce'])
  assert.equal((await refresh('made up')).body.error, 'use_dpop_nonce')
  assert.equal((await refresh(await nonceOf(server, keys, tokens.access_token))).status, 200)
  const nonce = String(without.headers['dpop-nonce'])
  assert.equal((await call(oauth, tokens.access_token, keys, { nonce })).status, 200)
})

test('a token lives for five minutes', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  await using oauth = await testOauth()
  const { tokens, keys } = await connected(oauth)
  t.mock.timers.tick(299_000)
  assert.equal((await call(oauth, tokens.access_token, keys)).status, 200)
  t.mock.timers.tick(12_000)
  const late = { authorization: `DPoP ${tokens.access_token}`, dpop: 'x' }
  const answer = await oauth.bank.http.server.inject({ url: path, headers: late })
  assert.equal(answer.json().code, 'wrong-token')
})

test('a token for reading reads; writing, and what is for the person alone, stay shut', async () => {
  await using oauth = await testOauth()
  const asha = await oauth.bank.holder('Asha')
  const third = await oauth.thirdParty({ scopes: ['accounts:read'] })
  const { tokens, proofs } = await connect(oauth, asha, third, 'openid accounts:read payments:write bank:use')
  assert.equal(tokens.scope, 'accounts:read', 'what the client is not registered for is not given')
  const ask = async (method: string, at: string, body?: object) =>
    (await callWith(third, tokens.access_token, proofs, at, method, body && JSON.stringify(body))).status
  assert.deepEqual([await ask('GET', '/v1/products'), await ask('GET', '/v1/activity')], [200, 200])
  const account = { kind: 'current', currency: 'INR', name: 'Mine' }
  const shut: [string, string, object?][] = [
    ['PUT', `/v1/products/${oauth.bank.newId()}`, account],
    ['GET', '/v1/limits'],
    ['GET', '/v1/me'],
    ['GET', '/v1/me/sessions'],
    ['GET', '/v1/me/consents'],
    ['GET', '/v1/customers'],
    ['GET', '/v1/oauth-clients'],
  ]
  for (const [method, at, body] of shut) assert.deepEqual([at, await ask(method, at, body)], [at, 403])
})

test('a token for payments asks for what the customer may, and cannot give the proof that moves it', async () => {
  await using oauth = await testOauth()
  const { third, asha, tokens, proofs } = await connected(oauth)
  const ravi = await oauth.bank.holder('Ravi')
  await connect(oauth, asha, third)
  const paying = await connect(oauth, asha, third, 'openid payments:write')
  const order = (id: string) => [
    `/v1/payments/${id}`,
    'PUT',
    JSON.stringify({
      kind: 'send',
      from: asha.product,
      to: ravi.number,
      amount: { currency: 'INR', minor: '4000' },
    }),
  ]
  const [path, method, body] = order(oauth.bank.newId())
  const paid = await callWith(third, paying.tokens.access_token, paying.proofs, path, method, body)
  assert.deepEqual(
    [paid.status, ((await paid.json()) as { state: string }).state, await oauth.bank.balance(ravi.product)],
    [200, 'challenged', 0n],
  )
  assert.equal((await callWith(third, tokens.access_token, proofs, path, method, body)).status, 403)
  const answer = JSON.stringify({ password: 'a horse in the rain' })
  const challenge = await callWith(
    third,
    paying.tokens.access_token,
    paying.proofs,
    `${path}/challenge`,
    'POST',
    answer,
  )
  assert.equal(challenge.status, 403)
})
