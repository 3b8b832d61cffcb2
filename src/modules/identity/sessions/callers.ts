/** Who is signed in with a session, and all that a request of theirs asks of identity: one look-up for the lot. */
import type { Query } from '#platform/database'
import { type Rights, type RightsRow, rightsColumns, toRights } from '../roles/rights.ts'
import type { SessionOrigin } from './origin.ts'
import { noteUse, type OpenSession, openAt, openSessions } from './session.ts'

export interface SessionCaller extends Rights {
  readonly session: OpenSession
  readonly origin: SessionOrigin
  /** Null where the password is the first one. */
  readonly credentialChangedAt: Date | null
}

type CallerRow = OpenSession & RightsRow & SessionOrigin & { readonly changed_at: Date | null }

const statement = `
  select opened.*, ${rightsColumns('$2')},
         (select changed_at from identity.credential
           where credential.person = person.id and changed_at > person.created_at) as changed_at
    from (${openSessions}) as opened join identity.person on person.id = opened.person`

/** Those of these sessions (hex ids) that are open, of people who are not locked out. Notes the use. */
export const findCallers = async (
  db: Query,
  ids: readonly string[],
  now: Date,
): Promise<Map<string, SessionCaller>> => {
  const rows = await db.query<CallerRow>(statement, openAt(ids, now))
  await noteUse(db, rows, now)
  return new Map(
    rows.flatMap((row) => {
      const rights = toRights(row)
      if (!rights) return []
      const { device, network, typingDistance, changed_at: credentialChangedAt } = row
      const caller = { ...rights, session: row, origin: { device, network, typingDistance }, credentialChangedAt }
      return [[row.session, caller] as const]
    }),
  )
}
