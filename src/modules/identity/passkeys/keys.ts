/** The passkeys of a person: which there are, and what they are called. */
import type { Query } from '#platform/database'
import { dayMs } from '#platform/time'
import type { Passkey, Passkeys } from '../wire.ts'
import { noSuchPasskey } from './refusals.ts'

export interface PasskeyRow {
  readonly id: string
  readonly credential: Uint8Array
  readonly transports: string[]
  readonly name: string
  readonly is_synced: boolean
  readonly created_at: Date
  readonly used_at: Date | null
  readonly suspected_at: Date | null
}

export const passkeyColumns = 'id, credential, transports, name, is_synced, created_at, used_at, suspected_at'

/** For how long the password proves nothing after a passkey was removed with it alone. */
export const passwordRestsMs = dayMs

/** A row as it travels. */
export const toPasskey = (row: PasskeyRow): Passkey => ({
  id: row.id,
  name: row.name,
  isSynced: row.is_synced,
  createdAt: row.created_at.toISOString(),
  usedAt: row.used_at?.toISOString() ?? null,
  suspectedAt: row.suspected_at?.toISOString() ?? null,
})

/** As WebAuthn's options name a key. */
export const toDescriptor = ({ credential, transports }: PasskeyRow) => ({
  id: Buffer.from(credential).toString('base64url'),
  transports: transports as never[],
})

/** Passkeys of a person that are not removed, oldest first; those under suspicion too. */
export const findPasskeys = (db: Query, person: string): Promise<PasskeyRow[]> =>
  db.query(
    `select ${passkeyColumns} from identity.passkey where person = $1 and removed_at is null order by created_at, id`,
    [person],
  )

/** From when on the password proves something again; null where no passkey was removed with it lately. */
const findRest = async (db: Query, person: string, now: Date): Promise<Date | null> => {
  const [found] = await db.query<{ last: Date | null }>(
    "select max(removed_at) as last from identity.passkey where person = $1 and removed_with = 'password'",
    [person],
  )
  const until = found?.last ? new Date(found.last.getTime() + passwordRestsMs) : null
  return until && until > now ? until : null
}

/** The passkeys of a person, and what a step-up takes: a passkey where there is one, else the password. */
export const listPasskeys = async (db: Query, person: string, now: Date): Promise<Passkeys> => {
  const [keys, rest] = [await findPasskeys(db, person), await findRest(db, person, now)]
  return {
    items: keys.map(toPasskey),
    provesWith: keys.length > 0 ? 'passkey' : rest ? 'nothing' : 'password',
    passwordProvesFrom: rest?.toISOString() ?? null,
  }
}

/** Gives a passkey another name. Throws 'no-such-passkey' (404). */
export const renamePasskey = async (db: Query, person: string, id: string, name: string): Promise<Passkey> => {
  const [row] = await db.query<PasskeyRow>(
    `update identity.passkey set name = $3 where id = $1 and person = $2 and removed_at is null
      returning ${passkeyColumns}`,
    [id, person, name.normalize('NFC')],
  )
  if (!row) throw noSuchPasskey()
  return toPasskey(row)
}
