/** A recovery as it is kept. */
import type { Query, Tx } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { dayMs, hourMs } from '#platform/time'
import { hashTicket, type Ticket } from '../ticket.ts'
import type { Language, Recovery } from '../wire.ts'

export interface RecoveryRow {
  readonly id: string
  readonly person: string | null
  readonly language: Language
  readonly given_hash: Buffer
  readonly mail_hash: Buffer
  readonly sms_hash: Buffer
  readonly expires_at: Date
  readonly mail_proved_at: Date | null
  readonly sms_proved_at: Date | null
  readonly waits_from: Date | null
  readonly opens_at: Date | null
  readonly closes_at: Date | null
  readonly midway_told_at: Date | null
  readonly open_told_at: Date | null
  readonly finished_at: Date | null
  readonly cancelled_at: Date | null
}

/** For so long both codes have to come back. */
export const provingLastsMs = hourMs
/** For so long after the waiting a new password can be set. */
export const openLastsMs = 7 * dayMs
/** For so long after a recovery nothing is proved. */
export const restMs = dayMs
const keptMs = 90 * dayMs

export const recoveryColumns = `id, person, language, given_hash, mail_hash, sms_hash, expires_at, mail_proved_at, sms_proved_at,
  waits_from, opens_at, closes_at, midway_told_at, open_told_at, finished_at, cancelled_at`

export const noSuchRecovery = () =>
  new Refusal(
    'no-such-recovery',
    404,
    'There is nothing of this kind here: it is over, or it was begun in another browser.',
  )

export const stateOf = (row: RecoveryRow, now: Date): Recovery['state'] => {
  if (row.finished_at) return 'done'
  if (row.cancelled_at) return 'cancelled'
  if (!row.opens_at || !row.closes_at) return row.expires_at > now ? 'proving' : 'over'
  if (now < row.opens_at) return 'waiting'
  return now < row.closes_at ? 'open' : 'over'
}

/** The recovery of this ticket, or null. */
export const findRecovery = async (db: Query, ticket: Ticket): Promise<RecoveryRow | null> => {
  const [row] = await db.query<RecoveryRow>(
    `select ${recoveryColumns} from identity.recovery where id = $1 and token = $2`,
    [ticket.id, hashTicket(ticket)],
  )
  return row ?? null
}

/** The same, locked; throws 'no-such-recovery' (404). */
export const takeRecovery = async (tx: Tx, ticket: Ticket): Promise<RecoveryRow> => {
  const [row] = await tx.query<RecoveryRow>(
    `select ${recoveryColumns} from identity.recovery where id = $1 and token = $2 for update`,
    [ticket.id, hashTicket(ticket)],
  )
  if (!row) throw noSuchRecovery()
  return row
}

/** What waits, or is open, for a person; null where nothing is. */
export const findWaiting = async (db: Query, person: string, now: Date): Promise<RecoveryRow | null> => {
  const [row] = await db.query<RecoveryRow>(
    `select ${recoveryColumns} from identity.recovery
      where person = $1 and opens_at is not null and finished_at is null and cancelled_at is null and closes_at > $2`,
    [person, now],
  )
  return row ?? null
}

/** Until when nothing is proved because access was got back lately; null where it was not. */
export const findRecoveryRest = async (db: Query, person: string, now: Date): Promise<Date | null> => {
  const [row] = await db.query<{ last: Date | null }>(
    'select max(finished_at) as last from identity.recovery where person = $1 and finished_at is not null',
    [person],
  )
  const until = row?.last ? new Date(row.last.getTime() + restMs) : null
  return until && until > now ? until : null
}

/** Forgets recoveries of long ago. */
export const tidyRecoveries = async (db: Query, now: Date): Promise<void> => {
  await db.query('delete from identity.recovery where greatest(expires_at, closes_at) < $1', [
    new Date(now.getTime() - keptMs),
  ])
}
