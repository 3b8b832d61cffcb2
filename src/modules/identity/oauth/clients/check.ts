/** What a client of OAuth may be registered with, and may get instead. */
import type { NewOauthClient } from '../../wire.ts'
import { scopesOfKind } from '../scopes.ts'
import { checkKeys } from './check-keys.ts'
import { checkRedirects } from './check-redirects.ts'
import { badClient } from './refusals.ts'

const checkScopes = ({ kind, scopes }: NewOauthClient) => {
  const wrong = scopes.find((scope) => !scopesOfKind[kind].includes(scope))
  if (wrong !== undefined) throw badClient(`A client of this kind cannot have the scope ${wrong}.`)
}

/** Throws 'bad-client' (422). */
export const checkKeysOfKind = (kind: NewOauthClient['kind'], keys: NewOauthClient['keys']): void => {
  if (kind !== 'app') checkKeys(keys)
  else if (keys.length > 0) throw badClient('An app keeps no secret on a customer’s device; it has no keys.')
}

/** Throws 'bad-client' (422). `isSecure` is whether the bank itself is reached by HTTPS. */
export const checkClient = (given: NewOauthClient, isSecure: boolean): void => {
  checkScopes(given)
  checkRedirects(given.kind, given.redirectUris, isSecure)
  checkKeysOfKind(given.kind, given.keys)
}
