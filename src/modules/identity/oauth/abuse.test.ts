import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportJWK, generateKeyPair } from 'jose'
import * as openid from 'openid-client'
import { assertionOf, assertionType, post } from '#testing/forge'
import { arrive, begin, callWith, connect, decide, redeem, redirectUri, testOauth } from '#testing/oauth'

const challenge = 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM'

test('a code that comes twice ends everything that the first one brought', async () => {
  await using oauth = await testOauth()
  const asha = await oauth.bank.holder('Asha')
  const third = await oauth.thirdParty()
  const connected = await connect(oauth, asha, third)
  assert.equal((await callWith(third, connected.tokens.access_token, connected.proofs)).status, 200)
  await assert.rejects(redeem(third, connected.back, connected), { error: 'invalid_grant' })
  assert.equal((await callWith(third, connected.tokens.access_token, connected.proofs)).status, 401)
  const [consent] = await oauth.bank.db.query('select ended_by from identity.consent')
  assert.equal(consent.ended_by, 'bank')
})

test('of two that bring one code at the same instant, not both get a token', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const begun = await begin(third)
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  const back = await decide(browser, await arrive(browser, begun.url))
  const got = await Promise.allSettled(Array.from({ length: 8 }, () => redeem(third, back, begun)))
  assert.ok(got.filter(({ status }) => status === 'fulfilled').length <= 1)
  assert.ok(got.some(({ status }) => status === 'rejected'))
})

test('a code is over after a minute, a pushed request too', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  const begun = await begin(third)
  const back = await decide(browser, await arrive(browser, begun.url))
  t.mock.timers.tick(61_000)
  await assert.rejects(redeem(third, back, begun), { error: 'invalid_grant' })
  const late = await begin(third)
  t.mock.timers.tick(61_000)
  const answer = await browser.go(late.url.href)
  assert.equal(answer.headers.location, '/consent/refused?reason=invalid_request_uri')
})

test('a pushed request is used once', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  const { url } = await begin(third)
  await decide(browser, await arrive(browser, url))
  const again = await browser.go(url.href)
  assert.equal(again.headers.location, '/consent/refused?reason=invalid_request_uri')
})

test('a request that was not pushed is refused, and nobody is led anywhere', async () => {
  await using oauth = await testOauth()
  const { id } = await oauth.thirdParty()
  const query = new URLSearchParams({
    client_id: id,
    redirect_uri: redirectUri,
    response_type: 'code',
    scope: 'accounts:read',
    code_challenge: challenge,
    code_challenge_method: 'S256',
  })
  const answer = await oauth.bank.http.server.inject({ url: `/oauth/authorize?${query}` })
  const led = String(answer.headers.location)
  assert.ok(led.startsWith('/consent/refused') || new URL(led).searchParams.get('error') === 'invalid_request', led)
  assert.doesNotMatch(led, /code=/)
})

test('requests that FAPI 2.0 does not allow are refused when they are pushed', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const refused = async (form: Record<string, string | undefined>) => {
    const right = {
      client_id: third.id,
      response_type: 'code',
      redirect_uri: redirectUri,
      scope: 'accounts:read',
      code_challenge: challenge,
      code_challenge_method: 'S256',
      client_assertion_type: assertionType,
      client_assertion: await assertionOf(third.id, third.keys.privateKey, 'ES256'),
    }
    const given = Object.entries({ ...right, ...form }).filter(
      (each): each is [string, string] => each[1] !== undefined,
    )
    const { status, body } = await post(oauth.bank.http.server, '/oauth/par', Object.fromEntries(given))
    return `${status} ${body.error ?? 'taken'}`
  }
  assert.equal(await refused({}), '201 taken')
  assert.equal(await refused({ code_challenge_method: 'plain' }), '400 invalid_request')
  assert.equal(await refused({ code_challenge: undefined, code_challenge_method: undefined }), '400 invalid_request')
  assert.equal(await refused({ redirect_uri: `${redirectUri}/` }), '400 invalid_request')
  assert.equal(await refused({ redirect_uri: `${redirectUri}?next=1` }), '400 invalid_request')
  assert.equal(await refused({ redirect_uri: 'https://third.example.evil.example/back' }), '400 invalid_request')
  assert.equal(await refused({ redirect_uri: undefined }), '400 invalid_request')
  for (const response_type of ['token', 'id_token', 'code id_token', 'none'])
    assert.match(
      await refused({ response_type, nonce: 'n', scope: 'openid' }),
      /^400 (invalid_request|unsupported_response_type)$/,
      response_type,
    )
  for (const response_mode of ['form_post', 'fragment', 'fragment.jwt', 'form_post.jwt', 'web_message'])
    assert.match(await refused({ response_mode }), /^400 (invalid_request|unsupported_response_mode)$/, response_mode)
  assert.equal(await refused({ resource: 'https://elsewhere.example' }), '400 invalid_target')
  assert.equal(await refused({ request: 'a.b.c' }), '400 request_not_supported')
})

