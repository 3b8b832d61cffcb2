/** Service clients: programs that call the bank with a key in place of a session. */
import type { Database, Query, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { type ServiceClientRow, serviceClientColumns } from '../tables.ts'
import type { Scope, ServiceClient } from '../wire.ts'
import { hashKey, insertKey, type KeyRow, keyColumns, keyPattern, revokeKeys, toKey } from './keys.ts'

const toServiceClient = (row: ServiceClientRow, keys: readonly KeyRow[]): ServiceClient => ({
  id: row.id,
  name: row.name,
  scopes: row.scopes,
  createdAt: row.created_at.toISOString(),
  revokedAt: row.revoked_at?.toISOString() ?? null,
  lastUsedAt:
    keys
      .flatMap(({ last_used_at }) => last_used_at?.toISOString() ?? [])
      .sort()
      .at(-1) ?? null,
  keys: keys.map(toKey),
})

export interface NewServiceClient {
  readonly id: string
  readonly name: string
  readonly scopes: readonly Scope[]
  readonly at: Date
}

const insertStatement = `
  insert into identity.service_client (id, name, key, scopes, created_at) values ($1, $2, $3, $4, $5)
  on conflict (id) do nothing returning id`

const clientTaken = () => new Refusal('id-taken', 409, 'There is a service client with this id already.')

/** Makes a service client without a key. Throws 'id-taken' (409). */
export const insertServiceClient = async (
  tx: Tx,
  { id, name, scopes, at, hash }: NewServiceClient & { readonly hash: Buffer },
): Promise<void> => {
  const rows = await tx.query(insertStatement, [id, name, hash, scopes, at])
  if (rows.length === 0) throw clientTaken()
}

/** Makes a client with a key that the operator gave, or brings it to that key and scopes. A revoked one stays revoked. */
export const ensureServiceClient = async (
  db: Database,
  random: RandomBytes,
  { id, name, scopes, key, at }: NewServiceClient & { readonly key: string },
): Promise<void> => {
  if (!keyPattern.test(key)) throw new TypeError('a service key is 16 to 200 characters of base64')
  await db.transaction(async (tx) => {
    await tx.query(
      `insert into identity.service_client (id, name, key, scopes, created_at) values ($1, $2, $3, $4, $5)
       on conflict (id) do update set name = excluded.name, key = excluded.key, scopes = excluded.scopes`,
      [id, name, hashKey(key), scopes, at],
    )
    const known = await tx.query(
      'select from identity.service_key where client = $1 and hash = $2 and revoked_at is null',
      [id, hashKey(key)],
    )
    if (known.length > 0) return
    await revokeKeys(tx, id, at)
    await insertKey(tx, { id: uuidv7(at.getTime(), random(10)), client: id, hash: hashKey(key), at, expiresAt: null })
  })
}

/** Every service client, newest first. */
export const listServiceClients = async (db: Database): Promise<ServiceClient[]> => {
  const [rows, keys] = await Promise.all([
    db.query<ServiceClientRow>(
      `select ${serviceClientColumns} from identity.service_client order by created_at desc, id desc`,
    ),
    db.query<KeyRow>(`select ${keyColumns} from identity.service_key order by created_at desc, id desc`),
  ])
  return rows.map((row) =>
    toServiceClient(
      row,
      keys.filter(({ client }) => client === row.id),
    ),
  )
}

const noSuchClient = () => new Refusal('no-such-client', 404, 'There is no such service client.')

const openClient = 'select from identity.service_client where id = $1 and revoked_at is null'

/** Throws 'no-such-client' (404) where there is none that is not revoked. */
export const findOpenClient = async (db: Query, id: string): Promise<void> => {
  if ((await db.query(openClient, [id])).length === 0) throw noSuchClient()
}

/** The name of a client, revoked or not; its id where there is none. */
export const nameOfClient = async (db: Query, id: string): Promise<string> => {
  const [row] = await db.query<{ name: string }>('select name from identity.service_client where id = $1', [id])
  return row?.name ?? id
}

/** Throws 'id-taken' (409) where there is a client with this id, revoked or not. */
export const checkNewClient = async (db: Query, id: string): Promise<void> => {
  const rows = await db.query('select from identity.service_client where id = $1', [id])
  if (rows.length > 0) throw clientTaken()
}

/** Locks a client that is not revoked, so that its keys change one after the other. Throws 'no-such-client' (404). */
export const lockClient = async (tx: Tx, id: string): Promise<void> => {
  const rows = await tx.query(`${openClient} for update`, [id])
  if (rows.length === 0) throw noSuchClient()
}

/** Takes every key from a client for good. Throws 'no-such-client' (404). */
export const revokeServiceClient = async (db: Query, id: string, at: Date): Promise<void> => {
  const rows = await db.query(
    'update identity.service_client set revoked_at = coalesce(revoked_at, $2) where id = $1 returning id',
    [id, at],
  )
  if (rows.length === 0) throw noSuchClient()
}
