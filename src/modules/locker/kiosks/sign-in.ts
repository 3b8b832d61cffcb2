/** A kiosk gets its key known once, and signs in by it; what it brings then is a token for ten minutes. */
import { createHash } from 'node:crypto'
import type { FastifyRequest } from 'fastify'
import type { Caller } from '#platform/http'
import { minuteMs } from '#platform/time'
import { tellBoard } from '../board/events.ts'
import type { LockerNeeds } from '../needs.ts'
import { readPolicy } from '../policy/policy.ts'
import { kioskRefused, tooManyAttempts, wrongKioskCode } from '../refusals.ts'
import { type KioskRow, kioskColumns } from '../tables.ts'
import { isSignedBy, readKey } from './keys.ts'

export const kioskSessionMs = 10 * minuteMs
const nonceMs = minuteMs
/** Nonces that may wait, of one kiosk: whoever asks for them is not known yet. */
const mostNonces = 50
/** What a kiosk may offline is part of its policy; so many entries fit into its store. */
export const mostWaiting = 500

export const hashOf = (text: string | Uint8Array): Buffer => createHash('sha256').update(text).digest()

const signedText = (kiosk: string, nonce: string) => `locker kiosk 1\n${kiosk}\n${nonce}`

const scheme = /^kiosk ([A-Za-z0-9_-]{43})$/i
export const comesAsKiosk = ({ headers }: Pick<FastifyRequest, 'headers'>): boolean =>
  /^kiosk\b/i.test(headers.authorization ?? '')

const sessionStatement = `
  select kiosk.id, kiosk.name from locker.kiosk_session session join locker.kiosk kiosk on kiosk.id = session.kiosk
   where session.token = $1 and session.expires_at > $2 and kiosk.revoked_at is null and kiosk.public_key is not null`

/** Codes that are tried wrongly, over all kiosks, in this process: a code has 40 bits and lives ten minutes. */
const createBrake = (most: number, windowMs: number) => {
  let [began, count] = [0, 0]
  return (nowMs: number): void => {
    if (nowMs - began >= windowMs) [began, count] = [nowMs, 0]
    if (++count > most) throw tooManyAttempts(Math.ceil((began + windowMs - nowMs) / 1000))
  }
}

type Needs = Pick<LockerNeeds, 'db' | 'clock' | 'randomBytes' | 'canSee'>

/** Throws 'wrong-kiosk-code', 'too-many-attempts'. */
const createGiveKey = ({ db, clock }: Needs) => {
  const brake = createBrake(60, 10 * minuteMs)
  return async (code: string, publicKey: string) => {
    const now = clock()
    brake(now.getTime())
    const der = Buffer.from(publicKey, 'base64url')
    if (!readKey(der)) throw wrongKioskCode()
    const [row] = await db.query<KioskRow>(
      `update locker.kiosk set code_hash = null, code_expires_at = null, public_key = $2, key_at = $3
        where code_hash = $1 and code_expires_at > $3 and revoked_at is null returning ${kioskColumns}`,
      [hashOf(code), der, now],
    )
    if (!row) throw wrongKioskCode()
    await tellBoard(db, { kind: 'kiosk', at: now, branch: row.branch, kiosk: row.id, what: 'key' })
    return { kiosk: row.id, name: row.name, branch: row.branch }
  }
}

const createAskNonce =
  ({ db, clock, randomBytes }: Needs) =>
  async (kiosk: string) => {
    const now = clock()
    const [nonce, expiresAt] = [Buffer.from(randomBytes(32)), new Date(now.getTime() + nonceMs)]
    await db.query('delete from locker.kiosk_nonce where expires_at <= $1', [now])
    // Which kiosks there are is not told: a nonce that is not kept looks like any other, and opens nothing.
    await db.query(
      `insert into locker.kiosk_nonce (nonce, kiosk, expires_at)
       select $1::bytea, id, $3::timestamptz from locker.kiosk
        where id = $2 and revoked_at is null and public_key is not null
          and (select count(*) from locker.kiosk_nonce where kiosk_nonce.kiosk = kiosk.id) < ${mostNonces}`,
      [nonce, kiosk, expiresAt],
    )
    return { nonce: nonce.toString('base64url'), expiresAt: expiresAt.toISOString() }
  }

interface SignIn {
  readonly kiosk: string
  readonly nonce: string
  readonly signature: string
}

/** The kiosk whose signature it is. Throws 'kiosk-refused'. */
const proveKiosk = async ({ db }: Needs, { kiosk, nonce, signature }: SignIn, now: Date): Promise<KioskRow> => {
  // Taken before it is looked at, so that it answers once, right or wrong.
  const taken = await db.query(
    'delete from locker.kiosk_nonce where nonce = $1 and kiosk = $2 and expires_at > $3 returning 1',
    [Buffer.from(nonce, 'base64url'), kiosk, now],
  )
  const [row] = await db.query<KioskRow>(
    `select ${kioskColumns} from locker.kiosk where id = $1 and revoked_at is null`,
    [kiosk],
  )
  if (taken.length === 0 || !row?.public_key) throw kioskRefused()
  if (!isSignedBy(row.public_key, signedText(kiosk, nonce), signature)) throw kioskRefused()
  return row
}

const createSignIn = (needs: Needs) => async (given: SignIn) => {
  const { db, clock, randomBytes, canSee } = needs
  const now = clock()
  const { name, branch } = await proveKiosk(needs, given, now)
  const token = Buffer.from(randomBytes(32)).toString('base64url')
  const expiresAt = new Date(now.getTime() + kioskSessionMs)
  await db.query('delete from locker.kiosk_session where expires_at <= $1', [now])
  await db.query('insert into locker.kiosk_session (token, kiosk, expires_at) values ($1, $2, $3)', [
    hashOf(token),
    given.kiosk,
    expiresAt,
  ])
  const { mayQueueOffline, mayOpenOffline } = await readPolicy(db)
  return {
    token,
    expiresAt: expiresAt.toISOString(),
    name,
    branch,
    now: now.toISOString(),
    face: canSee() ? ('on' as const) : ('not-installed' as const),
    offline: { mayQueue: mayQueueOffline, mayOpen: mayOpenOffline, most: mostWaiting },
  }
}

/** Who comes with a kiosk's token. Throws 'kiosk-refused' (401) where it is none, or of one that is out of service. */
const createAuthenticate =
  ({ db, clock }: Needs) =>
  async ({ headers }: Pick<FastifyRequest, 'headers'>): Promise<Caller> => {
    const [, token] = scheme.exec(headers.authorization ?? '') ?? []
    if (token === undefined) throw kioskRefused()
    const [row] = await db.query<{ id: string; name: string }>(sessionStatement, [hashOf(token), clock()])
    if (!row) throw kioskRefused()
    return { kind: 'service', id: row.id, name: row.name, roles: [], permissions: new Set(['locker:attend']) }
  }

export const createKioskEntry = (needs: Needs) => ({
  giveKey: createGiveKey(needs),
  askNonce: createAskNonce(needs),
  signIn: createSignIn(needs),
  authenticate: createAuthenticate(needs),
})
