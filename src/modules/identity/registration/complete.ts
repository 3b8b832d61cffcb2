/** The last step: a password or a passkey, and the registration becomes a customer who is signed in. */
import type { Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { insertPerson, type NewPerson } from '../create-person.ts'
import type { News } from '../news.ts'
import { insertPasskey } from '../passkeys/insert.ts'
import type { Site } from '../passkeys/site.ts'
import type { Passwords } from '../passwords/hash.ts'
import { checkNewPassword } from '../passwords/rules.ts'
import { findVerifiedHolder, insertPhone } from '../phone.ts'
import { insertProfile } from '../profiles/insert.ts'
import { startSession } from '../sessions/session.ts'
import type { SignedIn, Visitor } from '../sign-in.ts'
import type { Ticket } from '../ticket.ts'
import type { Secret } from '../wire.ts'
import { deleteRegistrations, type Kept, takeRegistration } from './draft.ts'
import { createKeep, type StepNeeds } from './needs.ts'
import { createTakePasskey, type TakenPasskey } from './passkey.ts'
import { lockOf, lockPhone } from './prove.ts'
import { nextStep } from './show.ts'

export interface CompleteNeeds extends StepNeeds {
  readonly passwords: Passwords
  readonly news: News
  readonly site: Site
}

const incomplete = () => new Refusal('registration-incomplete', 409, 'A step before this one is still to be done.')
const emailTaken = () => new Refusal('email-taken', 409, 'This email is registered already. Please sign in.')
const phoneTaken = () =>
  new Refusal('phone-taken', 409, 'This phone number belongs to a customer already. Please sign in.')

/** Everything that was told, once nothing is missing. Throws 'registration-incomplete' (409). */
export const wholeOf = (kept: Kept) => {
  const { row, draft } = kept
  const { phone, email, name, birthDate, address } = draft
  const isWhole = nextStep(kept) === 'secret'
  if (!isWhole || !email || !name || !birthDate || !address || !row.terms) throw incomplete()
  return { id: row.person, language: row.language, terms: row.terms, phone, email, name, birthDate, address }
}

type Whole = ReturnType<typeof wholeOf>

/** What proves from now on that it is them; one of the two. */
interface Ready {
  readonly hash: string | null
  readonly passkey: TakenPasskey | null
}

const writePerson = async (tx: Tx, { sealing, codes }: StepNeeds, whole: Whole, { hash, passkey }: Ready, at: Date) => {
  const { id, name, email, language, phone, birthDate, address, terms } = whole
  await tx.query(lockPhone, lockOf(codes.hashAddress('sms', phone)))
  if ((await findVerifiedHolder(tx, sealing, phone)) !== null) throw phoneTaken()
  const person: NewPerson = { id, kind: 'customer', name, email, language, roles: ['customer'], at }
  if (!(await insertPerson(tx, sealing, person, hash))) throw emailTaken()
  await insertPhone(tx, sealing, { person: id, number: phone, at, verifiedAt: at })
  await insertProfile(tx, sealing, { birthDate, address }, { person: id, terms, at })
  if (passkey) await insertPasskey(tx, { ...passkey, person: id, at })
}

/**
 * Makes the customer and signs them in. Throws 'registration-incomplete', 'email-taken', 'phone-taken', 'ceremony-over' (409),
 * 'password-too-common', 'password-too-short' (422), 'passkey-refused' (403), 'passkey-known' (409), 'too-many-attempts' (429).
 */
export const createComplete = (needs: CompleteNeeds) => {
  const { db, sealing, clock, random, attempts, passwords, news, codes } = needs
  const [keep, takePasskey] = [createKeep(needs), createTakePasskey(needs)]

  const prepare = async (ticket: Ticket, whole: Whole, secret: Secret): Promise<Ready> => {
    if ('passkey' in secret) return { hash: null, passkey: await takePasskey(ticket, secret.passkey) }
    checkNewPassword(secret.password, whole)
    return { hash: await passwords.hash(secret.password), passkey: null }
  }

  return async (ticket: Ticket, secret: Secret, visitor: Visitor): Promise<SignedIn> => {
    const whole = wholeOf(await keep(ticket))
    await attempts.count([['registration-address', visitor.network]])
    const ready = await prepare(ticket, whole, secret)
    const at = clock()
    const { userAgent, session: replaces, device, range: network, zone } = visitor
    const token = await db.transaction(async (tx) => {
      // Read again under lock: of two at once the second one finds nothing.
      await writePerson(tx, needs, wholeOf(await takeRegistration(tx, sealing, ticket, at)), ready, at)
      await deleteRegistrations(tx, [ticket.id])
      await codes.forget(tx, [ticket.id])
      const entry = { zone, enteredWith: 'registration', passkey: null, typingDistance: null } as const
      return startSession(tx, random, { person: whole.id, userAgent, replaces, at, device, network, ...entry })
    })
    await news.tell([{ person: whole.id, change: 'signedIn', at, device, network }])
    return { person: whole.id, token }
  }
}
