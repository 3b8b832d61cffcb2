/** Attempts as their table keeps them. */
import type { Query } from '#platform/database'
import type { LockerNeeds } from '../needs.ts'
import { attemptOver, noSuchAttempt, wrongDoor, wrongNonce } from '../refusals.ts'
import { type AttemptRow, attemptColumns } from '../tables.ts'
import type { Door, Fault, Way } from '../wire.ts'
import { endAttempt } from './end.ts'

/** What every step of a kiosk names. */
export interface Step {
  readonly kiosk: string
  readonly id: string
  readonly nonce: string
}

/** An attempt of this kiosk, and of no other. Throws 'no-such-attempt'. */
export const findAttempt = async (db: Query, kiosk: string, id: string): Promise<AttemptRow> => {
  const [row] = await db.query<AttemptRow>(
    `select ${attemptColumns} from locker.attempt where id = $1 and kiosk = $2`,
    [id, kiosk],
  )
  if (!row) throw noSuchAttempt()
  return row
}

/** Ends what has outlived its time. */
export const expire = async (db: Query, row: AttemptRow, now: Date): Promise<AttemptRow> => {
  if (row.state !== 'under-way' || row.expires_at > now) return row
  await endAttempt(db, row, { state: 'expired', denial: 'expired', at: now })
  return { ...row, state: 'expired', denial: 'expired', ended_at: now }
}

/** Throws what is wrong with a step, looked at in the order that says most. */
export const refuseStep = async (db: Query, step: Step, doors: readonly Door[], now: Date): Promise<AttemptRow> => {
  const row = await expire(db, await findAttempt(db, step.kiosk, step.id), now)
  if (row.state !== 'under-way') throw attemptOver()
  if (!doors.includes(row.door)) throw wrongDoor()
  if (Buffer.from(row.nonce).toString('base64url') !== step.nonce) throw wrongNonce()
  return row
}

const claimStatement = `
  update locker.attempt set nonce = $3, tries = tries + 1
   where id = $1 and nonce = $2 and state = 'under-way' and kiosk = $4 and door = any ($5) and expires_at > $6
  returning ${attemptColumns}`

/**
 * Begins a step: its nonce is exchanged and its try counted before anything is looked at, so that of two that bring the same nonce one is
 * refused, and one that breaks off has cost its try. Throws 'wrong-nonce', 'wrong-door', 'attempt-over', 'no-such-attempt'.
 */
export const claim = async (
  { db, clock, randomBytes }: Pick<LockerNeeds, 'db' | 'clock' | 'randomBytes'>,
  step: Step,
  doors: readonly Door[],
): Promise<AttemptRow> => {
  const given = Buffer.from(step.nonce, 'base64url')
  const values = [step.id, given, Buffer.from(randomBytes(32)), step.kiosk, doors, clock()]
  const [row] = await db.query<AttemptRow>(claimStatement, values)
  if (row) return row
  await refuseStep(db, step, doors, clock())
  // What the step was refused for is over already.
  throw wrongNonce()
}

export interface StepNews {
  readonly attempt: string
  readonly at: Date
  readonly door: Door
  readonly outcome: 'opened' | 'again' | 'denied'
  readonly way?: Way | null
  readonly faults?: readonly Fault[]
  readonly distance?: number | null
  readonly picture?: string | null
}

/** Writes down what became of a step; a trigger makes it a leaf of the log. */
export const noteStep = async (tx: Query, news: StepNews): Promise<void> => {
  const { attempt, at, door, outcome, way = null, faults = [], distance = null, picture = null } = news
  await tx.query(
    `insert into locker.step (attempt, at, door, outcome, way, faults, distance, picture)
     values ($1, $2, $3, $4, $5, $6, $7, $8)`,
    [attempt, at, door, outcome, way, faults, distance, picture],
  )
}
