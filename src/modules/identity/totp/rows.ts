/** Authenticator apps as their table keeps them. */
import type { Query } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { totpSecret } from '../sealed-fields.ts'

export interface TotpRow {
  readonly id: string
  readonly person: string
  readonly secret_sealed: Uint8Array
  readonly begun_at: Date
  readonly confirmed_at: Date | null
}

const columns = 'id, person, secret_sealed, begun_at, confirmed_at'

/** As it stands in the database. */
export const sealSecret = (sealing: Sealing, id: string, secret: Uint8Array): Promise<Buffer> =>
  sealing.seal(totpSecret, id, Buffer.from(secret).toString('base64'))

export const openSecret = async (sealing: Sealing, { id, secret_sealed }: TotpRow): Promise<Buffer> =>
  Buffer.from(await sealing.open(totpSecret, id, secret_sealed), 'base64')

/** The one in use, or undefined. */
export const findTotp = async (db: Query, person: string): Promise<TotpRow | undefined> => {
  const [row] = await db.query<TotpRow>(
    `select ${columns} from identity.totp where person = $1 and confirmed_at is not null and removed_at is null`,
    [person],
  )
  return row
}

/** One that was begun and is not confirmed. */
export const findBegun = async (db: Query, person: string, id: string): Promise<TotpRow | undefined> => {
  const [row] = await db.query<TotpRow>(
    `select ${columns} from identity.totp where id = $1 and person = $2 and confirmed_at is null`,
    [id, person],
  )
  return row
}

/** Takes a step once, however many ask at this instant; false where it or a later one was taken. */
export const takeStep = async (db: Query, id: string, step: number): Promise<boolean> => {
  const taken = await db.query(
    'update identity.totp set last_step = $2 where id = $1 and last_step < $2 and removed_at is null returning id',
    [id, step],
  )
  return taken.length > 0
}
