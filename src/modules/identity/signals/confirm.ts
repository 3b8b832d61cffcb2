/** Proving a session: with what proves deeds, or, where a person has only a password, with digits that the bank sends. */

import type { z } from 'zod'
import type { Database } from '#platform/database'
import type { Channel, Ways } from '#platform/delivery'
import type { RandomBytes } from '#platform/id'
import type { Sealing } from '#platform/sealing'
import { type Clock, dayMs } from '#platform/time'
import type { Attempts } from '../attempts.ts'
import { createCodes } from '../codes/codes.ts'
import { createCountSending, createCountTrying, createSendCode, noWay } from '../codes/send.ts'
import type { Write } from '../messages/write.ts'
import { passkeyRequired } from '../passkeys/refusals.ts'
import { findPerson } from '../people.ts'
import { type KeptPhone, openPhone } from '../phone.ts'
import { plainDeed } from '../step-ups/deed.ts'
import type { Prove } from '../step-ups/prove.ts'
import { findWays, type Prover, waysOf } from '../step-ups/ways.ts'
import type { Language, proveSession, Standing } from '../wire.ts'

export interface ConfirmNeeds {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  readonly sealing: Sealing
  readonly secret: string
  readonly attempts: Attempts
  readonly write: Write
  readonly ways: Ways
  readonly hasOutbox: boolean
  readonly prove: Prove
}

/** Says that it is still the person who uses this session (hex id). */
export const confirmingSession = (session: string | undefined) => plainDeed('confirm-session', session ?? 'none')

export type SessionProof = z.output<typeof proveSession.body>['proof']

interface Reach {
  readonly channel: Channel
  readonly address: string
  readonly language: Language
}

const phoneStatement = `
  select seq, number, number_sealed, verified_at from identity.phone where person = $1 order by seq desc limit 1`

/** Where digits reach the person: the phone that they proved, or else their email; null where the bank cannot send there. */
const createFindReach =
  ({ db, sealing, ways }: ConfirmNeeds) =>
  async (person: string): Promise<Reach | null> => {
    const known = await findPerson(db, sealing, person)
    if (!known) return null
    const [phone] = await db.query<KeptPhone & { verified_at: Date | null }>(phoneStatement, [person])
    const number = phone?.verified_at && ways.sms ? await openPhone(sealing, phone) : null
    if (number !== null) return { channel: 'sms', address: number, language: known.language }
    return known.email !== null && ways.mail
      ? { channel: 'mail', address: known.email, language: known.language }
      : null
  }

/** As much of an address as tells its owner which one it is. */
const hint = ({ channel, address }: Reach): string =>
  channel === 'sms' ? `…${address.slice(-3)}` : address.replace(/^(.).*(@.*)$/u, '$1…$2')

export const createConfirm = (needs: ConfirmNeeds) => {
  const { db, clock, prove, hasOutbox } = needs
  const codes = createCodes(needs)
  const sending = { ...needs, codes }
  const [countSending, countTrying, sendCode] = [
    createCountSending(sending),
    createCountTrying(sending),
    createSendCode(sending),
  ]
  const findReach = createFindReach(needs)

  /** The password proves a session only of who cannot be reached: whoever signed in knows it. */
  const waysFor = async (prover: Prover): Promise<Standing['ways']> => {
    const found = waysOf(await findWays(db, prover, clock()))
    const strong = found.filter((way) => way !== 'password')
    if (strong.length > 0) return strong
    return (await findReach(prover.id)) ? ['message'] : found
  }

  const reachOf = async (prover: Prover): Promise<Reach & { hash: Buffer }> => {
    if (!(await waysFor(prover)).includes('message')) throw passkeyRequired()
    const reach = await findReach(prover.id)
    if (!reach) throw noWay()
    return { ...reach, hash: codes.hashAddress(reach.channel, reach.address) }
  }

  return {
    waysFor,
    /** Throws 'passkey-required' (403) where something better proves, and what sending a code throws. */
    send: async (prover: Prover, network: string) => {
      const reach = await reachOf(prover)
      const { channel, address, language, hash } = reach
      const about = { subject: prover.id, channel }
      await countSending(prover.id, channel, hash, network)
      await db.transaction(async (tx) => {
        // Codes of yesterday make no code of today wait.
        await tx.query('delete from identity.code where subject = $1 and sent_at < $2', [
          prover.id,
          new Date(clock().getTime() - dayMs),
        ])
        await sendCode(tx, { ...about, address, language, kind: 'session-code', parameters: {} }, hash)
      })
      const [state] = (await codes.find(db, prover.id)).filter((each) => each.channel === channel)
      return { channel, to: hint(reach), expiresAt: state.expiresAt.toISOString(), hasOutbox }
    },
    /** Throws what proving and codes throw. */
    check: async (prover: Prover, proof: SessionProof, network: string): Promise<void> => {
      if (!('sentCode' in proof)) {
        if ('password' in proof && !(await waysFor(prover)).includes('password')) throw passkeyRequired()
        await prove(prover, confirmingSession(prover.session), proof)
        return
      }
      const { channel, hash } = await reachOf(prover)
      await countTrying(hash, network)
      await codes.check(prover.id, channel, proof.sentCode)
    },
  }
}
