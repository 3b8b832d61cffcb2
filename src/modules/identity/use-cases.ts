/** What identity does for HTTP, put together. */
import { createHmac } from 'node:crypto'
import type { Database } from '#platform/database'
import type { Ways } from '#platform/delivery'
import type { Caller } from '#platform/http'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import { createAttempts } from './attempts.ts'
import { createChangePassword } from './change-password.ts'
import { createFactors } from './factors.ts'
import type { Tell } from './messages/tell.ts'
import type { Write } from './messages/write.ts'
import type { News } from './news.ts'
import { type AddNeeds, createAddPasskey, createBeginPasskey } from './passkeys/add.ts'
import { renamePasskey } from './passkeys/keys.ts'
import { createPresence } from './passkeys/presence.ts'
import { createRemovePasskey } from './passkeys/remove.ts'
import { createBeginPasskeySignIn, createPasskeySignIn } from './passkeys/sign-in.ts'
import type { Site } from './passkeys/site.ts'
import { createVerifyUse } from './passkeys/use.ts'
import { createPasswords } from './passwords/hash.ts'
import { findPerson } from './people.ts'
import { createChangePhone, findPhone } from './phone.ts'
import { createRegister } from './register.ts'
import { createEnter } from './sessions/enter.ts'
import { endSessionOf, listSessions } from './sessions/list.ts'
import { type HashNetwork, newDevice } from './sessions/origin.ts'
import { endSession, endSessionsOf } from './sessions/session.ts'
import { createSignIn } from './sign-in.ts'
import { createSignalUses } from './signals/uses.ts'
import { listPasskeys } from './step-ups/ways.ts'
import { updateProfile } from './update-profile.ts'
import { createVerifyPassword } from './verify-password.ts'
import type { Language } from './wire.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly secret: string
  readonly site: Site
  readonly news: News
  readonly allowsQuickRegistration: boolean
  readonly tell: Tell
  readonly write: Write
  readonly ways: Ways
  readonly hasOutbox: boolean
  readonly hashNetwork: HashNetwork
  /** Drops what is remembered of callers. */
  readonly forget: () => void
}

/** Builds the use cases. Those that take a right away make the caller's cache forget, so that it holds at once. */
export const createUseCases = (given: Needs) => {
  const { db, sealing, clock, random, secret, site, news, tell, forget, hashNetwork } = given
  const passwords = createPasswords(createHmac('sha256', secret).update('password').digest())
  const enter = createEnter(given)
  const attempts = createAttempts(db, clock, secret)
  const verifyPassword = createVerifyPassword({ db, attempts, passwords })
  const signIn = createSignIn({ db, sealing, clock, random, attempts, passwords, news, enter })
  const verifyUse = createVerifyUse(db, site)
  const needs = { db, sealing, clock, random, attempts, news, site, verifyUse, verifyPassword, enter, tell, forget }
  const factors = createFactors({ ...needs, secret, passwords })
  const { prove } = factors
  const signals = createSignalUses({ ...given, attempts, prove })
  const changePhone = createChangePhone({ db, sealing, clock, prove, news })
  const changePassword = createChangePassword({ db, sealing, clock, passwords, prove, news, tell })
  const adding: AddNeeds = { ...needs, prove }
  const register = createRegister({ ...given, attempts, passwords })

  const thenForget =
    <Given extends unknown[], Answer>(use: (...given: Given) => Promise<Answer>) =>
    async (...given: Given): Promise<Answer> => {
      const answer = await use(...given)
      forget()
      return answer
    }

  return {
    attempts,
    passwords,
    /** For a browser that has no device yet. */
    newDevice: () => newDevice(random),
    hashNetwork,
    ...factors,
    ...signals,
    disownSession: thenForget(signals.disownSession),
    proveSession: thenForget(signals.proveSession),
    signInSecond: thenForget(factors.signInSecond),
    revokeDevice: thenForget(factors.revokeDevice),
    register: thenForget(register),
    signIn: thenForget(signIn),
    beginPasskeySignIn: createBeginPasskeySignIn(needs),
    presence: createPresence(needs),
    signInWithPasskey: thenForget(createPasskeySignIn(needs)),
    passkeys: (person: string) => listPasskeys(db, person, clock()),
    beginPasskey: createBeginPasskey(adding),
    addPasskey: createAddPasskey(adding),
    renamePasskey: (person: string, id: string, name: string) => renamePasskey(db, person, id, name),
    removePasskey: thenForget(createRemovePasskey({ ...needs, prove })),
    sessions: ({ id, session }: Caller) => listSessions(db, id, session, clock()),
    endSession: thenForget((caller: Caller, id: string) => endSessionOf(db, caller.id, id, clock())),
    signOut: thenForget(async ({ session }: Caller) => {
      if (session !== undefined) await endSession(db, session, clock())
    }),
    signOutEverywhere: thenForget((caller: Caller) => endSessionsOf(db, caller.id, clock())),
    changePassword: thenForget(changePassword),
    phone: (person: string) => findPhone(db, sealing, person),
    changePhone,
    updateProfile: thenForget((caller: Caller, given: { name?: string; language?: Language }) =>
      updateProfile(db, sealing, caller.id, given),
    ),
    person: (id: string) => findPerson(db, sealing, id),
  }
}

export type UseCases = ReturnType<typeof createUseCases>
