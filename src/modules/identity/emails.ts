/** Emails of people: sealed, and found by a keyed hash. Rows of a version before may still hold them in clear. */
import type { Query } from '#platform/database'
import { hasOldServers } from '#platform/old-servers'
import { normalizeEmail, type Sealing } from '#platform/sealing'
import { personEmail } from './sealed-fields.ts'

/** The hash that an email is found by. */
export const hashEmail = (sealing: Sealing, email: string): Promise<Buffer> =>
  sealing.hash('email', normalizeEmail(email))

export interface KeptEmail {
  readonly id: string
  readonly email: string | null
  readonly email_sealed: Buffer | null
}

/** The email of a row. Throws Unsealable where somebody has put it there from another row. */
export const openEmail = async (sealing: Sealing, { id, email, email_sealed }: KeptEmail): Promise<string | null> =>
  email_sealed === null ? email : sealing.open(personEmail, id, email_sealed)

/** What a row of `identity.person` gets; in clear only while a server of a version before has to find the person. */
export const sealEmail = async (db: Query, sealing: Sealing, person: string, given: string) => {
  const email = given.toLowerCase()
  return {
    sealed: await sealing.seal(personEmail, person, email),
    hash: await hashEmail(sealing, email),
    clear: (await hasOldServers(db)) ? email : null,
  }
}

/** The id of whoever has this email, or null. */
export const findByEmail = async (db: Query, sealing: Sealing, email: string): Promise<string | null> => {
  const [row] = await db.query<{ id: string }>(
    'select id from identity.person where email_hash = $1 or (email = $2 and email_hash is null)',
    [await hashEmail(sealing, email), email.toLowerCase()],
  )
  return row?.id ?? null
}
