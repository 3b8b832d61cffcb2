import assert from 'node:assert/strict'
import { test } from 'node:test'
import { testOauth } from '#testing/oauth'

const others = ['PS256', 'ES256', 'EdDSA', 'Ed25519']

test('discovery says what FAPI 2.0 allows third parties, word by word, and not one thing more', async () => {
  await using oauth = await testOauth()
  const paths = [
    '/oauth/.well-known/openid-configuration',
    '/oauth/.well-known/oauth-authorization-server',
    '/.well-known/oauth-authorization-server/oauth',
  ]
  for (const path of paths) {
    const answer = await oauth.bank.ask(null, 'GET', path)
    assert.equal(answer.status, 200, path)
    assert.deepEqual(answer.body, {
      issuer: 'http://localhost:3000/oauth',
      authorization_endpoint: 'http://localhost:3000/oauth/authorize',
      pushed_authorization_request_endpoint: 'http://localhost:3000/oauth/par',
      token_endpoint: 'http://localhost:3000/oauth/token',
      introspection_endpoint: 'http://localhost:3000/oauth/introspect',
      revocation_endpoint: 'http://localhost:3000/oauth/revoke',
      jwks_uri: 'http://localhost:3000/oauth/jwks',
      authorization_response_iss_parameter_supported: true,
      require_pushed_authorization_requests: true,
      response_types_supported: ['code'],
      response_modes_supported: ['query', 'query.jwt', 'jwt'],
      grant_types_supported: ['authorization_code', 'refresh_token', 'client_credentials'],
      code_challenge_methods_supported: ['S256'],
      token_endpoint_auth_methods_supported: ['private_key_jwt'],
      token_endpoint_auth_signing_alg_values_supported: others,
      dpop_signing_alg_values_supported: others,
      id_token_signing_alg_values_supported: ['ES256'],
      authorization_signing_alg_values_supported: ['ES256'],
      request_uri_parameter_supported: false,
      scopes_supported: ['openid', 'profile', 'accounts:read', 'payments:write'],
      subject_types_supported: ['public'],
      claims_supported: ['sub', 'name', 'sid', 'auth_time', 'iss'],
      claims_parameter_supported: false,
      claim_types_supported: ['normal'],
    })
  }
})

test('discovery names the bank as its settings do, whatever a caller calls it', async () => {
  await using oauth = await testOauth()
  const answer = await oauth.bank.http.server.inject({
    url: '/oauth/.well-known/openid-configuration',
    headers: { host: 'evil.example', 'x-forwarded-host': 'evil.example', 'x-forwarded-proto': 'https' },
  })
  assert.doesNotMatch(answer.body, /evil/)
})

test('keys are published without their private halves', async () => {
  await using oauth = await testOauth()
  const { body } = await oauth.bank.ask(null, 'GET', '/oauth/jwks')
  const [key] = body.keys
  assert.deepEqual(Object.keys(key).sort(), ['alg', 'crv', 'kid', 'kty', 'use', 'x', 'y'])
  assert.deepEqual([key.alg, key.crv, key.use, body.keys.length], ['ES256', 'P-256', 'sig', 1])
})

test('what is not used is not there: no sign-out page, no userinfo, no registration, no form post', async () => {
  await using oauth = await testOauth()
  for (const path of ['/oauth/session/end', '/oauth/me', '/oauth/reg', '/oauth/device', '/oauth/anything'])
    assert.deepEqual([path, (await oauth.bank.ask(null, 'GET', path)).code], [path, 'no-such-path'])
})
