/** Who sent this request: a person by the session cookie, or a service client by its key. */
import type { Database } from '#platform/database'
import type { Authenticate, Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { AuthenticateToken } from './oauth/tokens/authenticate.ts'
import type { FindRights } from './roles/rights.ts'
import { findServiceClient, keyPattern } from './service-clients/keys.ts'
import type { Cache } from './sessions/cache.ts'
import { tokenIn } from './sessions/cookie.ts'
import { findSession, hashToken } from './sessions/session.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly isSecure: boolean
  /** Who was recognized within the last second. */
  readonly callers: Cache<Caller | null>
  /** For whoever comes with an access token of OAuth. */
  readonly authenticateToken: AuthenticateToken
  readonly findRights: FindRights['find']
}

/** RFC 9449, 7.1: access tokens come with a proof of their key, never alone. */
const isForToken = /^dpop\b/i

const wrongKey = () => new Refusal('wrong-key', 401, 'The key of the service client is unknown or revoked.')

const personOf = async ({ db, findRights }: Needs, id: Buffer, now: Date): Promise<Caller | null> => {
  const owner = await findSession(db, id, now)
  const rights = owner === null ? null : await findRights(owner, now)
  if (!rights) return null
  const { kind, name, roles } = rights.person
  return { kind, id: rights.person.id, name, roles, permissions: rights.permissions, session: id.toString('hex') }
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

/**
 * Recognizes callers, remembering each for a second. A key wins over a cookie; a bad key throws 'wrong-key' (401), while a
 * cookie that opens nothing is as good as none.
 */
export const createAuthenticate = (needs: Needs) => {
  const { db, clock, isSecure, callers, authenticateToken } = needs
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
    if (token === null) return null
    const id = hashToken(token)
    return callers.get(id.toString('hex'), now.getTime(), () => personOf(needs, id, now))
  }

  return { authenticate, forget: callers.clear }
}
