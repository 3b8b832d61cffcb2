/** Reads an access token (RFC 9068): ours, for here, not over. */
import { errors, importJWK, jwtVerify } from 'jose'
import type { Clock } from '#platform/time'
import { toleranceSeconds } from '../durations.ts'
import { signingAlgorithm } from '../keys/key.ts'
import type { KeyRing } from '../keys/key-ring.ts'
import { wrongToken } from './refusals.ts'

/** What a token says that holds. `jkt` is the thumbprint of the key that it is bound to. */
export interface TokenContent {
  readonly jti: string
  readonly jkt: string
}

export type ReadToken = (token: string) => Promise<TokenContent>

interface Needs {
  readonly ring: KeyRing
  readonly clock: Clock
  readonly issuer: () => string
  readonly audience: () => string
}

const jktOf = (cnf: unknown): string | undefined =>
  typeof cnf === 'object' && cnf !== null && 'jkt' in cnf && typeof cnf.jkt === 'string' ? cnf.jkt : undefined

/** Throws 'wrong-token' (401). */
export const createReadToken =
  ({ ring, clock, issuer, audience }: Needs): ReadToken =>
  async (token) => {
    const keyOf = async ({ kid }: { kid?: string }) => {
      const key = kid === undefined ? undefined : await ring.find(kid)
      if (!key) throw wrongToken()
      return importJWK(key.publicKey, key.algorithm)
    }
    const { payload } = await jwtVerify(token, keyOf, {
      typ: 'at+jwt',
      algorithms: [signingAlgorithm],
      issuer: issuer(),
      audience: audience(),
      currentDate: clock(),
      clockTolerance: toleranceSeconds,
      requiredClaims: ['jti', 'exp', 'iat', 'client_id', 'sub'],
    }).catch((error: unknown) => {
      if (error instanceof errors.JOSEError) throw wrongToken()
      throw error
    })
    const jkt = jktOf(payload.cnf)
    if (typeof payload.jti !== 'string' || jkt === undefined) throw wrongToken()
    return { jti: payload.jti, jkt }
  }
