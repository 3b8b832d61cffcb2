import assert from 'node:assert/strict'
import { test } from 'node:test'
import { exportJWK, generateKeyPair } from 'jose'
import * as openid from 'openid-client'
import type { Person } from '#testing/bank'
import { letIn } from '#testing/clients'
import { callWith, connect, fetchFrom, redirectUri, testOauth } from '#testing/oauth'

const keyOf = async (algorithm: string, options = {}) => {
  const { publicKey, privateKey } = await generateKeyPair(algorithm, { extractable: true, ...options })
  const named = async (key: openid.CryptoKey) => ({ ...(await exportJWK(key)), kid: 'one' }) as never
  return { open: await named(publicKey), secret: await named(privateKey) }
}

test('what a client may be registered with', async () => {
  await using oauth = await testOauth()
  const [ec, rsa, weak, wide] = [
    await keyOf('ES256'),
    await keyOf('PS256'),
    await keyOf('PS256', { modulusLength: 2048 }),
    await keyOf('ES384'),
  ]
  const short = { ...(weak.open as { n: string }), n: (weak.open as { n: string }).n.slice(0, 170) } as never
  type Given = Parameters<typeof oauth.register>[0]
  const third: Given = { kind: 'third-party', keys: [ec.open] }
  const code = async (given: Given) => {
    const { status, code } = await oauth.register(given)
    return status === 200 ? 'registered' : code
  }
  const own: Given = { kind: 'app', scopes: ['bank:use'] }
  const cases: [string, Given][] = [
    ['registered', third],
    ['registered', { ...third, keys: [rsa.open] }],
    ['bad-client', { ...third, keys: [] }],
    ['bad-client', { ...third, keys: [ec.open, ec.open] }],
    ['bad-client', { ...third, keys: [short] }],
    ['invalid-input', { ...third, keys: [wide.open] }],
    ['invalid-input', { ...third, keys: [ec.secret] }],
    ['bad-client', { ...third, keys: [{ ...(ec.open as object), alg: 'PS256' } as never] }],
    ['bad-client', { ...third, keys: [{ ...(ec.open as object), x: 'AAAA' } as never] }],
    ['bad-client', { ...third, redirectUris: [] }],
    ['registered', { ...third, redirectUris: ['http://localhost:4000/back'] }],
    ['bad-client', { ...third, redirectUris: ['http://third.example/back'] }],
    ['bad-client', { ...third, redirectUris: [`${redirectUri}#part`] }],
    ['bad-client', { ...third, redirectUris: ['https://*.third.example/back'] }],
    ['bad-client', { ...third, redirectUris: ['https://user:pass@third.example/'] }],
    ['bad-client', { ...third, redirectUris: ['com.example.app:/back'] }],
    ['bad-client', { ...third, redirectUris: ['javascript:alert(1)'] }],
    ['bad-client', { ...third, redirectUris: ['back'] }],
    ['bad-client', { ...third, scopes: ['bank:use'] }],
    ['bad-client', { ...third, scopes: ['ledger:write'] }],
    ['registered', { ...own, redirectUris: ['com.example.app:/back'] }],
    ['registered', { ...own, redirectUris: ['http://127.0.0.1/back'] }],
    ['bad-client', { ...own, redirectUris: ['app:/back'] }],
    ['bad-client', { ...own, keys: [ec.open], redirectUris: ['com.example.app:/back'] }],
    ['bad-client', { kind: 'program', keys: [ec.open], scopes: ['books:prove'] }],
    ['registered', { kind: 'program', keys: [ec.open], redirectUris: [], scopes: ['books:prove'] }],
    ['bad-client', { kind: 'program', keys: [ec.open], redirectUris: [], scopes: ['accounts:read'] }],
  ]
  for (const [wanted, given] of cases) assert.deepEqual([given, await code(given)], [given, wanted])
})

test('only who may manage clients sees, asks for and revokes them, and an id is taken once', async () => {
  await using oauth = await testOauth()
  const { bank, administrator } = oauth
  const { open } = await keyOf('ES256')
  const { id } = await oauth.register({ kind: 'third-party', keys: [open] })
  const change = {
    about: 'oauth-client',
    client: id,
    kind: 'third-party',
    name: 'Again',
    redirectUris: [redirectUri],
    keys: [open],
    scopes: ['accounts:read'],
  }
  const put = (person: Person | null) =>
    bank.ask(person, 'PUT', `/v1/client-proposals/${bank.newId()}`, { change, reason: 'Once more.' })
  assert.equal((await put(administrator)).code, 'id-taken')
  const [asha, priya] = [await bank.holder('Asha'), await bank.person('analyst', 'Priya')]
  for (const person of [null, asha, priya]) {
    const wanted = person === null ? 401 : 403
    assert.equal((await bank.ask(person, 'GET', '/v1/oauth-clients')).status, wanted)
    assert.equal((await put(person)).status, wanted)
    assert.equal((await bank.ask(person, 'DELETE', `/v1/oauth-clients/${id}`)).status, wanted)
  }
  const unknown = await bank.ask(administrator, 'DELETE', `/v1/oauth-clients/${bank.newId()}`)
  assert.equal(unknown.code, 'no-such-oauth-client')
  const { items } = (await bank.ask(administrator, 'GET', '/v1/oauth-clients')).body
  assert.deepEqual([items.length, items[0].keyIds, items[0].revokedAt], [1, ['one'], null])
})

