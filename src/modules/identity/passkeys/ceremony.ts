/** What a passkey is asked to sign: once, within two minutes, for one purpose. Kept in the database, for every process. */
import { createHash } from 'node:crypto'
import type { Query } from '#platform/database'
import { type RandomBytes, uuidv7 } from '#platform/id'
import { minuteMs } from '#platform/time'
import { ceremonyOver } from './refusals.ts'

export const ceremonyMs = 2 * minuteMs

export type Purpose = 'register' | 'sign-in' | 'step-up'

/** Who has to answer: the person in this session (hex), or, at a sign-in, anybody. */
export type Asked = { readonly person: string; readonly session: string } | null

export interface Ceremony {
  readonly id: string
  readonly nonce: Uint8Array
  readonly expiresAt: Date
}

/** What was asked: the nonce, and for a step-up the hash of its deed. */
export interface Taken {
  readonly nonce: Uint8Array
  readonly deed: Uint8Array | null
}

/** Asks; the nonce is the part of the challenge that nobody can foresee. */
export const openCeremony = async (
  db: Query,
  random: RandomBytes,
  purpose: Purpose,
  asked: Asked,
  at: Date,
  deed: Uint8Array | null = null,
): Promise<Ceremony> => {
  const id = uuidv7(at.getTime(), random(10))
  const nonce = random(32)
  const expiresAt = new Date(at.getTime() + ceremonyMs)
  await db.query(
    `insert into identity.ceremony (id, purpose, nonce, person, session, expires_at, deed)
      values ($1, $2, $3, $4, $5, $6, $7)`,
    [
      id,
      purpose,
      Buffer.from(nonce),
      asked?.person ?? null,
      asked && Buffer.from(asked.session, 'hex'),
      expiresAt,
      deed && Buffer.from(deed),
    ],
  )
  return { id, nonce, expiresAt }
}

/** Takes what was asked of this person in this session, so that no second answer finds it. Throws 'ceremony-over' (409). */
export const takeCeremony = async (db: Query, id: string, purpose: Purpose, asked: Asked, at: Date): Promise<Taken> => {
  const [taken] = await db.query<Taken>(
    `delete from identity.ceremony
      where id = $1 and purpose = $2 and person is not distinct from $3 and session is not distinct from $4
        and expires_at > $5
      returning nonce, deed`,
    [id, purpose, asked?.person ?? null, asked && Buffer.from(asked.session, 'hex'), at],
  )
  if (!taken) throw ceremonyOver()
  return taken
}

/** The challenge of a ceremony: 32 bytes that commit to its purpose, its nonce and what is signed. */
export const challengeOf = (
  purpose: Purpose,
  nonce: Uint8Array,
  signed: Uint8Array = new Uint8Array(),
): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(createHash('sha256').update(`bankserver ${purpose} 1\n`).update(nonce).update(signed).digest())
