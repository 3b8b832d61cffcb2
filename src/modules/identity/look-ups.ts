/** What other modules ask of people and sessions at every payment; those who ask in one moment share a statement. */
import type { Database } from '#platform/database'
import { createLookUp } from '#platform/look-up'
import { findCredentialChanges, findNames } from './people.ts'
import type { SessionCaller } from './sessions/callers.ts'
import { findOrigins, nowhere, type SessionOrigin } from './sessions/origin.ts'

/** `known` is what the request of a session found of it a moment ago. */
export const createLookUps = (db: Database, known: (session: string) => Promise<SessionCaller | null>) => {
  const names = createLookUp((ids) => findNames(db.quick, ids))
  const changes = createLookUp((ids) => findCredentialChanges(db.quick, ids))
  const origins = createLookUp((sessions) => findOrigins(db.quick, sessions))
  return {
    names: names.many,
    credentialChangedAt: async (id: string, session?: string | null): Promise<Date | null> => {
      const caller = session ? await known(session) : undefined
      return caller?.person.id === id ? caller.credentialChangedAt : ((await changes.one(id)) ?? null)
    },
    originOf: async (session: string): Promise<SessionOrigin> =>
      (await known(session))?.origin ?? (await origins.one(session)) ?? nowhere,
  }
}
