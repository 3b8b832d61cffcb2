/** Writing new people: with a password, or as a party that another system brought. */
import type { Query, Tx } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { findByEmail, sealEmail } from './emails.ts'
import type { Language, Role } from './wire.ts'

export interface NewPerson {
  readonly id: string
  readonly kind: 'customer' | 'staff'
  readonly name: string
  /** In any case; kept in lower case. */
  readonly email: string
  readonly language: Language
  readonly roles: readonly Role[]
  readonly at: Date
}

/** Writes a person with a password's hash, or without one for whoever has a passkey. Answers false, having written nothing, where the id or the email is taken. */
export const insertPerson = async (
  tx: Tx,
  sealing: Sealing,
  person: NewPerson,
  hash: string | null,
): Promise<boolean> => {
  const { id, kind, name, email, language, at } = person
  const { sealed, hash: emailHash, clear } = await sealEmail(tx, sealing, id, email)
  // A row that still holds its email in clear is in no index of hashes, and one under the key of before is beside this one in it.
  if ((await findByEmail(tx, sealing, email)) !== null) return false
  const written = await tx.query(
    `insert into identity.person (id, kind, name, email, email_sealed, email_hash, language, created_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8) on conflict do nothing returning id`,
    [id, kind, name, clear, sealed, emailHash, language, at],
  )
  if (written.length === 0) return false
  if (hash !== null)
    await tx.query('insert into identity.credential (person, hash, changed_at) values ($1, $2, $3)', [id, hash, at])
  await tx.query('insert into identity.role (person, role) select $1, unnest($2::text[])', [id, person.roles])
  return true
}

export interface ImportedPerson {
  readonly id: string
  readonly name: string
  readonly createdAt: Date
}

/** Writes customers who cannot sign in, all in one statement; ids that are known already are left as they are. */
export const enrollPeople = async (tx: Query, people: readonly ImportedPerson[]): Promise<void> => {
  if (people.length === 0) return
  await tx.query(
    `insert into identity.person (id, kind, name, language, created_at)
     select id, 'customer', name, 'en', created_at
       from unnest($1::uuid[], $2::text[], $3::timestamptz[]) as given (id, name, created_at) order by id
     on conflict (id) do nothing`,
    [people.map(({ id }) => id), people.map(({ name }) => name), people.map(({ createdAt }) => createdAt)],
  )
}
