/** Who sent this request: a person by the session cookie, or a service client by its key. */
import type { FastifyRequest } from 'fastify'
import type { Database } from '#platform/database'
import { type Authenticate, assertFromOwnPage, type Caller } from '#platform/http'
import { createLookUp, type LookUp } from '#platform/look-up'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { AuthenticateToken } from './oauth/tokens/authenticate.ts'
import { findServiceClient, keyPattern } from './service-clients/keys.ts'
import { type Cache, createCache } from './sessions/cache.ts'
import { findCallers, type SessionCaller } from './sessions/callers.ts'
import { tokenIn } from './sessions/cookie.ts'
import { deviceIn, type HashNetwork } from './sessions/origin.ts'
import { hashToken } from './sessions/session.ts'
import type { Known, Moves } from './signals/moves.ts'
import { standingOf } from './signals/standing.ts'
import { zoneIn } from './signals/zone.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly isSecure: boolean
  /** Who was recognized a moment ago. */
  readonly callers: Cache<Caller | null>
  /** For whoever comes with an access token of OAuth. */
  readonly authenticateToken: AuthenticateToken
  /** Before anybody's rights are looked up. */
  readonly bringPermissions: () => Promise<void>
  readonly hashNetwork: HashNetwork
  readonly moves: Moves
}

/** An open session, and who is signed in with it. */
interface KnownCaller extends Known {
  readonly caller: Caller
  readonly found: SessionCaller
}

/** RFC 9449, 7.1: access tokens come with a proof of their key, never alone. */
const isForToken = /^dpop\b/i

const wrongKey = () => new Refusal('wrong-key', 401, 'The key of the service client is unknown or revoked.')

const personOf = async (
  { bringPermissions }: Needs,
  sessions: LookUp<SessionCaller>,
  id: string,
): Promise<KnownCaller | null> => {
  await bringPermissions()
  const found = await sessions.one(id)
  if (!found) return null
  const { person, permissions, session } = found
  const who = { ...person, permissions, session: id }
  const standing = standingOf(session)
  return {
    found,
    caller: standing ? { ...who, standing } : who,
    person: session.person,
    device: session.device,
    networks: new Set(session.networks),
    noticed: new Set(session.noticed),
  }
}

const serviceOf = async (db: Database, key: string, now: Date): Promise<Caller | null> => {
  const client = await findServiceClient(db, key, now)
  if (!client) return null
  return { kind: 'service', id: client.id, name: client.name, roles: [], permissions: new Set<string>(client.scopes) }
}

const keyIn = (authorization: string): string => {
  const [, key] = /^bearer (\S+)$/i.exec(authorization) ?? []
  if (key === undefined || !keyPattern.test(key)) throw wrongKey()
  return key
}

/** What a session is used from is compared with what is remembered of it; only what differs is looked up and written. */
const createRecognize = (needs: Needs, sessions: Cache<KnownCaller | null>) => {
  const { db, clock, isSecure, hashNetwork, moves } = needs
  // Who comes in one moment shares a statement.
  const open = createLookUp((ids) => findCallers(db.quick, ids, clock()))
  return async ({ headers, ip }: FastifyRequest, token: string, now: Date): Promise<Caller | null> => {
    const id = hashToken(token)
    const key = id.toString('hex')
    const find = () => sessions.get(key, now.getTime(), () => personOf(needs, open, key))
    const known = await find()
    if (known === null) return null
    const [device, network] = [deviceIn(headers.cookie, isSecure), hashNetwork(ip)]
    if (moves.fits(known, { device, network })) return known.caller
    const goesOn = await moves.take(id, known, { device, network, zone: () => zoneIn(headers['x-time-zone']) })
    sessions.drop(key)
    return goesOn ? ((await find())?.caller ?? null) : null
  }
}

/**
 * Recognizes callers, remembering each for a moment. A key wins over a cookie; a bad key throws 'wrong-key' (401), while a
 * cookie that opens nothing is as good as none. A change in a session throws 'cross-site' (403) without the token of its page.
 */
export const createAuthenticate = (needs: Needs) => {
  const { db, clock, isSecure, callers, authenticateToken } = needs
  const sessions: Cache<KnownCaller | null> = createCache()
  const recognize = createRecognize(needs, sessions)
  const authenticate: Authenticate = async (request) => {
    const { headers } = request
    const now = clock()
    if (headers.authorization !== undefined) {
      if (isForToken.test(headers.authorization)) return authenticateToken(request, headers.authorization)
      const key = keyIn(headers.authorization)
      const id = `key ${hashToken(key).toString('hex')}`
      const caller = await callers.get(id, now.getTime(), () => serviceOf(db, key, now))
      if (!caller) throw wrongKey()
      return caller
    }
    const token = tokenIn(headers.cookie, isSecure)
    const caller = token === null ? null : await recognize(request, token, now)
    if (caller !== null && token !== null) assertFromOwnPage(request, token)
    return caller
  }

  const forget = () => {
    sessions.clear()
    callers.clear()
  }
  const known = async (session: string) => (await sessions.peek(session, clock().getTime()))?.found ?? null
  return { authenticate, known, forget }
}
