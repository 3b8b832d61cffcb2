/** A passkey in place of a password: made for the id that the customer will have. */
import { uuidv7 } from '#platform/id'
import { ceremonyMs, challengeOf } from '../passkeys/ceremony.ts'
import { creationOptions, type Made, verifyMade } from '../passkeys/insert.ts'
import { ceremonyOver, passkeyRefused } from '../passkeys/refusals.ts'
import { hashTicket, type Ticket } from '../ticket.ts'
import type { MadeCredential, PasskeyCreation } from '../wire.ts'
import type { CompleteNeeds } from './complete.ts'
import { wholeOf } from './complete.ts'
import { saveRegistration, takeRegistration } from './draft.ts'

export interface TakenPasskey {
  readonly id: string
  readonly name: string
  readonly made: Made
  readonly response: MadeCredential
}

/** Asks; the options hold for two minutes. Throws 'registration-incomplete' (409). */
export const createBeginPasskey =
  ({ db, sealing, clock, random, site }: CompleteNeeds) =>
  async (ticket: Ticket): Promise<{ expiresAt: string; options: PasskeyCreation }> => {
    const [at, nonce] = [clock(), random(32)]
    const expiresAt = new Date(at.getTime() + ceremonyMs)
    const whole = await db.transaction(async (tx) => {
      const { row, draft } = await takeRegistration(tx, sealing, ticket, at)
      const asked = { ...row, passkey_nonce: Buffer.from(nonce), passkey_until: expiresAt }
      await saveRegistration(tx, sealing, { row: asked, draft }, at)
      return wholeOf({ row, draft })
    })
    const { id, email, name } = whole
    const options = await creationOptions(site, { id, email, name }, challengeOf('register', nonce), [])
    return { expiresAt: expiresAt.toISOString(), options }
  }

/** Takes what was asked, so that no second answer finds it, right or wrong. */
const takeStatement = `
  update identity.registration set passkey_nonce = null, passkey_until = null
   where id = $1 and token = $2 and passkey_until > $3
  returning old.passkey_nonce as nonce`

/** Verifies the key that was made. Throws 'ceremony-over' (409), 'passkey-refused' (403). */
export const createTakePasskey =
  ({ db, clock, random, site }: CompleteNeeds) =>
  async (ticket: Ticket, given: { name: string; credential: MadeCredential }): Promise<TakenPasskey> => {
    const at = clock()
    const [taken] = await db.query<{ nonce: Buffer }>(takeStatement, [ticket.id, hashTicket(ticket), at])
    if (!taken) throw ceremonyOver()
    const made = await verifyMade(site, challengeOf('register', taken.nonce), given.credential)
    if (!made) throw passkeyRefused()
    return { id: uuidv7(at.getTime(), random(10)), name: given.name, made, response: given.credential }
  }
