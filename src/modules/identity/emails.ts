/** Emails of people: sealed, and found by a keyed hash. Rows of a version before may still hold them in clear. */
import type { Query, Tx } from '#platform/database'
import { hasOldServers } from '#platform/old-servers'
import { normalizeEmail, type Sealing } from '#platform/sealing'
import type { Opening } from './altered.ts'
import { personEmail } from './sealed-fields.ts'

/** The hashes that an email is found by: two while keys change. */
export const hashesOfEmail = (sealing: Pick<Sealing, 'hashes'>, email: string): Promise<Buffer[]> =>
  sealing.hashes('email', normalizeEmail(email))

/** The hash that is written for an email. */
export const hashEmail = (tx: Tx, sealing: Sealing, email: string): Promise<Buffer> =>
  sealing.hash(tx, 'email', normalizeEmail(email))

export interface KeptEmail {
  readonly id: string
  readonly email: string | null
  readonly email_sealed: Buffer | null
}

/** The email of a row. Throws what opening throws where somebody has put it there from another row. */
export const openEmail = async (sealing: Opening, { id, email, email_sealed }: KeptEmail): Promise<string | null> =>
  email_sealed === null ? email : sealing.open(personEmail, id, email_sealed)

/** What a row of `identity.person` gets; in clear only while a server of a version before has to find the person. */
export const sealEmail = async (tx: Tx, sealing: Sealing, person: string, given: string) => {
  const email = given.toLowerCase()
  return {
    sealed: await sealing.seal(personEmail, person, email),
    hash: await hashEmail(tx, sealing, email),
    clear: (await hasOldServers(tx)) ? email : null,
  }
}

/** The id of whoever has this email, or null. */
export const findByEmail = async (db: Query, sealing: Sealing, email: string): Promise<string | null> => {
  const [row] = await db.query<{ id: string }>(
    'select id from identity.person where email_hash = any($1::bytea[]) or (email = $2 and email_hash is null)',
    [await hashesOfEmail(sealing, email), email.toLowerCase()],
  )
  return row?.id ?? null
}
