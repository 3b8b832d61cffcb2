/** Redirect addresses of clients: whole, exact, and where nobody else listens. */
import type { ClientKind } from '../../wire.ts'
import { badClient } from './refusals.ts'

const thisDevice = new Set(['localhost', '127.0.0.1', '[::1]'])

/** RFC 8252, 7.1: an app's own scheme is a domain turned round, such as com.example.app. */
const ownScheme = /^[a-z][a-z0-9-]*(\.[a-z0-9-]+)+:$/

const isAllowed = (kind: ClientKind, { protocol, hostname }: URL, isSecure: boolean): boolean => {
  if (protocol === 'https:') return true
  // A third party on the same machine as the bank is somebody who tries it out.
  if (protocol === 'http:') return thisDevice.has(hostname) && (kind === 'app' || !isSecure)
  return kind === 'app' && ownScheme.test(protocol)
}

const checkRedirect = (kind: ClientKind, uri: string, isSecure: boolean) => {
  const parsed = URL.parse(uri)
  if (parsed === null) throw badClient(`${uri} is not an address.`)
  if (uri.includes('#')) throw badClient(`${uri} must not have a fragment.`)
  if (uri.includes('*')) throw badClient(`${uri} must be exact; there are no wildcards.`)
  if (parsed.username !== '' || parsed.password !== '') throw badClient(`${uri} must not have a name or a password.`)
  if (!isAllowed(kind, parsed, isSecure)) throw badClient(`${uri} must begin with https.`)
}

/** Throws 'bad-client' (422). `isSecure` is whether the bank itself is reached by HTTPS. */
export const checkRedirects = (kind: ClientKind, uris: readonly string[], isSecure: boolean): void => {
  if (kind === 'program' && uris.length > 0) throw badClient('A program acts for itself and has no redirect addresses.')
  if (kind !== 'program' && uris.length === 0) throw badClient('At least one redirect address is needed.')
  for (const uri of uris) checkRedirect(kind, uri, isSecure)
}
