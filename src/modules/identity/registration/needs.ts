/** What the steps of a registration share. */
import type { Channel } from '#platform/delivery'
import type { RandomBytes } from '#platform/id'
import { Refusal } from '#platform/refusal'
import type { Clock } from '#platform/time'
import type { CodeNeeds, Sending } from '../codes/send.ts'
import { findByEmail } from '../emails.ts'
import { findVerifiedHolder } from '../phone.ts'
import type { Ticket } from '../ticket.ts'
import type { Language, Registration } from '../wire.ts'
import { findRegistration, type Kept, noSuchRegistration, saveRegistration, takeRegistration } from './draft.ts'
import { showRegistration } from './show.ts'

export interface StepNeeds extends CodeNeeds {
  readonly clock: Clock
  readonly random: RandomBytes
  /** Where the sign-in page is. */
  readonly link: string
  readonly hasOutbox: boolean
}

export const phoneFirst = () => new Refusal('phone-first', 409, 'The phone number comes first: prove it with the code.')

/** What a ticket stands for; throws 'no-such-registration' (404). */
export const createKeep =
  ({ db, sealing, clock }: StepNeeds) =>
  async (ticket: Ticket): Promise<Kept> => {
    const kept = await findRegistration(db, sealing, ticket, clock())
    if (!kept) throw noSuchRegistration()
    return kept
  }

/** The same as its browser sees it. */
export const createShow =
  (needs: StepNeeds) =>
  async (ticket: Ticket): Promise<Registration> =>
    showRegistration(await createKeep(needs)(ticket), await needs.codes.find(needs.db, ticket.id), needs.hasOutbox)

/** Changes a registration whose phone is proved, under lock. Throws 'phone-first' (409). */
export const createChange =
  (needs: StepNeeds) =>
  async (ticket: Ticket, how: (kept: Kept) => Kept): Promise<Registration> => {
    const { db, sealing, clock } = needs
    await db.transaction(async (tx) => {
      const kept = await takeRegistration(tx, sealing, ticket, clock())
      if (kept.row.phone_verified_at === null) throw phoneFirst()
      await saveRegistration(tx, sealing, how(kept), clock())
    })
    return createShow(needs)(ticket)
  }

const placeWords = {
  en: { mail: 'email', sms: 'phone number' },
  hi: { mail: 'ईमेल', sms: 'फ़ोन नंबर' },
} as const

/** What goes to an address: a code, or, where its owner is a customer already, word of that. Nobody else learns which. */
export const createCompose =
  ({ db, sealing, link }: StepNeeds) =>
  async (subject: string, channel: Channel, address: string, language: Language): Promise<Sending> => {
    const holder =
      channel === 'mail' ? await findByEmail(db, sealing, address) : await findVerifiedHolder(db, sealing, address)
    const about = { subject, channel, address, language }
    return holder === null
      ? { ...about, kind: 'registration-code', parameters: {} }
      : { ...about, kind: 'already-customer', parameters: { link, where: placeWords[language][channel] } }
  }

/** What the ticket of a browser stands for; null for none that is still there. */
export const createFind =
  ({ db, sealing, clock, codes, hasOutbox }: StepNeeds) =>
  async (ticket: Ticket | null): Promise<Registration | null> => {
    const kept = ticket && (await findRegistration(db, sealing, ticket, clock()))
    return kept && showRegistration(kept, await codes.find(db, kept.row.id), hasOutbox)
  }
