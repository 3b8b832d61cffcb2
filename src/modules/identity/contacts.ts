/** Phones and emails by which somebody can be found who wants to be. */
import type { Database } from '#platform/database'
import { normalizePhone, type Sealing } from '#platform/sealing'
import { findByEmail } from './emails.ts'
import { findPerson } from './people.ts'
import { findPhone, findVerifiedHolder } from './phone.ts'

export interface Contact {
  readonly kind: 'phone' | 'email'
  readonly value: string
  /** A phone is, once a code that was sent there came back. An email is what its person signs in and is written to with. */
  readonly isProved: boolean
}

export interface Contacts {
  /** Who has proved that this is theirs, or null. */
  holderOf(kind: Contact['kind'], value: string): Promise<string | null>
  /** What a person has. */
  of(person: string): Promise<Contact[]>
}

export const createContacts = (db: Database, sealing: Sealing): Contacts => ({
  holderOf: (kind, value) =>
    kind === 'email' ? findByEmail(db, sealing, value) : findVerifiedHolder(db, sealing, value),
  of: async (person) => {
    const [known, { number }] = await Promise.all([findPerson(db, sealing, person), findPhone(db, sealing, person)])
    const isProved = number !== null && (await findVerifiedHolder(db, sealing, normalizePhone(number))) === person
    return [
      ...(number === null ? [] : [{ kind: 'phone' as const, value: number, isProved }]),
      ...(known?.email ? [{ kind: 'email' as const, value: known.email, isProved: true }] : []),
    ]
  },
})
