/** Codes that come back: the phone is proved, the email is proved. */
import { createCountTrying } from '../codes/send.ts'
import type { Ticket } from '../ticket.ts'
import type { Registration } from '../wire.ts'
import { deleteRegistrations, findOthersOf, type Kept, openDraft, saveRegistration, takeRegistration } from './draft.ts'
import { createChange, createKeep, createShow, phoneFirst, type StepNeeds } from './needs.ts'

/** Two who prove one phone at the same instant come one after the other. */
export const lockPhone = 'select pg_advisory_xact_lock($1, $2)'
export const lockOf = (hash: Buffer): number[] => [hash.readInt32BE(0), hash.readInt32BE(4)]

/** What was written elsewhere under the same phone comes along; the phone itself is this one's. */
const adopt = ({ row, draft }: Kept, other: Kept): Kept => ({
  row: {
    ...row,
    email_hash: other.row.email_hash,
    email_verified_at: other.row.email_verified_at,
    terms: other.row.terms,
    account_kind: other.row.account_kind,
  },
  draft: { ...other.draft, phone: draft.phone },
})

/**
 * Proves the phone. An unfinished registration with the same phone, begun in another browser, goes on in this one and is over
 * there. Throws 'code-wrong' (403), 'code-over' (409), 'too-many-attempts' (429).
 */
export const createProvePhone = (needs: StepNeeds) => {
  const { db, sealing, clock, codes } = needs
  const [keep, show, countTrying] = [createKeep(needs), createShow(needs), createCountTrying(needs)]

  const goOn = (ticket: Ticket, phone: Buffer) =>
    db.transaction(async (tx) => {
      await tx.query(lockPhone, lockOf(phone))
      const kept = await takeRegistration(tx, sealing, ticket, clock())
      const others = await findOthersOf(tx, sealing, kept)
      const { row, draft } = others.length > 0 ? adopt(kept, await openDraft(sealing, others[0])) : kept
      const at = clock()
      await saveRegistration(tx, sealing, { row: { ...row, phone_verified_at: at }, draft }, at)
      const ids = others.map(({ id }) => id)
      await deleteRegistrations(tx, ids)
      await codes.forget(tx, ids)
    })

  return async (ticket: Ticket, code: string, network: string): Promise<Registration> => {
    const { row, draft } = await keep(ticket)
    if (row.phone_verified_at !== null) return show(ticket)
    const phone = codes.hashAddress('sms', draft.phone)
    await countTrying(phone, network)
    await codes.check(ticket.id, 'sms', code)
    await goOn(ticket, phone)
    return show(ticket)
  }
}

/** Proves the email that was given last. Throws what createProvePhone throws. */
export const createProveEmail = (needs: StepNeeds) => {
  const { clock, codes } = needs
  const [keep, show, change] = [createKeep(needs), createShow(needs), createChange(needs)]
  const countTrying = createCountTrying(needs)

  return async (ticket: Ticket, code: string, network: string): Promise<Registration> => {
    const { row, draft } = await keep(ticket)
    if (row.phone_verified_at === null) throw phoneFirst()
    if (row.email_verified_at !== null) return show(ticket)
    await countTrying(row.email_hash ?? codes.hashAddress('sms', draft.phone), network)
    await codes.check(ticket.id, 'mail', code)
    return change(ticket, (kept) => {
      // A code for one email proves no other that was given meanwhile.
      const isSame = kept.row.email_hash !== null && row.email_hash?.equals(kept.row.email_hash)
      return isSame ? { ...kept, row: { ...kept.row, email_verified_at: clock() } } : kept
    })
  }
}
