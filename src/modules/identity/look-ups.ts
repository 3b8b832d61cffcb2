/** What other modules ask of people and sessions at every payment; those who ask in one moment share a statement. */
import type { Database } from '#platform/database'
import { createLookUp } from '#platform/look-up'
import { findCredentialChanges, findNames } from './people.ts'
import { findOrigins, nowhere, type SessionOrigin } from './sessions/origin.ts'

export const createLookUps = (db: Database) => {
  const names = createLookUp((ids) => findNames(db, ids))
  const changes = createLookUp((ids) => findCredentialChanges(db, ids))
  const origins = createLookUp((sessions) => findOrigins(db, sessions))
  return {
    names: names.many,
    credentialChangedAt: async (id: string): Promise<Date | null> => (await changes.one(id)) ?? null,
    originOf: async (session: string): Promise<SessionOrigin> => (await origins.one(session)) ?? nowhere,
  }
}
