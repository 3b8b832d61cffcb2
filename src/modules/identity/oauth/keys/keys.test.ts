import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeProtectedHeader } from 'jose'
import * as openid from 'openid-client'
import { callWith, connect, testOauth } from '#testing/oauth'

const days = 24 * 3_600_000
const kidOf = (token: string) => decodeProtectedHeader(token).kid

test('keys rotate while a token is alive: the next is published first, the old one counts on', async (t) => {
  t.mock.timers.enable({ apis: ['Date'], now: Date.now() })
  await using oauth = await testOauth()
  const { bank } = oauth
  const published = async () =>
    (await bank.ask(null, 'GET', '/oauth/jwks')).body.keys.map(({ kid }: { kid: string }) => kid) as string[]
  const third = await oauth.thirdParty()
  const asha = await bank.holder('Asha')
  const first = await connect(oauth, asha, third)
  const [one] = await published()
  t.mock.timers.tick(28 * days - 60_000)
  await bank.identity.rotateKeys()
  assert.deepEqual(await published(), [one], 'not due yet')
  t.mock.timers.tick(120_000)
  await bank.identity.rotateKeys()
  await bank.identity.rotateKeys()
  const [signs, next, ...more] = await published()
  assert.deepEqual([signs, more], [one, []])
  assert.notEqual(next, one)

  const refresh = () =>
    openid.refreshTokenGrant(third.config, first.tokens.refresh_token ?? '', undefined, { DPoP: first.proofs })
  t.mock.timers.tick(2 * days - 180_000)
  const old = await refresh()
  assert.equal(kidOf(old.access_token), one)
  t.mock.timers.tick(240_000)
  const young = await refresh()
  assert.equal(kidOf(young.access_token), next)
  assert.equal((await callWith(third, old.access_token, first.proofs)).status, 200)
  assert.equal((await callWith(third, young.access_token, first.proofs)).status, 200)
  assert.deepEqual(await published(), [next, one])

  t.mock.timers.tick(days + 60_000)
  await bank.identity.rotateKeys()
  assert.deepEqual(await published(), [next])
})

test('however many processes look at once, there is one key', async () => {
  await using oauth = await testOauth()
  const second = await oauth.bank.openSecond()
  await Promise.all(Array.from({ length: 10 }, (_, turn) => (turn % 2 ? second : oauth.bank).identity.rotateKeys()))
  const rows = await oauth.bank.db.query('select kid from identity.signing_key')
  assert.equal(rows.length, 1)
  await second.http.server.close()
})

test('a private key does not stand in the database as it is', async () => {
  await using oauth = await testOauth()
  await oauth.bank.identity.rotateKeys()
  const [row] = await oauth.bank.db.query<{ public_key: object; private_key_sealed: Uint8Array }>(
    'select public_key, private_key_sealed from identity.signing_key',
  )
  assert.ok(!('d' in row.public_key))
  assert.doesNotMatch(Buffer.from(row.private_key_sealed).toString('latin1'), /"kty"|"d"/)
})
