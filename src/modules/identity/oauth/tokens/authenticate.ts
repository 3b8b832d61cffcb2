/** Recognizes who comes with an access token: the token, then the proof of its key, then whether it still counts. */
import type { FastifyRequest } from 'fastify'
import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import type { Cache } from '../../sessions/cache.ts'
import { findTokenCaller } from './caller.ts'
import type { Nonces } from './nonce.ts'
import { createCheckProof } from './proof.ts'
import type { ReadToken } from './read.ts'
import { wrongToken } from './refusals.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly callers: Cache<Caller | null>
  readonly readToken: ReadToken
  readonly nonces: Nonces
  /** Where the bank is on the net. */
  readonly origin: () => string
}

const tokenLimit = 4096

const tokenIn = (authorization: string): string => {
  const [, token] = /^DPoP ([\w-]+\.[\w-]+\.[\w-]+)$/i.exec(authorization) ?? []
  if (token === undefined || token.length > tokenLimit) throw wrongToken()
  return token
}

export type AuthenticateToken = (request: FastifyRequest, authorization: string) => Promise<Caller>

/** Throws 'wrong-token', 'wrong-proof' and 'use-dpop-nonce' (401). What was withdrawn elsewhere counts for 0.6 seconds more. */
export const createAuthenticateToken = ({
  db,
  clock,
  callers,
  readToken,
  nonces,
  origin,
}: Needs): AuthenticateToken => {
  const checkProof = createCheckProof({ db, nonces })
  return async ({ method, url, headers }, authorization) => {
    const now = clock()
    const token = tokenIn(authorization)
    const { jti, jkt } = await readToken(token)
    const address = origin() + url.split('?', 1)[0]
    await checkProof({ proof: headers.dpop, method, address, token, jkt }, now)
    const caller = await callers.get(`token ${jti}`, now.getTime(), () => findTokenCaller(db, jti, now))
    if (!caller) throw wrongToken()
    return caller
  }
}
