/** Requests as a thief or a careless client makes them: signed by hand, so that one thing can be wrong. */
import { createHash } from 'node:crypto'
import { exportJWK, type JWTPayload, SignJWT } from 'jose'
import { issuer, type Keys, type TestOauth } from '#testing/oauth'

type Server = TestOauth['bank']['http']['server']

export const home = 'http://localhost:3000'

const nowSeconds = () => Math.floor(Date.now() / 1000)
export const hash = (text: string) => createHash('sha256').update(text).digest('base64url')
let made = 0

/** A proof of possession; what is given stands in place of what is right. */
export const proofOf = async (keys: Keys, claims: JWTPayload, typ = 'dpop+jwt') =>
  new SignJWT({ jti: `proof ${made++}`, iat: nowSeconds(), ...claims })
    .setProtectedHeader({ alg: 'ES256', typ, jwk: await exportJWK(keys.publicKey) })
    .sign(keys.privateKey)

/** The nonce that the bank's paths want, as anybody can learn it. */
export const nonceOf = async (server: Server, keys: Keys, token: string, path = '/v1/products') => {
  const proof = await proofOf(keys, { htm: 'GET', htu: home + path, ath: hash(token) })
  const answer = await server.inject({ url: path, headers: { authorization: `DPoP ${token}`, dpop: proof } })
  return String(answer.headers['dpop-nonce'])
}

/** A client's word on who it is (RFC 7523). */
export const assertionOf = (clientId: string, key: Keys['privateKey'], algorithm: string, claims: JWTPayload = {}) =>
  new SignJWT({
    iss: clientId,
    sub: clientId,
    aud: issuer,
    jti: `assertion ${made++}`,
    iat: nowSeconds(),
    exp: nowSeconds() + 60,
    ...claims,
  })
    .setProtectedHeader({ alg: algorithm, kid: 'one' })
    .sign(key)

export const assertionType = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer'

/** Sends a form. */
export const post = async (server: Server, path: string, form: Record<string, string>, headers = {}) => {
  const answer = await server.inject({
    method: 'POST',
    url: path,
    headers: { 'content-type': 'application/x-www-form-urlencoded', ...headers },
    payload: new URLSearchParams(form).toString(),
  })
  return { status: answer.statusCode, body: answer.json(), headers: answer.headers }
}

/** Somebody who comes with an access token: each request has a proof of its own. */
export const createBearer = async (server: Server, keys: Keys, token: string) => {
  const nonce = await nonceOf(server, keys, token)
  return async (method: string, url: string): Promise<Record<string, string>> => {
    const claims = { htm: method, htu: home + url.split('?', 1)[0], ath: hash(token), nonce }
    return { authorization: `DPoP ${token}`, dpop: await proofOf(keys, claims) }
  }
}
