/** Codes of six digits that prove a phone or an email. Kept as keyed hashes; every try is counted before it is made, in PostgreSQL. */
import { createHmac, timingSafeEqual } from 'node:crypto'
import type { Database, Query, Tx } from '#platform/database'
import type { Channel } from '#platform/delivery'
import type { RandomBytes } from '#platform/id'
import { Refusal } from '#platform/refusal'
import { normalizeEmail, normalizePhone } from '#platform/sealing'
import { type Clock, minuteMs, secondMs } from '#platform/time'

export const codeLastsMs = 10 * minuteMs
export const mostTries = 5
/** A subject that was sent so many codes has to begin anew. */
const mostSends = 10
const firstWaitMs = 30 * secondMs

const codeWrong = () => new Refusal('code-wrong', 403, 'This is not the code that was sent. Please look at it again.')
const codeOver = () =>
  new Refusal(
    'code-over',
    409,
    'This code holds no more: its ten minutes or its five tries are over. Ask for another one.',
  )
const tooSoon = (againAt: Date, now: Date) => {
  const seconds = Math.max(1, Math.ceil((againAt.getTime() - now.getTime()) / secondMs))
  const detail = 'A code was sent a moment ago. Please wait before you ask for another one.'
  return new Refusal('code-too-soon', 429, detail, seconds)
}

/** What the last code can still do. */
export interface CodeState {
  readonly channel: Channel
  readonly expiresAt: Date
  readonly againAt: Date
  readonly triesLeft: number
}

export interface Codes {
  /** The keyed hash under which an address is counted and told from another one; nobody is found by it. */
  hashAddress(channel: Channel, address: string): Buffer
  /** Throws 'code-too-soon' (429) where the last code for this address is too young for another one. */
  assertRipe(db: Query, subject: string, channel: Channel, addressHash: Buffer): Promise<void>
  /** Makes the code that counts from now on. Throws 'code-too-soon' (429) where the last one for this address is too young. */
  issue(tx: Query, subject: string, channel: Channel, addressHash: Buffer): Promise<{ code: string; expiresAt: Date }>
  /** Counts a try and makes it; the right code is used up. Throws 'code-wrong' (403), 'code-over' (409). Counts outside of any transaction, which could roll back. */
  check(subject: string, channel: Channel, code: string): Promise<void>
  find(db: Query, subject: string): Promise<CodeState[]>
  /** Forgets the codes of subjects that are over. */
  forget(tx: Tx, subjects: readonly string[]): Promise<void>
}

/** Each of a million codes is as likely as the others. */
const drawCode = (random: RandomBytes): string => {
  const most = Math.floor(2 ** 32 / 1_000_000) * 1_000_000
  while (true) {
    const drawn = Buffer.from(random(4)).readUInt32BE()
    if (drawn < most) return String(drawn % 1_000_000).padStart(6, '0')
  }
}

const issueStatement = `
  insert into identity.code as known (subject, channel, address_hash, hash, sent_at, again_at, expires_at)
  values ($1, $2, $3, $4, $5, $6, $7)
  on conflict (subject, channel) do update set
    address_hash = excluded.address_hash, hash = excluded.hash, tries = 0, sends = known.sends + 1,
    sent_at = excluded.sent_at, expires_at = excluded.expires_at,
    again_at = excluded.sent_at + least(interval '${firstWaitMs} milliseconds' * power(2, known.sends), interval '1 hour')
   where known.sends < ${mostSends} and (known.again_at <= excluded.sent_at or known.address_hash <> excluded.address_hash)
  returning 1`

const tryStatement = `
  update identity.code set tries = tries + 1
   where subject = $1 and channel = $2 and expires_at > $3 and tries < ${mostTries}
  returning hash`

const useStatement = 'delete from identity.code where subject = $1 and channel = $2 and hash = $3 returning 1'

interface Needs {
  readonly db: Database
  readonly clock: Clock
  readonly random: RandomBytes
  /** The bank's secret. */
  readonly secret: string
}

export const createCodes = ({ db, clock, random, secret }: Needs): Codes => {
  const key = createHmac('sha256', secret).update('codes').digest()
  const hashOf = (subject: string, channel: Channel, code: string) =>
    createHmac('sha256', key).update(`${subject}\n${channel}\n${code}`).digest()

  const findAgain = async (tx: Query, subject: string, channel: Channel) => {
    const [row] = await tx.query<{ again_at: Date; address_hash: Buffer }>(
      'select again_at, address_hash from identity.code where subject = $1 and channel = $2',
      [subject, channel],
    )
    return row
  }

  return {
    hashAddress(channel, address) {
      const normal = channel === 'mail' ? normalizeEmail(address) : normalizePhone(address)
      return createHmac('sha256', key).update(`address\n${channel}\n${normal}`).digest()
    },
    async assertRipe(db, subject, channel, addressHash) {
      const [row, now] = [await findAgain(db, subject, channel), clock()]
      if (row && row.again_at > now && row.address_hash.equals(addressHash)) throw tooSoon(row.again_at, now)
    },
    async issue(tx, subject, channel, addressHash) {
      const now = clock()
      const code = drawCode(random)
      const later = (ms: number) => new Date(now.getTime() + ms)
      const expiresAt = later(codeLastsMs)
      const hash = hashOf(subject, channel, code)
      const row = [subject, channel, addressHash, hash, now, later(firstWaitMs), expiresAt]
      if ((await tx.query(issueStatement, row)).length === 0)
        throw tooSoon((await findAgain(tx, subject, channel))?.again_at ?? now, now)
      return { code, expiresAt }
    },
    async check(subject, channel, code) {
      const [tried] = await db.query<{ hash: Buffer }>(tryStatement, [subject, channel, clock()])
      if (!tried) throw codeOver()
      const given = hashOf(subject, channel, code)
      if (!timingSafeEqual(tried.hash, given)) throw codeWrong()
      if ((await db.query(useStatement, [subject, channel, given])).length === 0) throw codeOver()
    },
    async find(db, subject) {
      const rows = await db.query<{ channel: Channel; expires_at: Date; again_at: Date; tries: number }>(
        'select channel, expires_at, again_at, tries from identity.code where subject = $1 order by channel',
        [subject],
      )
      return rows.map(({ channel, expires_at: expiresAt, again_at: againAt, tries }) => ({
        channel,
        expiresAt,
        againAt,
        triesLeft: mostTries - tries,
      }))
    },
    async forget(tx, subjects) {
      await tx.query('delete from identity.code where subject = any($1::uuid[])', [subjects])
    },
  }
}
