/** The passkeys of a person: which there are, and what they are called. */
import type { Query } from '#platform/database'
import type { Passkey } from '../wire.ts'
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
