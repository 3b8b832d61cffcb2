/** Clients of OAuth as rows. */
import type { JWK } from 'jose'
import type { Query } from '#platform/database'
import type { ClientKind, OauthClient } from '../../wire.ts'

export interface ClientRow {
  readonly id: string
  readonly kind: ClientKind
  readonly name: string
  readonly redirect_uris: string[]
  readonly keys: { readonly keys: JWK[] } | null
  readonly scopes: string[]
  readonly created_at: Date
  readonly revoked_at: Date | null
}

const columns = 'id, kind, name, redirect_uris, keys, scopes, created_at, revoked_at'

export const toClient = (row: ClientRow): OauthClient => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  redirectUris: row.redirect_uris,
  keyIds: row.keys?.keys.map(({ kid }) => kid ?? '') ?? [],
  scopes: row.scopes as OauthClient['scopes'],
  createdAt: row.created_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
})

export interface NewClient {
  readonly id: string
  readonly kind: ClientKind
  readonly name: string
  readonly redirectUris: readonly string[]
  readonly keys: readonly JWK[]
  readonly scopes: readonly string[]
  readonly by: string
  readonly at: Date
}

/** Writes a client; null where the id is taken. */
export const insertClient = async (db: Query, client: NewClient): Promise<ClientRow | null> => {
  const [row] = await db.query<ClientRow>(
    `insert into identity.oauth_client (id, kind, name, redirect_uris, keys, scopes, created_at, created_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict (id) do nothing returning ${columns}`,
    [
      client.id,
      client.kind,
      client.name,
      client.redirectUris,
      client.kind === 'app' ? null : JSON.stringify({ keys: client.keys }),
      client.scopes,
      client.at,
      client.by,
    ],
  )
  return row ?? null
}

/** Gives a client other keys; false where there is none with this id that was not revoked. */
export const replaceKeys = async (db: Query, id: string, keys: readonly JWK[]): Promise<boolean> => {
  const rows = await db.query(
    'update identity.oauth_client set keys = $2 where id = $1 and revoked_at is null returning id',
    [id, JSON.stringify({ keys })],
  )
  return rows.length > 0
}

/** One client that was not revoked, or null. */
export const findClient = async (db: Query, id: string): Promise<ClientRow | null> => {
  const [row] = await db.query<ClientRow>(
    `select ${columns} from identity.oauth_client where id = $1 and revoked_at is null`,
    [id],
  )
  return row ?? null
}

/** Names of clients by id, of those that were revoked too. */
export const findClientNames = async (db: Query, ids: readonly string[]): Promise<Map<string, string>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.query<Pick<ClientRow, 'id' | 'name'>>(
    'select id, name from identity.oauth_client where id = any ($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Every client, newest first. */
export const listClients = async (db: Query): Promise<OauthClient[]> => {
  const rows = await db.query<ClientRow>(
    `select ${columns} from identity.oauth_client order by created_at desc, id desc limit 500`,
  )
  return rows.map(toClient)
}

/** Ends a client for good. Answers false where there is none with this id. */
export const revokeClient = async (db: Query, id: string, by: string | null, at: Date): Promise<boolean> => {
  const rows = await db.query(
    `update identity.oauth_client set revoked_at = coalesce(revoked_at, $3), revoked_by = coalesce(revoked_by, $2)
      where id = $1 returning id`,
    [id, by, at],
  )
  return rows.length > 0
}
