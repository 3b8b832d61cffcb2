/** Beginning: whoever gives an email or a phone gets the same answer after the same work, whether somebody has it or not. */
import type { Tx } from '#platform/database'
import type { Channel } from '#platform/delivery'
import { Refusal } from '#platform/refusal'
import { createSendCode, noWay, type Sending } from '../codes/send.ts'
import { findByEmail } from '../emails.ts'
import { findPerson } from '../people.ts'
import { findHolder, findPhone } from '../phone.ts'
import { hashTicket, makeTicket, type Ticket } from '../ticket.ts'
import type { Language, Recovery, RecoveryGiven } from '../wire.ts'
import { createKeep, createShow, type RecoveryNeeds } from './needs.ts'
import { noSuchRecovery, provingLastsMs, type RecoveryRow, stateOf } from './row.ts'

const idTaken = () => new Refusal('id-taken', 409, 'This id stands for another recovery.')

/** Stands for nobody: the same is asked of the database, and nothing is found. */
const nobody = '00000000-0000-8000-8000-000000000000'
const channels: readonly Channel[] = ['mail', 'sms']

interface Target {
  readonly channel: Channel
  /** Null where nothing is known of this channel. */
  readonly address: string | null
  readonly hash: Buffer
}

/** Where the codes of this person go. For nobody, and for whoever has no phone, the hash is of nothing that there is. */
const findTargets = async (needs: RecoveryNeeds, id: string, person: string | null): Promise<Target[]> => {
  const { db, sealing, codes } = needs
  const known = await findPerson(db, sealing, person ?? nobody)
  const { number } = await findPhone(db, sealing, person ?? nobody)
  const addresses = { mail: known?.email ?? null, sms: number }
  return channels.map((channel) => {
    const address = addresses[channel]
    return { channel, address, hash: codes.hashAddress(channel, address ?? `${id} ${channel}`) }
  })
}

/** Too many codes to an address end the codes, not the answer: the two channels of a person must not betray one another. */
const createMayReach =
  ({ attempts }: RecoveryNeeds) =>
  async (hash: Buffer): Promise<boolean> => {
    const target = hash.toString('hex')
    try {
      await attempts.count([
        ['code-send-target', target],
        ['code-send-target-day', target],
      ])
      return true
    } catch (error) {
      if (error instanceof Refusal) return false
      throw error
    }
  }

/** What is sent to a target: a code, or word that there is no such account, or, where there is nothing to reach, nothing. */
const compose = (subject: string, { channel, address }: Target, given: string | null, language: Language): Sending => {
  const about = { subject, channel, language, parameters: {} }
  if (address !== null) return { ...about, address, kind: 'recovery-code' }
  const isAsked = given !== null && channel === 'mail'
  return isAsked
    ? { ...about, address: given, kind: 'recovery-unknown' }
    : { ...about, address: 'nobody', kind: 'nobody' }
}

const insertStatement = `
  insert into identity.recovery (id, token, person, language, given_hash, mail_hash, sms_hash, begun_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7, $8, $9) on conflict (id) do nothing returning 1`

const isTaken = 'select 1 from identity.recovery where id = $1'

interface Beginning {
  readonly id: string
  readonly given: RecoveryGiven
  /** What the browser keeps already. */
  readonly known: Ticket | null
  readonly network: string
}

/** Begins; a second time it answers where the first one stands. Throws 'id-taken' (409), 'too-many-attempts' (429). */
export const createBegin = (needs: RecoveryNeeds) => {
  const { db, sealing, clock, random, attempts, ways, codes } = needs
  const [keep, show, mayReach, sendCode] = [
    createKeep(needs),
    createShow(needs),
    createMayReach(needs),
    createSendCode(needs),
  ]

  const write = async (tx: Tx, ticket: Ticket, person: string | null, language: Language, hashes: Buffer[]) => {
    const at = clock()
    const row = [
      ticket.id,
      hashTicket(ticket),
      person,
      language,
      ...hashes,
      at,
      new Date(at.getTime() + provingLastsMs),
    ]
    if ((await tx.query(insertStatement, row)).length === 0) throw idTaken()
  }

  const start = async (id: string, given: RecoveryGiven, givenHash: Buffer): Promise<Ticket> => {
    const byMail = 'email' in given ? given.email : null
    const person =
      'email' in given ? await findByEmail(db, sealing, given.email) : await findHolder(db, sealing, given.phone)
    const targets = await findTargets(needs, id, person)
    const reached: Target[] = []
    for (const target of targets) reached.push((await mayReach(target.hash)) ? target : { ...target, address: null })
    const ticket = makeTicket(id, random)
    await db.transaction(async (tx) => {
      await write(tx, ticket, person, given.language, [givenHash, ...targets.map(({ hash }) => hash)])
      for (const target of reached)
        await sendCode(tx, compose(id, target, person === null ? byMail : null, given.language), target.hash)
    })
    return ticket
  }

  return async ({ id, given, known, network }: Beginning): Promise<{ ticket: Ticket; recovery: Recovery }> => {
    const givenHash = 'email' in given ? codes.hashAddress('mail', given.email) : codes.hashAddress('sms', given.phone)
    if (known?.id === id) {
      const row = await keep(known)
      if (!row.given_hash.equals(givenHash)) throw idTaken()
      return { ticket: known, recovery: await show(row) }
    }
    if (!ways.mail || !ways.sms) throw noWay()
    if ((await db.query(isTaken, [id])).length > 0) throw idTaken()
    await attempts.count([
      ['recovery-given', givenHash.toString('hex')],
      ['code-send-address', network],
    ])
    const ticket = await start(id, given, givenHash)
    return { ticket, recovery: await show(await keep(ticket)) }
  }
}

/** Sends another code. Throws 'no-such-recovery' (404), 'code-too-soon', 'too-many-attempts' (429). */
export const createSendAgain = (needs: RecoveryNeeds) => {
  const { db, clock, attempts, codes } = needs
  const [keep, show, mayReach, sendCode] = [
    createKeep(needs),
    createShow(needs),
    createMayReach(needs),
    createSendCode(needs),
  ]

  const hashOf = (row: RecoveryRow, channel: Channel) => (channel === 'mail' ? row.mail_hash : row.sms_hash)

  return async (ticket: Ticket, channel: Channel, network: string): Promise<Recovery> => {
    const row = await keep(ticket)
    if (stateOf(row, clock()) !== 'proving') throw noSuchRecovery()
    const hash = hashOf(row, channel)
    await codes.assertRipe(db, row.id, channel, hash)
    await attempts.count([['code-send-address', network]])
    const targets = await findTargets(needs, row.id, row.person)
    // An address that was changed meanwhile gets no code: it was not there when this began.
    const target = targets.find((each) => each.channel === channel && each.hash.equals(hash))
    const may = await mayReach(hash)
    const reached = { channel, hash, address: may ? (target?.address ?? null) : null }
    await db.transaction((tx) => sendCode(tx, compose(row.id, reached, null, row.language), hash))
    return show(await keep(ticket))
  }
}
