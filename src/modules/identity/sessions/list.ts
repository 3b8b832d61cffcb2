/** Where a person is signed in, and was. */
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import type { Session } from '../wire.ts'
import { sessionIdleMs } from './session.ts'

interface Row {
  readonly id: Uint8Array
  readonly created_at: Date
  readonly seen_at: Date
  readonly is_open: boolean
  readonly is_new: boolean
  readonly entered_with: Session['enteredWith']
  readonly passkey: string | null
  readonly user_agent: string
  readonly signals: Session['signals']
  readonly is_disowned: boolean
}

const mostListed = 50

const listStatement = `
  select id, created_at, seen_at, entered_with, passkey, user_agent, disowned_at is not null as is_disowned,
         array(select kind from identity.signal where signal.session = session.id order by points desc, kind) as signals,
         ended_at is null and expires_at > $2 and seen_at > $3 as is_open,
         device is not null and not exists (
           select 1 from identity.session before
            where before.person = $1 and before.device = session.device and before.created_at < session.created_at
         ) as is_new
    from identity.session where person = $1
   order by created_at desc, id limit ${mostListed}`

/** The last fifty sessions of a person, newest first; `current` (hex) is the one that asks. */
export const listSessions = async (
  db: Query,
  person: string,
  current: string | undefined,
  now: Date,
): Promise<Session[]> => {
  const rows = await db.query<Row>(listStatement, [person, now, new Date(now.getTime() - sessionIdleMs)])
  return rows.map((row) => {
    const id = Buffer.from(row.id).toString('hex')
    return {
      id,
      startedAt: row.created_at.toISOString(),
      seenAt: row.seen_at.toISOString(),
      isOpen: row.is_open,
      isCurrent: id === current,
      isNewDevice: row.is_new,
      enteredWith: row.entered_with,
      passkey: row.passkey,
      userAgent: row.user_agent,
      signals: row.signals,
      isDisowned: row.is_disowned,
    }
  })
}

/** Ends a session of this person (hex id). Throws 'no-such-session' (404), for one that is over or another's too. */
export const endSessionOf = async (db: Query, person: string, id: string, at: Date): Promise<void> => {
  const ended = await db.query(
    'update identity.session set ended_at = $3 where id = $1 and person = $2 and ended_at is null returning id',
    [Buffer.from(id, 'hex'), person, at],
  )
  if (ended.length === 0) throw new Refusal('no-such-session', 404, 'There is no such session of yours.')
}
