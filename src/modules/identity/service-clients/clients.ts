/** Service clients: programs that call the bank with a key in place of a session. */
import type { Database, Query, Tx } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { type ServiceClientRow, serviceClientColumns } from '../tables.ts'
import type { Scope, ServiceClient } from '../wire.ts'
import { hashKey, insertKey, type KeyRow, keyColumns, keyPattern, makeServiceKey, revokeKeys, toKey } from './keys.ts'

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
  on conflict (id) do nothing returning ${serviceClientColumns}`

/** Makes a service client with its first key, which is answered here and never again. Throws 'id-taken' (409). */
export const makeServiceClient = async (
  db: Database,
  random: RandomBytes,
  { id, name, scopes, at, expiresAt }: NewServiceClient & { readonly expiresAt: Date | null },
): Promise<{ client: ServiceClient; key: string }> => {
  const key = makeServiceKey(random)
  return db.transaction(async (tx) => {
    const [row] = await tx.query<ServiceClientRow>(insertStatement, [id, name, hashKey(key), scopes, at])
    if (!row) throw new Refusal('id-taken', 409, 'There is a service client with this id already.')
    const made = await insertKey(tx, { id: uuidv7(at.getTime(), random(10)), client: id, key, at, expiresAt })
    return { client: toServiceClient(row, [made]), key }
  })
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
    await insertKey(tx, { id: uuidv7(at.getTime(), random(10)), client: id, key, at, expiresAt: null })
  })
}

const keysOf = (db: Query, client: string | null): Promise<KeyRow[]> =>
  db.query(
    `select ${keyColumns} from identity.service_key where $1::uuid is null or client = $1 order by created_at desc, id desc`,
    [client],
  )

/** Every service client, newest first. */
export const listServiceClients = async (db: Database): Promise<ServiceClient[]> => {
  const [rows, keys] = await Promise.all([
    db.query<ServiceClientRow>(
      `select ${serviceClientColumns} from identity.service_client order by created_at desc, id desc`,
    ),
    keysOf(db, null),
  ])
  return rows.map((row) =>
    toServiceClient(
      row,
      keys.filter(({ client }) => client === row.id),
    ),
  )
}

const noSuchClient = () => new Refusal('no-such-client', 404, 'There is no such service client.')

/** A client that is not revoked, locked so that its keys change one after the other. Throws 'no-such-client' (404). */
export const lockClient = async (tx: Tx, id: string): Promise<ServiceClientRow> => {
  const [row] = await tx.query<ServiceClientRow>(
    `select ${serviceClientColumns} from identity.service_client where id = $1 and revoked_at is null for update`,
    [id],
  )
  if (!row) throw noSuchClient()
  return row
}

/** A client as it travels, with its keys. */
export const showClient = async (db: Query, row: ServiceClientRow): Promise<ServiceClient> =>
  toServiceClient(row, await keysOf(db, row.id))

/** Takes every key from a client for good. Throws 'no-such-client' (404). */
export const revokeServiceClient = async (db: Query, id: string, at: Date): Promise<void> => {
  const rows = await db.query(
    'update identity.service_client set revoked_at = coalesce(revoked_at, $2) where id = $1 returning id',
    [id, at],
  )
  if (rows.length === 0) throw noSuchClient()
}
