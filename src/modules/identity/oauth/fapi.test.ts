import assert from 'node:assert/strict'
import { test } from 'node:test'
import * as openid from 'openid-client'
import { callWith, connect, testOauth } from '#testing/oauth'

test('a third party goes the whole way of FAPI 2.0: pushed request, consent, code, bound token, refresh, introspection, revocation', async () => {
  await using oauth = await testOauth()
  const asha = await oauth.bank.holder('Asha', 123_456n)
  const third = await oauth.thirdParty()
  const { tokens, back, proofs } = await connect(oauth, asha, third)
  assert.equal(back.searchParams.get('iss'), 'http://localhost:3000/oauth')
  assert.equal(tokens.claims()?.sub, asha.id)
  assert.equal(tokens.claims()?.name, 'Asha')
  assert.deepEqual([tokens.token_type, tokens.scope, tokens.expires_in], ['dpop', 'accounts:read', 300])

  const products = await callWith(third, tokens.access_token, proofs)
  const { items } = (await products.json()) as { items: { id: string; balance: { minor: string } }[] }
  assert.deepEqual([products.status, items.map(({ id }) => id)], [200, [asha.product]])

  const refreshed = await openid.refreshTokenGrant(third.config, tokens.refresh_token ?? '', undefined, {
    DPoP: proofs,
  })
  assert.equal(refreshed.refresh_token, tokens.refresh_token, 'FAPI 2.0, 5.3.2.1: it is not exchanged')
  assert.equal((await callWith(third, refreshed.access_token, proofs)).status, 200)

  const ofRefresh = await openid.tokenIntrospection(third.config, tokens.refresh_token ?? '')
  const ofAccess = await openid.tokenIntrospection(third.config, refreshed.access_token)
  assert.deepEqual(
    [ofRefresh.active, ofAccess.active, ofAccess.scope, ofAccess.sub],
    [true, true, 'accounts:read', asha.id],
  )

  await openid.tokenRevocation(third.config, tokens.refresh_token ?? '')
  assert.deepEqual(await openid.tokenIntrospection(third.config, refreshed.access_token), { active: false })
  assert.equal((await callWith(third, refreshed.access_token, proofs)).status, 401)
  await assert.rejects(
    openid.refreshTokenGrant(third.config, tokens.refresh_token ?? '', undefined, { DPoP: proofs }),
    { error: 'invalid_grant' },
  )
})
