/** Whose token this is, and what they may do with it. */
import type { Database } from '#platform/database'
import type { Caller, Reach } from '#platform/http'
import { minuteMs } from '#platform/time'
import { findRights } from '../../roles/rights.ts'
import type { ClientKind } from '../../wire.ts'
import { hashOf } from '../records/records.ts'
import { permissionsFor, permissionsOfProgram } from '../scopes.ts'

interface Row {
  readonly client: string
  readonly client_name: string
  readonly client_kind: ClientKind
  readonly person: string | null
  readonly grant_id: string | null
  readonly scope: string | null
  readonly used_at: Date | null
  readonly accounts: readonly string[] | null
}

const usePrecisionMs = minuteMs

const tokenStatement = `
  select client.id as client, client.name as client_name, client.kind as client_kind, record.person, record.grant_id,
         record.content ->> 'scope' as scope, consent.used_at, consent.accounts
    from identity.oauth_record record
    join identity.oauth_client client on client.id = record.client and client.revoked_at is null
    left join identity.consent consent on consent.id = record.grant_id
   where record.kind in ('AccessToken', 'ClientCredentials') and record.id = $1 and record.expires_at > $2
     and (record.grant_id is null or (consent.ended_at is null and consent.expires_at > $2))`

const noteUse = async (db: Database, { grant_id, used_at }: Row, now: Date) => {
  if (grant_id === null || (used_at !== null && used_at.getTime() > now.getTime() - usePrecisionMs)) return
  await db.query('update identity.consent set used_at = greatest(used_at, $2) where id = $1', [grant_id, now])
}

/** A third party reaches the accounts that were chosen; an app of our own is the customer's own hand. */
const reachOf = ({ client_kind, accounts }: Row): { reach?: Reach } =>
  client_kind === 'third-party' ? { reach: accounts === null ? 'all' : new Set(accounts) } : {}

const forPerson = async (db: Database, row: Row, scopes: readonly string[], now: Date): Promise<Caller | null> => {
  const rights = row.person === null ? null : await findRights(db, row.person, now)
  if (rights?.person.kind !== 'customer') return null
  const { person } = rights
  const permissions = permissionsFor(scopes, rights.permissions)
  return {
    kind: 'customer',
    id: person.id,
    name: person.name,
    roles: [],
    permissions,
    client: row.client,
    ...reachOf(row),
  }
}

/** The caller behind an access token that still counts, or null. */
export const findTokenCaller = async (db: Database, jti: string, now: Date): Promise<Caller | null> => {
  const [row] = await db.query<Row>(tokenStatement, [hashOf(jti), now])
  if (!row) return null
  const scopes = row.scope?.split(' ') ?? []
  await noteUse(db, row, now)
  if (row.person !== null) return forPerson(db, row, scopes, now)
  const permissions = permissionsOfProgram(scopes)
  return { kind: 'service', id: row.client, name: row.client_name, roles: [], permissions, client: row.client }
}
