import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as openid from 'openid-client'
import { callWith, connect, testOauth } from '#testing/oauth'

const gone = { error: 'invalid_grant' }

test('an app of our own exchanges its refresh token at each use', async () => {
  await using oauth = await testOauth()
  const app = await oauth.app()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), app, 'openid bank:use')
  let last = tokens
  for (const _turn of [1, 2, 3]) {
    const next = await openid.refreshTokenGrant(app.config, last.refresh_token ?? '', undefined, { DPoP: proofs })
    assert.notEqual(next.refresh_token, last.refresh_token)
    assert.equal((await callWith(app, next.access_token, proofs, '/v1/limits')).status, 200)
    last = next as typeof last
  }
})

test('a refresh token that is used twice kills the whole family: the newest, its access tokens, the consent', async () => {
  await using oauth = await testOauth()
  const app = await oauth.app()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), app, 'openid bank:use')
  const exchange = (token: string | undefined) =>
    openid.refreshTokenGrant(app.config, token ?? '', undefined, { DPoP: proofs })
  const second = await exchange(tokens.refresh_token)
  const third = await exchange(second.refresh_token)
  assert.equal((await callWith(app, third.access_token, proofs)).status, 200)
  await assert.rejects(exchange(tokens.refresh_token), gone)
  await assert.rejects(exchange(third.refresh_token), gone)
  assert.equal((await callWith(app, third.access_token, proofs)).status, 401)
  const [consent] = await oauth.bank.db.query('select ended_by from identity.consent')
  assert.equal(consent.ended_by, 'bank')
})

test('of eight that bring one refresh token at once, at most one gets the next', async () => {
  await using oauth = await testOauth()
  const app = await oauth.app()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), app, 'openid bank:use')
  const got = await Promise.allSettled(
    Array.from({ length: 8 }, () =>
      openid.refreshTokenGrant(app.config, tokens.refresh_token ?? '', undefined, { DPoP: proofs }),
    ),
  )
  assert.ok(got.filter(({ status }) => status === 'fulfilled').length <= 1)
})

test('a stolen refresh token of an app is worth nothing without its key', async () => {
  await using oauth = await testOauth()
  const app = await oauth.app()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), app, 'openid bank:use')
  const thief = openid.getDPoPHandle(app.config, await openid.randomDPoPKeyPair('ES256'))
  await assert.rejects(
    openid.refreshTokenGrant(app.config, tokens.refresh_token ?? '', undefined, { DPoP: thief }),
    gone,
  )
  await assert.rejects(openid.refreshTokenGrant(app.config, tokens.refresh_token ?? ''), gone)
  const own = await openid.refreshTokenGrant(app.config, tokens.refresh_token ?? '', undefined, { DPoP: proofs })
  assert.ok(own.refresh_token)
})
