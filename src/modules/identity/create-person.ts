/** Writing new people: with a password, or as a party that another system brought. */
import type { Query, Tx } from '#platform/database'
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

/** Writes a person with a password's hash. Answers false, having written nothing, where the id or the email is taken. */
export const insertPerson = async (tx: Tx, person: NewPerson, hash: string): Promise<boolean> => {
  const { id, kind, name, email, language, at } = person
  const written = await tx.query(
    `insert into identity.person (id, kind, name, email, language, created_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning id`,
    [id, kind, name, email.toLowerCase(), language, at],
  )
  if (written.length === 0) return false
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
