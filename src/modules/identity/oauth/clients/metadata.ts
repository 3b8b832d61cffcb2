/** A client's row as the metadata of RFC 7591 that oidc-provider works with. */
import type { AdapterPayload } from 'oidc-provider'
import type { Query } from '#platform/database'
import { signingAlgorithm } from '../keys/key.ts'
import { type ClientRow, findClient } from './store.ts'

/** Answers travel in the query: as they are, or signed as one token (JARM). */
export const responseModes = ['query', 'query.jwt', 'jwt']

/** Fields of ours beside those of the standard: what the library hands back with a client. */
export const ownFields = ['bank_kind', 'bank_scopes'] as const

const common = ({ id, name, kind, scopes }: ClientRow) => ({
  client_id: id,
  client_name: name,
  bank_kind: kind,
  bank_scopes: scopes.join(' '),
  dpop_bound_access_tokens: true,
  id_token_signed_response_alg: signingAlgorithm,
  authorization_signed_response_alg: signingAlgorithm,
})

const withCode = ({ redirect_uris }: ClientRow) => ({
  redirect_uris,
  response_types: ['code'] as const,
  response_modes: responseModes,
  grant_types: ['authorization_code', 'refresh_token'],
  require_pushed_authorization_requests: true,
})

const byKey = ({ keys }: ClientRow) => ({
  token_endpoint_auth_method: 'private_key_jwt' as const,
  jwks: keys ?? { keys: [] },
})

const metadataOf = (row: ClientRow): AdapterPayload => {
  if (row.kind === 'program')
    return { ...common(row), ...byKey(row), grant_types: ['client_credentials'], response_types: [], redirect_uris: [] }
  if (row.kind === 'app')
    return { ...common(row), ...withCode(row), application_type: 'native', token_endpoint_auth_method: 'none' }
  return { ...common(row), ...withCode(row), ...byKey(row), application_type: 'web' }
}

/** The metadata of a client that was not revoked, or undefined. */
export const findMetadata = async (db: Query, id: string): Promise<AdapterPayload | undefined> => {
  const row = await findClient(db, id)
  return row === null ? undefined : metadataOf(row)
}
