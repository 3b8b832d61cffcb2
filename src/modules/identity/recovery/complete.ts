/** The end: a new password or passkey, and everybody is signed out. */
import type { Tx } from '#platform/database'
import { uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { ceremonyMs, challengeOf } from '../passkeys/ceremony.ts'
import { creationOptions, insertPasskey, verifyMade } from '../passkeys/insert.ts'
import { findPasskeys } from '../passkeys/keys.ts'
import { ceremonyOver, passkeyRefused } from '../passkeys/refusals.ts'
import { checkNewPassword } from '../passwords/rules.ts'
import { findPerson } from '../people.ts'
import { endSessionsOf } from '../sessions/session.ts'
import { hashTicket, type Ticket } from '../ticket.ts'
import type { MadeCredential, Person, Secret } from '../wire.ts'
import { createKeep, type RecoveryNeeds } from './needs.ts'
import { type RecoveryRow, stateOf, takeRecovery } from './row.ts'

const notOpen = () => new Refusal('recovery-not-open', 409, 'The time of waiting is not over, or it was stopped.')

const personOf = (row: RecoveryRow, now: Date): string => {
  if (stateOf(row, now) !== 'open' || row.person === null) throw notOpen()
  return row.person
}

const askStatement = 'update identity.recovery set passkey_nonce = $2, passkey_until = $3 where id = $1'

/** Taken before it is looked at, so that no second answer finds it, right or wrong. */
const takeStatement = `
  update identity.recovery set passkey_nonce = null, passkey_until = null
   where id = $1 and token = $2 and passkey_until > $3
  returning old.passkey_nonce as nonce`

/** Asks a browser for a passkey. Throws 'recovery-not-open' (409). */
export const createBeginPasskey = (needs: RecoveryNeeds) => {
  const { db, sealing, clock, random, site } = needs
  const keep = createKeep(needs)
  return async (ticket: Ticket) => {
    const at = clock()
    const person = personOf(await keep(ticket), at)
    const [nonce, expiresAt] = [random(32), new Date(at.getTime() + ceremonyMs)]
    await db.query(askStatement, [ticket.id, Buffer.from(nonce), expiresAt])
    const known = await findPerson(db, sealing, person)
    const named = { id: person, email: known?.email ?? null, name: known?.name ?? '' }
    const challenge = challengeOf('register', nonce)
    const options = await creationOptions(site, named, challenge, await findPasskeys(db, person))
    return { expiresAt: expiresAt.toISOString(), options }
  }
}

const credentialStatement = `
  insert into identity.credential (person, hash, changed_at) values ($1, $2, $3)
  on conflict (person) do update set hash = excluded.hash, changed_at = excluded.changed_at`

/**
 * Sets what was chosen in place of what was lost. Throws 'recovery-not-open', 'ceremony-over', 'passkey-known' (409),
 * 'password-too-common', 'password-too-short' (422), 'passkey-refused' (403), 'too-many-attempts' (429).
 */
export const createComplete = (needs: RecoveryNeeds) => {
  const { db, sealing, clock, random, attempts, passwords, news, site, tell, forget } = needs
  const keep = createKeep(needs)

  const takePasskey = async (ticket: Ticket, credential: MadeCredential) => {
    const [taken] = await db.query<{ nonce: Buffer }>(takeStatement, [ticket.id, hashTicket(ticket), clock()])
    if (!taken) throw ceremonyOver()
    const made = await verifyMade(site, challengeOf('register', taken.nonce), credential)
    if (!made) throw passkeyRefused()
    return made
  }

  const prepare = async (ticket: Ticket, person: Person, secret: Secret) => {
    if ('password' in secret) {
      checkNewPassword(secret.password, person)
      const hash = await passwords.hash(secret.password)
      return (tx: Tx, at: Date) => tx.query(credentialStatement, [person.id, hash, at])
    }
    const { name, credential } = secret.passkey
    const made = await takePasskey(ticket, credential)
    return async (tx: Tx, at: Date) => {
      // The password that was forgotten may be known to somebody else; with the passkey it is not needed.
      await tx.query('delete from identity.credential where person = $1', [person.id])
      const id = uuidv7(at.getTime(), random(10))
      return insertPasskey(tx, { id, person: person.id, name, made, response: credential, at })
    }
  }

  return async (
    ticket: Ticket,
    secret: Secret,
    visitor: { network: string; device: string; range: string },
  ): Promise<void> => {
    const id = personOf(await keep(ticket), clock())
    await attempts.count([['registration-address', visitor.network]])
    const person = await findPerson(db, sealing, id)
    if (!person) throw notOpen()
    const set = await prepare(ticket, person, secret)
    const at = clock()
    await db.transaction(async (tx) => {
      // Read again under lock: it may have been stopped, or used, while the password was hashed.
      personOf(await takeRecovery(tx, ticket), at)
      await set(tx, at)
      // Whoever lost everything has lost the authenticator app, too; it would keep them out.
      await tx.query('delete from identity.totp where person = $1', [id])
      await endSessionsOf(tx, id, at)
      await tx.query('update identity.recovery set finished_at = $2 where id = $1', [ticket.id, at])
      await tell(tx, { person: id, kind: 'recovery-done' })
    })
    forget()
    await news.tell([{ person: id, change: 'passwordChanged', at, device: visitor.device, network: visitor.range }])
  }
}
