/** Keys of service clients: made, used, replaced with an overlap, revoked. Only their SHA-256 is stored. */

import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { minuteMs } from '#platform/time'
import { hashToken } from '../sessions/session.ts'
import type { Scope, ServiceKey } from '../wire.ts'

/** What may stand after `Bearer` (RFC 6750, 2.1); keys that an operator made are shorter or longer than ours. */
export const keyPattern = /^[\w.~+/-]{16,200}=*$/
const usePrecisionMs = minuteMs
/** Of one client at once: the one in use, and the one that replaces it. */
const mostOpenKeys = 2

export const hashKey = (key: string): Buffer => hashToken(key)

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
  readonly hash: Buffer
  readonly at: Date
  readonly expiresAt: Date | null
}

const keyTaken = () => new Refusal('id-taken', 409, 'There is such a key already.')

/** Throws 'id-taken' (409) where the id or the key itself is known. */
export const insertKey = async (db: Query, { id, client, hash, at, expiresAt }: NewKey): Promise<void> => {
  const rows = await db.query(
    `insert into identity.service_key (id, client, hash, created_at, expires_at) values ($1, $2, $3, $4, $5)
     on conflict do nothing returning id`,
    [id, client, hash, at, expiresAt],
  )
  if (rows.length === 0) throw keyTaken()
}

/** Throws 'id-taken' (409) where a key with this id or hash is known; revoked ones count, for they do not come back. */
export const checkNewKey = async (db: Query, id: string | null, hash: Buffer): Promise<void> => {
  const rows = await db.query('select from identity.service_key where id = $1 or hash = $2', [id, hash])
  if (rows.length > 0) throw keyTaken()
}

/** Ends every key of a client now. */
export const revokeKeys = (db: Query, client: string, at: Date) =>
  db.query('update identity.service_key set revoked_at = $2 where client = $1 and revoked_at is null', [client, at])

export interface Rotation {
  readonly client: string
  readonly key: string
  readonly hash: Buffer
  readonly expiresAt: Date | null
  /** Until when the keys of before still open, unless they end sooner. */
  readonly overlapUntil: Date
}

/** Throws 'too-many-keys' (409) where two overlap already. */
export const checkRoomForKey = async (db: Query, client: string, at: Date): Promise<void> => {
  const open = await db.query(
    `select from identity.service_key
      where client = $1 and revoked_at is null and (expires_at is null or expires_at > $2)`,
    [client, at],
  )
  if (open.length >= mostOpenKeys)
    throw new Refusal('too-many-keys', 409, 'Two keys of this client overlap already. Revoke one of them first.')
}

/** Takes a key that replaces those of before. Throws 'too-many-keys' (409), 'id-taken' (409). */
export const replaceKey = async (
  tx: Query,
  { client, key, hash, expiresAt, overlapUntil }: Rotation,
  at: Date,
): Promise<void> => {
  await checkRoomForKey(tx, client, at)
  await tx.query(
    `update identity.service_key set expires_at = least(coalesce(expires_at, $2), $2) where client = $1 and revoked_at is null`,
    [client, overlapUntil],
  )
  await insertKey(tx, { id: key, client, hash, at, expiresAt })
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
