import assert from 'node:assert/strict'
import { test } from 'node:test'
import { decodeJwt, generateKeyPair, importJWK, type JWTPayload, SignJWT } from 'jose'
import { callWith, connect, testOauth } from '#testing/oauth'
import { findKeys } from '../keys/store.ts'

test('what the bank signed for another purpose, for others, or what somebody else signed, is no access token', async () => {
  await using oauth = await testOauth()
  const third = await oauth.thirdParty()
  const { tokens, proofs } = await connect(oauth, await oauth.bank.holder('Asha'), third)
  const [own] = await findKeys(oauth.bank.db, oauth.bank.sealing, new Date())
  const key = await importJWK(own.privateKey, 'ES256')
  const right = decodeJwt(tokens.access_token)
  const status = async (claims: JWTPayload = {}, header = {}, signer = key) => {
    const token = await new SignJWT({ ...right, ...claims })
      .setProtectedHeader({ alg: 'ES256', typ: 'at+jwt', kid: own.kid, ...header })
      .sign(signer)
    return (await callWith(third, token, proofs)).status
  }
  assert.equal(await status(), 200)
  const { privateKey } = await generateKeyPair('ES256')
  const refused = [
    await status({}, { typ: 'JWT' }),
    await status({ iss: 'https://other.example' }),
    await status({ aud: 'http://localhost:3000/v2' }),
    await status({ aud: third.id }),
    await status({ exp: Math.floor(Date.now() / 1000) - 11 }),
    await status({ cnf: undefined }),
    await status({ jti: 'nobody knows it' }),
    await status({}, { kid: 'another' }),
    await status({}, {}, privateKey),
  ]
  assert.deepEqual(
    refused,
    Array.from(refused, () => 401),
  )
  assert.equal((await callWith(third, tokens.id_token ?? '', proofs)).status, 401)
})
