/** Service clients: programs that call the bank with a key in place of a session. */
import type { Database } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { minuteMs } from '#platform/time'
import { hashToken } from './sessions/session.ts'
import { type ServiceClientRow, serviceClientColumns } from './tables.ts'
import type { Scope, ServiceClient } from './wire.ts'

/** A prefix that leak scanners can look for; what follows is 256 random bits. */
const keyPrefix = 'bsk_'
export const keyPattern = /^bsk_[\w-]{43}$/
const usePrecisionMs = minuteMs

const toServiceClient = (row: ServiceClientRow): ServiceClient => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastUsedAt: row.last_used_at?.toISOString() ?? null,
})

/** A new key: `bsk_` and 32 random bytes in base64url. */
export const makeServiceKey = (random: RandomBytes): string => keyPrefix + Buffer.from(random(32)).toString('base64url')

export interface NewServiceClient {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly key: string
  readonly at: Date
}

/** Writes a service client. Throws 'id-taken' (409). */
export const insertServiceClient = async (db: Database, client: NewServiceClient): Promise<ServiceClient> => {
  const [row] = await db.query<ServiceClientRow>(
    `insert into identity.service_client (id, name, key, scopes, created_at) values ($1, $2, $3, $4, $5)
     on conflict (id) do nothing returning ${serviceClientColumns}`,
    [client.id, client.name, hashToken(client.key), client.scopes, client.at],
  )
  if (!row) throw new Refusal('id-taken', 409, 'There is a service client with this id already.')
  return toServiceClient(row)
}

/** Makes a client with a key that the operator gave, or brings it to that key and scopes. A revoked one stays revoked. */
export const ensureServiceClient = async (db: Database, client: NewServiceClient): Promise<void> => {
  if (!keyPattern.test(client.key)) throw new TypeError('a service key is bsk_ and 43 characters of base64url')
  await db.query(
    `insert into identity.service_client (id, name, key, scopes, created_at) values ($1, $2, $3, $4, $5)
     on conflict (id) do update set name = excluded.name, key = excluded.key, scopes = excluded.scopes`,
    [client.id, client.name, hashToken(client.key), client.scopes, client.at],
  )
}

/** Every service client, newest first. */
export const listServiceClients = async (db: Database): Promise<ServiceClient[]> => {
  const rows = await db.query<ServiceClientRow>(
    `select ${serviceClientColumns} from identity.service_client order by created_at desc, id desc`,
  )
  return rows.map(toServiceClient)
}

/** Takes a client's key from it for good. Answers false where there is no such client. */
export const revokeServiceClient = async (db: Database, id: string, at: Date): Promise<boolean> => {
  const rows = await db.query(
    'update identity.service_client set revoked_at = coalesce(revoked_at, $2) where id = $1 returning id',
    [id, at],
  )
  return rows.length > 0
}

/** The client that holds this key, or null. Notes the use. */
export const findServiceClient = async (db: Database, key: string, now: Date): Promise<ServiceClient | null> => {
  const [row] = await db.query<ServiceClientRow>(
    `select ${serviceClientColumns} from identity.service_client where key = $1 and revoked_at is null`,
    [hashToken(key)],
  )
  if (!row) return null
  if (row.last_used_at === null || row.last_used_at.getTime() <= now.getTime() - usePrecisionMs)
    await db.query('update identity.service_client set last_used_at = greatest(last_used_at, $2) where id = $1', [
      row.id,
      now,
    ])
  return toServiceClient(row)
}
