/** Reads a proof of possession (RFC 9449, 4.3), one check after the other. */
import { createHash } from 'node:crypto'
import { calculateJwkThumbprint, EmbeddedJWK, errors, type JWTPayload, jwtVerify } from 'jose'
import type { Query } from '#platform/database'
import { minuteMs } from '#platform/time'
import { algorithmsOfOthers } from '../provider/algorithms.ts'
import { isFirstUse } from '../records/replay.ts'
import type { Nonces } from './nonce.ts'
import { nonceNeeded, wrongProof } from './refusals.ts'

/** What is asked, and with what. */
export interface Shown {
  readonly proof: string | string[] | undefined
  readonly method: string
  /** The address of the path as the outside knows it, without a query. */
  readonly address: string
  readonly token: string
  /** The thumbprint of the key that the token is bound to. */
  readonly jkt: string
}

interface Needs {
  readonly db: Query
  readonly nonces: Nonces
}

const proofLimit = 4096
/** As long as a nonce counts; the time that a proof says of itself is second to that. */
const ageMs = 5 * minuteMs

const checkForm = (proof: Shown['proof']): string => {
  if (typeof proof !== 'string' || proof === '') throw wrongProof('one header DPoP is needed')
  if (proof.length > proofLimit) throw wrongProof('it is too long')
  return proof
}

const checkSignature = (proof: string, now: Date) =>
  jwtVerify(proof, EmbeddedJWK, {
    typ: 'dpop+jwt',
    algorithms: [...algorithmsOfOthers],
    currentDate: now,
    requiredClaims: ['jti', 'htm', 'htu', 'iat', 'ath'],
  }).catch((error: unknown) => {
    if (error instanceof errors.JOSEError) throw wrongProof('its signature or its form is not right')
    throw error
  })

const checkMethod = ({ htm }: JWTPayload, method: string) => {
  if (htm !== method) throw wrongProof('htm is another method')
}

const checkAddress = ({ htu }: JWTPayload, address: string) => {
  const said = typeof htu === 'string' ? URL.parse(htu) : null
  if (said === null) throw wrongProof('htu is no address')
  said.search = ''
  said.hash = ''
  if (said.href !== address) throw wrongProof('htu is another address')
}

const checkToken = ({ ath }: JWTPayload, token: string) => {
  if (ath !== createHash('sha256').update(token).digest('base64url')) throw wrongProof('ath is another token')
}

const checkNonce = ({ nonce }: JWTPayload, nonces: Nonces, nowMs: number) => {
  if (typeof nonce !== 'string' || !nonces.isGood(nonce, nowMs)) throw nonceNeeded(nonces.current(nowMs))
}

const checkAge = ({ iat = 0 }: JWTPayload, nowMs: number) => {
  if (Math.abs(nowMs - iat * 1000) > ageMs) throw wrongProof('iat is too far from now')
}

/** Throws 'wrong-proof' and 'use-dpop-nonce' (401). A proof counts once, in whichever process. */
export const createCheckProof =
  ({ db, nonces }: Needs) =>
  async ({ proof, method, address, token, jkt }: Shown, now: Date): Promise<void> => {
    const nowMs = now.getTime()
    const { payload, protectedHeader } = await checkSignature(checkForm(proof), now)
    checkMethod(payload, method)
    checkAddress(payload, address)
    checkToken(payload, token)
    checkNonce(payload, nonces, nowMs)
    checkAge(payload, nowMs)
    // Verified with EmbeddedJWK, so the key is there.
    const thumbprint = await calculateJwkThumbprint(protectedHeader.jwk ?? {})
    if (thumbprint !== jkt) throw wrongProof('its key is not the one that the token is bound to')
    const use = createHash('sha256').update(`${thumbprint}\n${payload.jti}`).digest()
    if (!(await isFirstUse(db, use, new Date(nowMs + 2 * ageMs)))) throw wrongProof('it was used already')
  }
