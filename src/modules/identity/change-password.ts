import type { Database } from '#platform/database'
import type { Caller } from '#platform/http'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Tell } from './messages/tell.ts'
import type { News } from './news.ts'
import type { Passwords } from './passwords/hash.ts'
import { checkNewPassword } from './passwords/rules.ts'
import { findPerson } from './people.ts'
import { newsFrom } from './sessions/origin.ts'
import { endSessionsOf } from './sessions/session.ts'
import { plainDeed } from './step-ups/deed.ts'
import type { Prove } from './step-ups/prove.ts'
import type { Proof } from './wire.ts'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly passwords: Passwords
  readonly sealing: Sealing
  readonly prove: Prove
  readonly news: News
  readonly tell: Tell
}

/** The new password is no part of what is signed: its hash would stand where it could be guessed at. */
export const changingPassword = (person: string) => plainDeed('change-password', person)

/** Changes the caller's password and ends their other sessions, where a thief may sit. */
export const createChangePassword =
  ({ db, sealing, clock, passwords, prove, news, tell }: Needs) =>
  async (caller: Caller, given: { proof: Proof; next: string }): Promise<void> => {
    await prove(caller, changingPassword(caller.id), given.proof)
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
      await tell(tx, { person: caller.id, kind: 'password-changed' })
    })
    await news.tell(await newsFrom(db, caller, ['passwordChanged'], at))
  }