test('when two people have signed other keys, the client comes with the new one, and the old one is nobody', async () => {
  await using oauth = await testOauth()
  const { bank, administrators } = oauth
  const third = await oauth.thirdParty()
  const { tokens } = await connect(oauth, await bank.holder('Asha'), third)
  const next = await openid.randomDPoPKeyPair('ES256', { extractable: true })
  const jwk = { ...(await exportJWK(next.publicKey)), kid: 'two' }
  const keys = (change: object) => letIn(bank, administrators, { about: 'oauth-keys', client: third.id, ...change })
  const isKnown = async (key: openid.CryptoKey, kid: string) => {
    const authentication = openid.PrivateKeyJwt({ key, kid })
    const config = new openid.Configuration(third.config.serverMetadata(), third.id, {}, authentication)
    config[openid.customFetch] = fetchFrom(bank.http.server)
    openid.allowInsecureRequests(config)
    return openid.tokenIntrospection(config, tokens.access_token).then(
      ({ active }) => active,
      ({ error }) => error,
    )
  }
  assert.deepEqual(
    [await isKnown(third.keys.privateKey, 'one'), await isKnown(next.privateKey, 'two')],
    [true, 'invalid_client'],
  )
  assert.equal((await keys({ keys: [jwk] })).status, 200)
  assert.deepEqual(
    [await isKnown(third.keys.privateKey, 'one'), await isKnown(next.privateKey, 'two')],
    ['invalid_client', true],
  )
  const weak = await keyOf('PS256', { modulusLength: 2048 })
  const short = { ...(weak.open as object), n: (weak.open as { n: string }).n.slice(0, 170) }
  assert.equal((await keys({ keys: [short] })).code, 'bad-client')
  const { id } = await oauth.register({ kind: 'app', scopes: ['bank:use'], redirectUris: ['com.example.app:/back'] })
  assert.equal((await keys({ client: id, keys: [jwk] })).code, 'bad-client')
  assert.equal((await keys({ client: bank.newId(), keys: [jwk] })).code, 'no-such-oauth-client')
})

test('a revoked client is nobody: its tokens, its consents and its word end', async () => {
  await using oauth = await testOauth()
  const asha = await oauth.bank.holder('Asha')
  const third = await oauth.thirdParty()
  const { tokens, proofs } = await connect(oauth, asha, third)
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 200)
  assert.equal((await oauth.bank.ask(oauth.administrator, 'DELETE', `/v1/oauth-clients/${third.id}`)).status, 204)
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 401)
  await assert.rejects(openid.tokenIntrospection(third.config, tokens.refresh_token ?? ''), { error: 'invalid_client' })
  const { items } = (await oauth.bank.ask(asha, 'GET', '/v1/me/consents')).body
  assert.equal(items[0].endedBy, 'bank')
})

test('a client that is revoked by another hand is nobody at the paths of the bank', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), third)
  await oauth.bank.db.query('update identity.oauth_client set revoked_at = now()')
  assert.equal((await callWith(third, tokens.access_token, proofs)).status, 401)
})

test('a program comes with its own key, does what its scopes say, and acts for no customer', async () => {
  await using oauth = await testOauth()
  const prover = await oauth.program(['books:prove'])
  const proofs = openid.getDPoPHandle(prover.config, await openid.randomDPoPKeyPair('ES256'))
  const { access_token, scope } = await openid.clientCredentialsGrant(
    prover.config,
    { scope: 'books:prove ledger:write accounts:read' },
    { DPoP: proofs },
  )
  assert.equal(scope, 'books:prove')
  const status = async (path: string, method = 'GET', body?: string) =>
    (await callWith(prover, access_token, proofs, path, method, body)).status
  assert.equal(await status('/v1/books/proof'), 200)
  assert.deepEqual([await status('/v1/products'), await status('/v1/me')], [403, 403])
  assert.equal((await openid.tokenIntrospection(prover.config, access_token)).active, true)
  await openid.tokenRevocation(prover.config, access_token)
  assert.equal(await status('/v1/books/proof'), 401)
  await assert.rejects(openid.clientCredentialsGrant(prover.config, { scope: 'books:prove' }), {
    error: 'invalid_grant',
  })
})
