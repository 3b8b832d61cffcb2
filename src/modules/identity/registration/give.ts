/** What is told step by step once the phone is proved. */
import { createCountSending, createSendCode } from '../codes/send.ts'
import type { Ticket } from '../ticket.ts'
import type { AccountKind, PostalAddress, Registration } from '../wire.ts'
import { deleteRegistrations, type Kept, saveRegistration, takeRegistration } from './draft.ts'
import { createChange, createCompose, createKeep, createShow, phoneFirst, type StepNeeds } from './needs.ts'
import { checkBirthDate, checkTerms } from './rules.ts'

/** What one step writes. */
export type Part =
  | { readonly name: string }
  | { readonly birthDate: string }
  | { readonly address: PostalAddress }
  | { readonly terms: string }
  | { readonly accountKind: AccountKind }

const withPart = ({ row, draft }: Kept, part: Part): Kept => {
  if ('terms' in part) return { row: { ...row, terms: part.terms }, draft }
  if ('accountKind' in part) return { row: { ...row, account_kind: part.accountKind }, draft }
  return { row, draft: { ...draft, ...('name' in part ? { name: part.name.normalize('NFC') } : part) } }
}

/** Writes a part; the same once more changes nothing. Throws 'too-young', 'birth-date-unlikely' (422), 'terms-changed' (409). */
export const createGive = (needs: StepNeeds) => {
  const change = createChange(needs)
  return async (ticket: Ticket, part: Part): Promise<Registration> => {
    if ('birthDate' in part) checkBirthDate(part.birthDate, needs.clock())
    if ('terms' in part) checkTerms(part.terms)
    return change(ticket, (kept) => withPart(kept, part))
  }
}

/** Takes an email, which a code then has to prove; the same once more sends nothing. */
export const createGiveEmail = (needs: StepNeeds) => {
  const { db, sealing, clock, codes } = needs
  const [keep, show, compose] = [createKeep(needs), createShow(needs), createCompose(needs)]
  const [countSending, sendCode] = [createCountSending(needs), createSendCode(needs)]

  return async (ticket: Ticket, email: string, network: string): Promise<Registration> => {
    const { row, draft } = await keep(ticket)
    if (row.phone_verified_at === null) throw phoneFirst()
    if (draft.email?.toLowerCase() === email.toLowerCase()) return show(ticket)
    const emailHash = codes.hashAddress('mail', email)
    await countSending(ticket.id, 'mail', emailHash, network)
    const sending = await compose(ticket.id, 'mail', email, row.language)
    await db.transaction(async (tx) => {
      const kept = await takeRegistration(tx, sealing, ticket, clock())
      const changed = { ...kept.row, email_hash: emailHash, email_verified_at: null }
      await saveRegistration(tx, sealing, { row: changed, draft: { ...kept.draft, email } }, clock())
      await sendCode(tx, sending, emailHash)
    })
    return show(ticket)
  }
}

/** Erases everything at once. */
export const createAbandon = (needs: StepNeeds) => {
  const keep = createKeep(needs)
  return async (ticket: Ticket): Promise<void> => {
    await keep(ticket)
    await needs.db.transaction(async (tx) => {
      await deleteRegistrations(tx, [ticket.id])
      await needs.codes.forget(tx, [ticket.id])
    })
  }
}
