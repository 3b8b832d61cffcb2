/** Those who work here: where they are signed in, and who locked them out. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Sealing } from '#platform/sealing'
import type { Clock } from '#platform/time'
import type { Opening } from '../altered.ts'
import { hashesOfEmail, type KeptEmail, openEmail } from '../emails.ts'
import { isLocked } from '../interventions/intervene.ts'
import { endSessionsOf, sessionIdleMs } from '../sessions/session.ts'
import type { Role, StaffMember } from '../wire.ts'
import { countWhoChange, takeRoleTurn } from './changes.ts'

const mostMembers = 500
const mostLocks = 50
const mostSessions = 200

interface MemberRow extends KeptEmail {
  readonly name: string
  readonly roles: Role[]
  readonly is_locked: boolean
  readonly passkeys: number
  readonly open_sessions: number
  readonly seen_at: Date | null
}

const isOpen = 'ended_at is null and expires_at > $1 and seen_at > $2'

const membersStatement = `
  select person.id, person.name, person.email, person.email_sealed,
         array(select role from identity.role where role.person = person.id order by role) as roles,
         coalesce((select is_locked from identity.person_lock where person_lock.person = person.id order by seq desc limit 1), false) as is_locked,
         (select count(*)::integer from identity.passkey where passkey.person = person.id and removed_at is null) as passkeys,
         (select count(*)::integer from identity.session where session.person = person.id and ${isOpen}) as open_sessions,
         (select max(seen_at) from identity.session where session.person = person.id) as seen_at
    from identity.person
   where kind = 'staff' and ($3::uuid is null or id = $3)
     and ($4::text is null or position(lower($4) in lower(name)) > 0 or email_hash = any($5::bytea[]) or email = lower($4))
   order by name, id limit ${mostMembers}`

const toMember = async (sealing: Opening, row: MemberRow): Promise<StaffMember> => ({
  id: row.id,
  name: row.name,
  email: await openEmail(sealing, row),
  roles: row.roles,
  isLocked: row.is_locked,
  passkeys: row.passkeys,
  openSessions: row.open_sessions,
  seenAt: row.seen_at?.toISOString() ?? null,
})

/** A database whose emails are sealed. */
interface Sealed {
  readonly db: Query
  readonly sealing: Opening & Pick<Sealing, 'hashes'>
}

const noSuchPerson = () => new Refusal('no-such-person', 404, 'Nobody of the staff has this id.')
const idleSince = (now: Date) => new Date(now.getTime() - sessionIdleMs)

/** Everybody of the staff whose name has this part, or whose email it is, by name. */
export const findMembers = async ({ db, sealing }: Sealed, now: Date, search?: string): Promise<StaffMember[]> => {
  const hashes = await hashesOfEmail(sealing, search ?? '')
  const rows = await db.query<MemberRow>(membersStatement, [now, idleSince(now), null, search ?? null, hashes])
  return Promise.all(rows.map((row) => toMember(sealing, row)))
}

/** One of the staff. Throws 'no-such-person' (404), for a customer too. */
export const findMember = async ({ db, sealing }: Sealed, now: Date, id: string): Promise<StaffMember> => {
  const [row] = await db.query<MemberRow>(membersStatement, [now, idleSince(now), id, null, null])
  if (!row) throw noSuchPerson()
  return toMember(sealing, row)
}

const assertStaff = async (db: Query, id: string): Promise<void> => {
  const found = await db.query("select from identity.person where id = $1 and kind = 'staff'", [id])
  if (found.length === 0) throw noSuchPerson()
}

/** Who locked a person out and let them in again, newest first. */
export const findLocks = async (db: Query, person: string) => {
  const rows = await db.query<{ is_locked: boolean; reason: string; by_person: string; name: string; at: Date }>(
    `select is_locked, reason, by_person, name, at from identity.person_lock
       join identity.person on person.id = by_person where person_lock.person = $1 order by seq desc limit ${mostLocks}`,
    [person],
  )
  return rows.map(({ is_locked, reason, by_person, name, at }) => ({
    isLocked: is_locked,
    reason,
    by: { id: by_person, name },
    at: at.toISOString(),
  }))
}

interface OpenSessionRow {
  readonly person: string
  readonly name: string
  readonly created_at: Date
  readonly seen_at: Date
  readonly entered_with: 'password' | 'passkey' | 'registration' | null
  readonly user_agent: string
}

/** Where staff are signed in now. */
export const findStaffSessions = async (db: Query, now: Date) => {
  const rows = await db.query<OpenSessionRow>(
    `select person, name, session.created_at, seen_at, entered_with, user_agent
       from identity.session join identity.person on person.id = session.person and kind = 'staff'
      where ${isOpen} order by seen_at desc, session.id limit ${mostSessions}`,
    [now, idleSince(now)],
  )
  return rows.map((row) => ({
    person: { id: row.person, name: row.name },
    startedAt: row.created_at.toISOString(),
    seenAt: row.seen_at.toISOString(),
    enteredWith: row.entered_with,
    userAgent: row.user_agent,
  }))
}

export interface Locking {
  readonly person: string
  readonly isLocked: boolean
  readonly reason: string
  readonly by: string
}

/**
 * Locks somebody of the staff out, whose sessions end with it, or lets them in again. One person may do it, for it takes rights and
 * gives none; but one who can change roles stays. Throws 'not-yourself' (409), 'no-such-person', 'last-who-change-roles' (409).
 */
export const createLock =
  (db: Database, clock: Clock) =>
  async ({ person, isLocked, reason, by }: Locking): Promise<void> => {
    if (person === by) throw new Refusal('not-yourself', 409, 'Nobody locks themselves out or lets themselves in.')
    await assertStaff(db, person)
    await db.transaction(async (tx) => {
      await takeRoleTurn(tx)
      const at = clock()
      await tx.query(
        'insert into identity.person_lock (person, is_locked, reason, by_person, at) values ($1, $2, $3, $4, $5)',
        [person, isLocked, reason, by, at],
      )
      if (!isLocked) return
      if ((await countWhoChange(tx)) === 0)
        throw new Refusal('last-who-change-roles', 409, 'Nobody would be left who can change roles.')
      await endSessionsOf(tx, person, at)
    })
  }

/** Signs one of the staff out everywhere. Throws 'no-such-person' (404). */
export const endSessionsOfMember = async (db: Query, person: string, at: Date): Promise<void> => {
  await assertStaff(db, person)
  await endSessionsOf(db, person, at)
}

/** Throws 'locked-out' (403). Asked when somebody has proved who they are, so that a stranger learns nothing. */
export const assertNotLocked = async (db: Query, person: string): Promise<void> => {
  if (await isLocked(db, person))
    throw new Refusal('locked-out', 403, 'The bank has locked this access. Please talk to us.')
}
