/** What the bank says of itself (RFC 8414, OpenID Connect Discovery): what third parties may use, and not one thing more. */
import { responseModes } from '../clients/metadata.ts'
import { identityScopes, scopesOfKind } from '../scopes.ts'

/** The library's document, less what its defaults add: ways that our own apps alone use, and answers that we do not give. */
export const narrowDiscovery = (said: Readonly<Record<string, unknown>>): Record<string, unknown> => ({
  ...said,
  token_endpoint_auth_methods_supported: ['private_key_jwt'],
  response_modes_supported: responseModes,
  scopes_supported: [...identityScopes, ...scopesOfKind['third-party']],
})
