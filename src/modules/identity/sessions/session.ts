/** Server-side sessions: started at a sign-in, ended by a person, by silence or by age. */
import { createHash } from 'node:crypto'
import type { Database, Query } from '#platform/database'
import type { RandomBytes } from '#platform/id'
import { dayMs, hourMs, minuteMs } from '#platform/time'
import { proofLastsMs } from '../signals/weights.ts'
import type { SignalKind } from '../wire.ts'

/** NIST SP 800-63B, 4.2.3: sign in again after 12 hours, or after 30 minutes of silence. */
export const sessionLifetimeMs = 12 * hourMs
export const sessionIdleMs = 30 * minuteMs
/** How exactly the last use is known; a write at every request would cost more than it tells. */
const seenPrecisionMs = minuteMs
/** How long an ended session can still be looked at. */
const keptMs = 90 * dayMs

const later = (instant: Date, ms: number) => new Date(instant.getTime() + ms)

/** What stands for a secret token in the database. */
export const hashToken = (token: string): Buffer => createHash('sha256').update(token).digest()

/** Ends the session with this id (hex, as a Caller carries it). */
export const endSession = async (db: Query, session: string, at: Date): Promise<void> => {
  await db.query('update identity.session set ended_at = $2 where id = $1 and ended_at is null', [
    Buffer.from(session, 'hex'),
    at,
  ])
}

export interface SessionStart {
  readonly person: string
  readonly userAgent: string
  /** The session that the browser held until now (hex id); it ends, so that one which a stranger planted is worth nothing. */
  readonly replaces: string | undefined
  readonly at: Date
  readonly device: string
  readonly network: string
  readonly zone: string | null
  readonly enteredWith: 'password' | 'passkey' | 'registration'
  /** The passkey that opened it, where one did. */
  readonly passkey: string | null
  /** What was asked beside the password; unset where nothing was. */
  readonly secondFactor?: 'code' | 'recovery-code'
  /** In deviations from the person's own rhythm; null where it is not known. */
  readonly typingDistance: number | null
  /** Whether the sign-in was a proof by itself: something one has, and not the password alone. */
  readonly isProved?: boolean
}

/** Starts a session and answers its token, which is never stored. */
export const startSession = async (db: Query, random: RandomBytes, start: SessionStart): Promise<string> => {
  if (start.replaces !== undefined) await endSession(db, start.replaces, start.at)
  const token = Buffer.from(random(32)).toString('base64url')
  await db.query(
    `insert into identity.session (id, person, created_at, seen_at, expires_at, user_agent, device, network,
        typing_distance, entered_with, passkey, second_factor, zone, proved_at, proved_until)
      values ($1, $2, $3, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14)`,
    [
      hashToken(token),
      start.person,
      start.at,
      later(start.at, sessionLifetimeMs),
      start.userAgent.slice(0, 200),
      start.device,
      start.network,
      start.typingDistance,
      start.enteredWith,
      start.passkey,
      start.secondFactor ?? null,
      start.zone,
      start.isProved ? start.at : null,
      start.isProved ? later(start.at, proofLastsMs.usual) : null,
    ],
  )
  return token
}

/** Ends every session of a person but the one given. */
export const endSessionsOf = async (db: Query, person: string, at: Date, except?: string): Promise<void> => {
  await db.query(
    'update identity.session set ended_at = $2 where person = $1 and ended_at is null and id is distinct from $3',
    [person, at, except === undefined ? null : Buffer.from(except, 'hex')],
  )
}

/** An open session as it is looked at for each request. */
export interface OpenSession {
  /** In hex. */
  readonly session: string
  readonly person: string
  readonly seen_at: Date
  readonly device: string | null
  /** Where it was started. */
  readonly network: string | null
  readonly networks: string[]
  readonly typingDistance: number | null
  /** Of the signals that count now: those since the last proof, and all once that proof is over. */
  readonly points: number
  readonly why: SignalKind[]
  readonly noticed: SignalKind[]
  readonly proved_until: Date | null
}

/** Takes the values of `openAt`. */
export const openSessions = `
  select encode(id, 'hex') as session, person, seen_at, device, network,
         array_remove(array_prepend(network, networks), null) as networks, typing_distance as "typingDistance", proved_until,
         counted.points, counted.why, counted.noticed
    from identity.session
    left join lateral (
      select coalesce(sum(points) filter (where counts), 0)::integer as points,
             coalesce(array_agg(kind order by points desc, kind) filter (where counts), '{}') as why,
             coalesce(array_agg(kind), '{}') as noticed
        from (
          select kind, points, proved_at is null or noticed_at > proved_at or proved_until <= $2 as counts
            from identity.signal where signal.session = session.id
        ) as each
    ) as counted on true
   where id = any ($1::bytea[]) and ended_at is null and expires_at > $2 and seen_at > $3`

// In one order, so that two servers that note the same sessions wait for each other one way round.
const seenStatement = `
  with used as (select id from identity.session where id = any ($1::bytea[]) order by id for no key update)
  update identity.session set seen_at = greatest(seen_at, $2) from used where session.id = used.id`

const bytesOf = (ids: readonly string[]) => ids.map((id) => Buffer.from(id, 'hex'))

/** The values for sessions (hex ids) that are open now. */
export const openAt = (ids: readonly string[], now: Date) => [bytesOf(ids), now, later(now, -sessionIdleMs)]

export const noteUse = async (db: Query, sessions: readonly OpenSession[], now: Date): Promise<void> => {
  const unseen = sessions.filter(({ seen_at }) => seen_at <= later(now, -seenPrecisionMs))
  if (unseen.length > 0) await db.query(seenStatement, [bytesOf(unseen.map(({ session }) => session)), now])
}

/** An open session, or null. Notes the use. */
export const findSession = async (db: Query, id: Buffer, now: Date): Promise<OpenSession | null> => {
  const found = await db.query<OpenSession>(openSessions, openAt([id.toString('hex')], now))
  await noteUse(db, found, now)
  return found[0] ?? null
}

/** Forgets sessions that are long over, counters whose window has passed, and what passkeys were asked and never signed. */
export const tidySessions = async (db: Database, now: Date): Promise<void> => {
  await db.query('delete from identity.session where expires_at < $1', [later(now, -keptMs)])
  await db.query('delete from identity.ceremony where expires_at < $1', [now])
  // Of before consent was asked for.
  await db.query('delete from identity.typing where person not in (select person from identity.typing_consent)')
  await db.query('delete from identity.half_session where expires_at < $1', [now])
  // Strikes are remembered for a day.
  await db.query('delete from identity.attempt where window_ends_at < $1', [later(now, -dayMs)])
}