test('a client proves who it is by its own key, for this bank, once, with an algorithm that is allowed', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const { server } = oauth.bank.http
  const stranger = await generateKeyPair('ES256')
  const answerTo = async (assertion: string, more = {}) => {
    const form = { client_assertion_type: assertionType, client_assertion: assertion, token: 'x', ...more }
    const { status, body } = await post(server, '/oauth/introspect', form)
    return `${status} ${body.error ?? 'fine'}`
  }
  const sign = (claims = {}) => assertionOf(third.id, third.keys.privateKey, 'ES256', claims)
  const good = await sign()
  assert.equal(await answerTo(good), '200 fine')
  assert.equal(await answerTo(good), '400 invalid_request', 'used already')
  assert.equal(await answerTo(await assertionOf(third.id, stranger.privateKey, 'ES256')), '401 invalid_client')
  assert.equal(await answerTo(await sign({ aud: 'http://localhost:3000/oauth/token' })), '401 invalid_client')
  assert.equal(await answerTo(await sign({ aud: 'https://other.example' })), '401 invalid_client')
  assert.equal(await answerTo(await sign({ exp: Math.floor(Date.now() / 1000) - 60 })), '401 invalid_client')
  assert.equal(await answerTo(await sign({ exp: undefined })), '401 invalid_client')
  const unsigned = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${good.split('.')[1]}.`
  assert.equal(await answerTo(unsigned), '401 invalid_client')
  const secret = await post(server, '/oauth/introspect', { client_id: third.id, client_secret: 'x', token: 'x' })
  assert.equal(secret.status, 401)
})

test('RS256 is refused, PS256 with the same key is not', async () => {
  await using oauth = await testOauth()
  const { publicKey, privateKey } = await generateKeyPair('PS256', { extractable: true })
  const other = await generateKeyPair('RS256', { extractable: true })
  const jwk = (key: object) => ({ ...key, kid: 'one' }) as never
  const form = async (id: string, key: openid.CryptoKey, algorithm: string) => {
    const assertion = await assertionOf(id, key, algorithm)
    const fields = { client_assertion_type: assertionType, client_assertion: assertion, token: 'x' }
    return (await post(oauth.bank.http.server, '/oauth/introspect', fields)).status
  }
  const first = await oauth.register({ kind: 'third-party', keys: [jwk(await exportJWK(publicKey))] })
  const second = await oauth.register({ kind: 'third-party', keys: [jwk(await exportJWK(other.publicKey))] })
  assert.deepEqual([first.status, second.status], [200, 200])
  assert.equal(await form(first.id, privateKey, 'PS256'), 200)
  assert.equal(await form(second.id, other.privateKey, 'RS256'), 401)
})

test('a code, a verifier and a redirect belong together and to one client', async () => {
  await using oauth = await testOauth()
  const [third, other] = [await oauth.thirdParty(), await oauth.thirdParty()]
  const asha = await oauth.bank.holder('Asha')
  const fresh = async () => {
    const begun = await begin(third)
    const browser = oauth.browserOf(asha)
    return { begun, back: await decide(browser, await arrive(browser, begun.url)) }
  }
  const refused = { error: 'invalid_grant' }
  const one = await fresh()
  await assert.rejects(redeem(third, one.back, { ...one.begun, verifier: openid.randomPKCECodeVerifier() }), refused)
  const two = await fresh()
  await assert.rejects(redeem(other, two.back, two.begun), refused)
  const three = await fresh()
  const elsewhere = new URL(three.back.href.replace('third.example', 'fourth.example'))
  await assert.rejects(redeem(third, elsewhere, three.begun), refused)
  const four = await fresh()
  const keys = await openid.randomDPoPKeyPair('ES256')
  const proofs = openid.getDPoPHandle(third.config, keys)
  await assert.rejects(redeem(third, four.back, { ...four.begun, proofs }), refused, 'dpop_jkt of the pushed request')
})

test('an answer that another server mixed in is noticed by its iss', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const begun = await begin(third)
  const browser = oauth.browserOf(await oauth.bank.holder('Asha'))
  const back = await decide(browser, await arrive(browser, begun.url))
  back.searchParams.set('iss', 'https://evil.example')
  await assert.rejects(redeem(third, back, begun), ({ cause }: Error) => /"iss"/.test(String(cause)))
})

test('the answer travels signed where the client wants it so (JARM)', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty({}, { jarm: true })
  const { back, tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), third)
  assert.deepEqual([...back.searchParams.keys()], ['response'])
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 200)
})

for (const algorithm of ['PS256', 'Ed25519'])
  test(`a client that signs with ${algorithm} goes the whole way`, async () => {
    await using oauth = await testOauth()
    const third = await oauth.thirdParty({}, { algorithm })
    const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), third)
    assert.equal((await callWith(third, tokens.access_token, proofs)).status, 200)
  })
