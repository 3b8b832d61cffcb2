import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { NewOauthClient, OauthClient } from '../../wire.ts'
import { scopesOfKind } from '../scopes.ts'
import { checkKeys } from './check-keys.ts'
import { checkRedirects } from './check-redirects.ts'
import { badClient } from './refusals.ts'
import { insertClient, toClient } from './store.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly isSecure: boolean
}

const checkScopes = ({ kind, scopes }: NewOauthClient) => {
  const wrong = scopes.find((scope) => !scopesOfKind[kind].includes(scope))
  if (wrong !== undefined) throw badClient(`A client of this kind cannot have the scope ${wrong}.`)
}

const checkNoKeys = ({ keys }: NewOauthClient) => {
  if (keys.length > 0) throw badClient('An app keeps no secret on a customer’s device; it has no keys.')
}

/** Registers a client of OAuth. Throws 'bad-client' (422), 'id-taken' (409). */
export const createRegisterClient =
  ({ db, clock, isSecure }: Needs) =>
  async (caller: Caller, id: string, given: NewOauthClient): Promise<OauthClient> => {
    checkScopes(given)
    checkRedirects(given.kind, given.redirectUris, isSecure)
    if (given.kind === 'app') checkNoKeys(given)
    else checkKeys(given.keys)
    // Staff who come by a session are persons; a program that manages clients is none.
    const by = caller.kind === 'staff' ? caller.id : null
    const row = await insertClient(db, { ...given, id, by, at: clock() })
    if (row === null) throw new Refusal('id-taken', 409, 'There is a client with this id already.')
    return toClient(row)
  }
