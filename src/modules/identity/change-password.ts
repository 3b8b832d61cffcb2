import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Clock } from '#platform/time'
import type { Passwords } from './passwords/hash.ts'
import { checkNewPassword } from './passwords/rules.ts'
import { findPerson } from './people.ts'
import { endSessionsOf } from './sessions/session.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly passwords: Passwords
  readonly verifyPassword: (person: string, password: string) => Promise<void>
}

/** Changes the caller's password and ends their other sessions, where a thief may sit. */
export const createChangePassword =
  ({ db, clock, passwords, verifyPassword }: Needs) =>
  async (caller: Caller, given: { current: string; next: string }): Promise<void> => {
    await verifyPassword(caller.id, given.current)
    const person = await findPerson(db, caller.id)
    checkNewPassword(given.next, person ?? { name: caller.name, email: null })
    const hash = await passwords.hash(given.next)
    await db.transaction(async (tx) => {
      const at = clock()
      await tx.query('update identity.credential set hash = $2, changed_at = $3 where person = $1', [
        caller.id,
        hash,
        at,
      ])
      await endSessionsOf(tx, caller.id, at, caller.session)
    })
  }
