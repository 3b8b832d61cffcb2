import type { Database } from '#platform/database'
import type { Sealing } from '#platform/sealing'
import { findPerson } from './people.ts'
import type { Language, Person } from './wire.ts'

/** Changes name or language of a person; what is not given stays. Null where there is no such person. */
export const updateProfile = async (
  db: Database,
  sealing: Sealing,
  person: string,
  given: { name?: string; language?: Language },
): Promise<Person | null> => {
  await db.query(
    'update identity.person set name = coalesce($2, name), language = coalesce($3, language) where id = $1',
    [person, given.name?.normalize('NFC') ?? null, given.language ?? null],
  )
  return findPerson(db, sealing, person)
}
