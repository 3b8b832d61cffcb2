import type { Channel } from '#platform/delivery'
import { uuidv7 } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { createCountSending, createSendCode } from '../codes/send.ts'
import { makeTicket, type Ticket } from '../ticket.ts'
import type { Language, Registration } from '../wire.ts'
import { insertRegistration, isTaken, takeRegistration } from './draft.ts'
import { createCompose, createKeep, createShow, phoneFirst, type StepNeeds } from './needs.ts'

const idTaken = () => new Refusal('id-taken', 409, 'This id stands for another registration.')

interface Beginning {
  readonly id: string
  readonly phone: string
  readonly language: Language
  /** What the browser keeps already. */
  readonly known: Ticket | null
  readonly network: string
}

/** Begins with a phone number; a second time it answers where the first one stands. Throws 'id-taken' (409). */
export const createBegin = (needs: StepNeeds) => {
  const { db, sealing, clock, random, codes } = needs
  const [keep, show, compose] = [createKeep(needs), createShow(needs), createCompose(needs)]
  const [countSending, sendCode] = [createCountSending(needs), createSendCode(needs)]

  return async ({ id, phone, language, known, network }: Beginning) => {
    if (known?.id === id) {
      if ((await keep(known)).draft.phone !== phone) throw idTaken()
      return { ticket: known, registration: await show(known) }
    }
    if (await isTaken(db, id)) throw idTaken()
    const phoneHash = codes.hashAddress('sms', phone)
    await countSending(id, 'sms', phoneHash, network)
    const sending = await compose(id, 'sms', phone, language)
    const [ticket, at] = [makeTicket(id, random), clock()]
    const made = { ticket, person: uuidv7(at.getTime(), random(10)), language, draft: { phone }, at }
    await db.transaction(async (tx) => {
      if (!(await insertRegistration(tx, sealing, made))) throw idTaken()
      await sendCode(tx, sending, phoneHash)
    })
    return { ticket, registration: await show(ticket) }
  }
}

/** Sends another code to what was given and is not proved yet. */
export const createSendAgain = (needs: StepNeeds) => {
  const { db, sealing, clock, codes } = needs
  const [keep, show, compose] = [createKeep(needs), createShow(needs), createCompose(needs)]
  const [countSending, sendCode] = [createCountSending(needs), createSendCode(needs)]

  return async (ticket: Ticket, channel: Channel, network: string): Promise<Registration> => {
    const { row, draft } = await keep(ticket)
    if (channel === 'mail' && row.phone_verified_at === null) throw phoneFirst()
    const address = channel === 'sms' ? draft.phone : draft.email
    const provedAt = channel === 'sms' ? row.phone_verified_at : row.email_verified_at
    if (address === undefined || provedAt !== null) return show(ticket)
    const addressHash = codes.hashAddress(channel, address)
    await countSending(ticket.id, channel, addressHash, network)
    const sending = await compose(ticket.id, channel, address, row.language)
    await db.transaction(async (tx) => {
      await takeRegistration(tx, sealing, ticket, clock())
      await sendCode(tx, sending, addressHash)
    })
    return show(ticket)
  }
}
