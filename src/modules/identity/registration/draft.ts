/** A registration as it is kept, and everything that reads or changes it. */
import type { Database, Query, Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { normalizePhone, type Sealing } from '#platform/sealing'
import { dayMs } from '#platform/time'
import { registrationDraft } from '../sealed-fields.ts'
import { hashTicket, type Ticket } from '../ticket.ts'
import type { AccountKind, Language, PostalAddress } from '../wire.ts'

/** What was typed, sealed as one. */
export interface Draft {
  readonly phone: string
  readonly email?: string
  readonly name?: string
  readonly birthDate?: string
  readonly address?: PostalAddress
}

export interface RegistrationRow {
  readonly id: string
  readonly person: string
  readonly language: Language
  readonly phone_verified_at: Date | null
  /** Tells one email from another; nobody is found by it. */
  readonly email_hash: Buffer | null
  readonly email_verified_at: Date | null
  readonly draft_sealed: Buffer
  readonly terms: string | null
  readonly account_kind: AccountKind | null
  readonly passkey_nonce: Buffer | null
  readonly passkey_until: Date | null
  readonly expires_at: Date
}

export interface Kept {
  readonly row: RegistrationRow
  readonly draft: Draft
}

/** Erased so long after something was last written. */
export const registrationLastsMs = 7 * dayMs

const columns = `id, person, language, phone_verified_at, email_hash, email_verified_at, draft_sealed, terms,
  account_kind, passkey_nonce, passkey_until, expires_at`

export const noSuchRegistration = () =>
  new Refusal(
    'no-such-registration',
    404,
    'This registration is over, or it was begun in another browser. With your phone number you go on where you were.',
  )

export const openDraft = async (sealing: Sealing, row: RegistrationRow): Promise<Kept> => ({
  row,
  draft: JSON.parse(await sealing.open(registrationDraft, row.id, row.draft_sealed)),
})

/** The registration of this ticket, or null. */
export const findRegistration = async (
  db: Query,
  sealing: Sealing,
  ticket: Ticket,
  now: Date,
): Promise<Kept | null> => {
  const [row] = await db.query<RegistrationRow>(
    `select ${columns} from identity.registration where id = $1 and token = $2 and expires_at > $3`,
    [ticket.id, hashTicket(ticket), now],
  )
  return row ? openDraft(sealing, row) : null
}

/** The same, locked until the transaction ends. Throws 'no-such-registration' (404), for another one's ticket too. */
export const takeRegistration = async (tx: Tx, sealing: Sealing, ticket: Ticket, now: Date): Promise<Kept> => {
  const [row] = await tx.query<RegistrationRow>(
    `select ${columns} from identity.registration where id = $1 and token = $2 and expires_at > $3 for update`,
    [ticket.id, hashTicket(ticket), now],
  )
  if (!row) throw noSuchRegistration()
  return openDraft(sealing, row)
}

export const isTaken = async (db: Query, id: string): Promise<boolean> =>
  (await db.query('select 1 from identity.registration where id = $1', [id])).length > 0

interface NewRegistration {
  readonly ticket: Ticket
  readonly person: string
  readonly language: Language
  readonly draft: Draft
  readonly at: Date
}

/** Answers false where the id is taken. */
export const insertRegistration = async (tx: Tx, sealing: Sealing, given: NewRegistration): Promise<boolean> => {
  const { ticket, person, language, draft, at } = given
  const phoneHash = await sealing.hash(tx, 'phone', normalizePhone(draft.phone))
  const sealed = await sealing.seal(registrationDraft, ticket.id, JSON.stringify(draft))
  const expiresAt = new Date(at.getTime() + registrationLastsMs)
  const written = await tx.query(
    `insert into identity.registration (id, token, person, language, phone_hash, draft_sealed, begun_at, changed_at, expires_at)
     values ($1, $2, $3, $4, $5, $6, $7, $7, $8) on conflict (id) do nothing returning 1`,
    [ticket.id, hashTicket(ticket), person, language, phoneHash, sealed, at, expiresAt],
  )
  return written.length > 0
}

/** Writes a draft and what stands beside it. A change keeps the whole for another week. */
export const saveRegistration = async (tx: Tx, sealing: Sealing, { row, draft }: Kept, at: Date): Promise<void> => {
  await tx.query(
    `update identity.registration
        set draft_sealed = $2, phone_verified_at = $3, email_hash = $4, email_verified_at = $5, terms = $6,
            account_kind = $7, passkey_nonce = $8, passkey_until = $9, changed_at = $10, expires_at = $11
      where id = $1`,
    [
      row.id,
      await sealing.seal(registrationDraft, row.id, JSON.stringify(draft)),
      row.phone_verified_at,
      row.email_hash,
      row.email_verified_at,
      row.terms,
      row.account_kind,
      row.passkey_nonce,
      row.passkey_until,
      at,
      new Date(at.getTime() + registrationLastsMs),
    ],
  )
}

/** Others on the way with a phone that they have proved, the last one first. */
export const findOthersOf = async (tx: Tx, sealing: Sealing, { row, draft }: Kept): Promise<RegistrationRow[]> =>
  tx.query(
    `select ${columns} from identity.registration
      where phone_hash = any($2::bytea[]) and phone_verified_at is not null and id <> $1
      order by changed_at desc, id for update`,
    [row.id, await sealing.hashes('phone', normalizePhone(draft.phone))],
  )

export const deleteRegistrations = async (tx: Query, ids: readonly string[]): Promise<void> => {
  await tx.query('delete from identity.registration where id = any($1::uuid[])', [ids])
}

/** Erases registrations that nobody went on with, and codes of long ago. */
export const tidyRegistrations = async (db: Database, now: Date): Promise<void> => {
  await db.query('delete from identity.registration where expires_at <= $1', [now])
  await db.query('delete from identity.code where expires_at < $1', [new Date(now.getTime() - dayMs)])
}
