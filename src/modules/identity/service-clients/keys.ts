/** Keys of service clients: made, used, replaced with an overlap, revoked. Only their SHA-256 is stored. */

import type { Database, Query } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { minuteMs } from '#platform/time'
import { hashToken } from '../sessions/session.ts'
import type { Scope, ServiceKey } from '../wire.ts'

/** A prefix that leak scanners can look for; what follows is 256 random bits. */
const keyPrefix = 'bsk_'
/** What may stand after `Bearer` (RFC 6750, 2.1); keys that an operator made are shorter or longer than ours. */
export const keyPattern = /^[\w.~+/-]{16,200}=*$/
const usePrecisionMs = minuteMs
/** Of one client at once: the one in use, and the one that replaces it. */
const mostOpenKeys = 2

export const hashKey = (key: string): Buffer => hashToken(key)

/** A new key: `bsk_` and 32 random bytes in base64url. */
export const makeServiceKey = (random: RandomBytes): string => keyPrefix + Buffer.from(random(32)).toString('base64url')

export interface KeyRow {
  readonly id: string
  readonly client: string
  readonly created_at: Date
  readonly expires_at: Date | null
  readonly revoked_at: Date | null
  readonly last_used_at: Date | null
}

export const keyColumns = 'id, client, created_at, expires_at, revoked_at, last_used_at'

export const toKey = ({ id, created_at, expires_at, revoked_at, last_used_at }: KeyRow): ServiceKey => ({
  id,
  createdAt: created_at.toISOString(),
  expiresAt: expires_at?.toISOString() ?? null,
  revokedAt: revoked_at?.toISOString() ?? null,
  lastUsedAt: last_used_at?.toISOString() ?? null,
})

interface NewKey {
  readonly id: string
  readonly client: string
  readonly key: string
  readonly at: Date
  readonly expiresAt: Date | null
}

export const insertKey = async (db: Query, { id, client, key, at, expiresAt }: NewKey): Promise<KeyRow> => {
  const [row] = await db.query<KeyRow>(
    `insert into identity.service_key (id, client, hash, created_at, expires_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning ${keyColumns}`,
    [id, client, hashKey(key), at, expiresAt],
  )
  if (!row) throw new Refusal('id-taken', 409, 'There is a key with this id already.')
  return row
}

/** Ends every key of a client now. */
export const revokeKeys = (db: Query, client: string, at: Date) =>
  db.query('update identity.service_key set revoked_at = $2 where client = $1 and revoked_at is null', [client, at])

export interface Rotation {
  readonly client: string
  readonly key: string
  readonly expiresAt: Date | null
  /** Until when the keys of before still open, unless they end sooner. */
  readonly overlapUntil: Date
}

/** Makes a key that replaces those of before. Throws 'too-many-keys' (409), 'id-taken' (409). */
export const replaceKey = async (
  tx: Query,
  random: RandomBytes,
  { client, key: id, expiresAt, overlapUntil }: Rotation,
  at: Date,
): Promise<string> => {
  const open = await tx.query<KeyRow>(
    `select ${keyColumns} from identity.service_key
      where client = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [client, at],
  )
  if (open.length >= mostOpenKeys)
    throw new Refusal('too-many-keys', 409, 'Two keys of this client overlap already. Revoke one of them first.')
  await tx.query(
    `update identity.service_key set expires_at = least(coalesce(expires_at, $2), $2) where client = $1 and revoked_at is null`,
    [client, overlapUntil],
  )
  const key = makeServiceKey(random)
  await insertKey(tx, { id, client, key, at, expiresAt })
  return key
}

/** Ends one key. Throws 'no-such-key' (404). */
export const revokeKey = async (db: Query, client: string, id: string, at: Date): Promise<void> => {
  const rows = await db.query(
    'update identity.service_key set revoked_at = coalesce(revoked_at, $3) where id = $2 and client = $1 returning id',
    [client, id, at],
  )
  if (rows.length === 0) throw new Refusal('no-such-key', 404, 'This client has no such key.')
}

export interface KeyHolder {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
}

/** The client that holds this key, or null where it is unknown, revoked or too old. Notes the use. */
export const findServiceClient = async (db: Database, key: string, now: Date): Promise<KeyHolder | null> => {
  const [row] = await db.query<KeyHolder & { key: string; last_used_at: Date | null }>(
    `select service_client.id, name, scopes, service_key.id as key, service_key.last_used_at
       from identity.service_key join identity.service_client on service_client.id = client
      where hash = $1 and service_key.revoked_at is null and service_client.revoked_at is null
        and (expires_at is null or expires_at > $2)`,
    [hashKey(key), now],
  )
  if (!row) return null
  if (row.last_used_at === null || row.last_used_at.getTime() <= now.getTime() - usePrecisionMs)
    await db.query('update identity.service_key set last_used_at = greatest(last_used_at, $2) where id = $1', [
      row.key,
      now,
    ])
  return { id: row.id, name: row.name, scopes: row.scopes }
}
