import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { News } from './news.ts'
import type { Passwords } from './passwords/hash.ts'
import { checkNewPassword } from './passwords/rules.ts'
import { findPerson } from './people.ts'
import { findOrigin } from './sessions/origin.ts'
import { endSessionsOf } from './sessions/session.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly passwords: Passwords
  readonly sealing: Sealing
  readonly verifyPassword: (person: string, password: string) => Promise<void>
  readonly news: News
}

const nowhere = { device: null, network: null }

/** Changes the caller's password and ends their other sessions, where a thief may sit. */
export const createChangePassword =
  ({ db, sealing, clock, passwords, verifyPassword, news }: Needs) =>
  async (caller: Caller, given: { current: string; next: string }): Promise<void> => {
    await verifyPassword(caller.id, given.current)
    const person = await findPerson(db, sealing, caller.id)
    checkNewPassword(given.next, person ?? { name: caller.name, email: null })
    const hash = await passwords.hash(given.next)
    const at = clock()
    await db.transaction(async (tx) => {
      await tx.query('update identity.credential set hash = $2, changed_at = $3 where person = $1', [
        caller.id,
        hash,
        at,
      ])
      await endSessionsOf(tx, caller.id, at, caller.session)
    })
    const { device, network } = caller.session === undefined ? nowhere : await findOrigin(db, caller.session)
    await news.tell([{ person: caller.id, change: 'passwordChanged', at, device, network }])
  }
