import type { z } from 'zod'
import type { Database } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Attempts } from './attempts.ts'
import { insertPerson, type NewPerson } from './create-person.ts'
import type { News } from './news.ts'
import type { Passwords } from './passwords/hash.ts'
import { checkNewPassword } from './passwords/rules.ts'
import { startSession } from './sessions/session.ts'
import type { SignedIn, Visitor } from './sign-in.ts'
import type { register } from './wire.ts'

interface Needs {
  readonly db: Database
  readonly sealing: Sealing
  readonly clock: Clock
  readonly random: RandomBytes
  readonly attempts: Attempts
  readonly passwords: Passwords
  readonly news: News
  /** Whether somebody may become a customer without having proved phone and email. */
  readonly allowsQuickRegistration: boolean
}

const stepsRequired = () =>
  new Refusal('steps-required', 403, 'Accounts are opened step by step here: phone and email are proved first.')

const emailTaken = () => new Refusal('email-taken', 409, 'This email is registered already. Please sign in.')

/** Makes a customer and signs them in. Throws 'email-taken', 'password-too-common', 'too-many-attempts'. */
export const createRegister =
  ({ db, sealing, clock, random, attempts, passwords, news, allowsQuickRegistration }: Needs) =>
  async (given: z.output<typeof register.body>, visitor: Visitor): Promise<SignedIn> => {
    if (!allowsQuickRegistration) throw stepsRequired()
    await attempts.count([['registration-address', visitor.network]])
    checkNewPassword(given.password, given)
    const hash = await passwords.hash(given.password)

    const at = clock()
    const person: NewPerson = {
      id: uuidv7(at.getTime(), random(10)),
      kind: 'customer',
      name: given.name.normalize('NFC'),
      email: given.email,
      language: given.language,
      roles: ['customer'],
      at,
    }
    const { userAgent, session: replaces, device, range: network, zone } = visitor
    const signedIn = await db.transaction(async (tx) => {
      if (!(await insertPerson(tx, sealing, person, hash))) throw emailTaken()
      const entry = { zone, enteredWith: 'registration', passkey: null, typingDistance: null } as const
      const start = { person: person.id, userAgent, replaces, at, device, network, ...entry }
      return { person: person.id, token: await startSession(tx, random, start) }
    })
    await news.tell([{ person: person.id, change: 'signedIn', at, device, network }])
    return signedIn
  }
