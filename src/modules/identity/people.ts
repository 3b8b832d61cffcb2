/** Reading people. */
import type { Query } from '#platform/database'
import type { Opening } from './altered.ts'
import { openEmail } from './emails.ts'
import { type PersonRow, selectPerson } from './tables.ts'
import type { Language, Person, Role } from './wire.ts'

/** A row as it travels. */
export const toPerson = async (sealing: Opening, row: PersonRow): Promise<Person> => ({
  id: row.id,
  kind: row.kind,
  name: row.name,
  email: await openEmail(sealing, row),
  language: row.language,
  roles: row.roles,
  createdAt: row.created_at.toISOString(),
})

/** One person, or null. */
export const findPerson = async (db: Query, sealing: Opening, id: string): Promise<Person | null> => {
  const [row] = await db.query<PersonRow>(`${selectPerson} where person.id = $1`, [id])
  return row ? toPerson(sealing, row) : null
}

/** What tells who somebody is, or null: no sealed field of a person is opened for it. */
export const findWho = async (db: Query, id: string): Promise<Pick<PersonRow, 'kind' | 'name'> | null> => {
  const [row] = await db.query<PersonRow>(`${selectPerson} where person.id = $1`, [id])
  return row ?? null
}

/** The names of these people; who is not known is left out. */
export const findNames = async (db: Query, ids: readonly string[]): Promise<Map<string, { name: string }>> => {
  if (ids.length === 0) return new Map()
  const rows = await db.query<{ id: string; name: string }>(
    'select id, name from identity.person where id = any($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ id, name }) => [id, { name }]))
}

/** Names and languages of these people; who is not known is left out. */
export const findSpoken = async (
  db: Query,
  ids: readonly string[],
): Promise<Map<string, { name: string; language: Language }>> => {
  const rows = await db.query<{ id: string; name: string; language: Language }>(
    'select id, name, language from identity.person where id = any ($1::uuid[])',
    [ids],
  )
  return new Map(rows.map(({ id, ...spoken }) => [id, spoken]))
}

/** Those of these people who are staff, with their names. */
export const findStaff = (db: Query, ids: readonly string[]): Promise<{ id: string; name: string }[]> =>
  db.query("select id, name from identity.person where kind = 'staff' and id = any ($1::uuid[])", [ids])

/** Everybody of the staff who has a role, by name. */
export const findPeopleOfRole = (db: Query, role: Role): Promise<{ id: string; name: string }[]> =>
  db.query(
    `select id, name from identity.person where kind = 'staff' and id in (select person from identity.role where role = $1)
      order by name, id limit 500`,
    [role],
  )

/** When these people's passwords were last changed; who never changed one since they joined is left out. */
export const findCredentialChanges = async (db: Query, ids: readonly string[]): Promise<Map<string, Date>> => {
  const rows = await db.query<{ person: string; changed_at: Date }>(
    `select person, changed_at from identity.credential join identity.person on person.id = credential.person
      where credential.person = any ($1::uuid[]) and changed_at > created_at`,
    [ids],
  )
  return new Map(rows.map(({ person, changed_at }) => [person, changed_at]))
}
