/** Fee schedules as their table keeps them. */
import type { Query, Tx } from '#platform/database'
import type { FeeLine } from '../wire.ts'

export interface ScheduleRow {
  readonly seq: bigint
  readonly id: string
  readonly lines: readonly FeeLine[]
  readonly holds_from: Date
  readonly holds_until: Date | null
  readonly reason: string
  readonly asked_by: string
  readonly asked_at: Date
  readonly outcome: 'granted' | 'denied' | 'withdrawn' | null
  readonly ended_by: string | null
  readonly ended_at: Date | null
  readonly note: string
}

export const findSchedule = async (db: Query, id: string): Promise<ScheduleRow | undefined> =>
  (await db.query<ScheduleRow>('select * from products.fee_schedule where id = $1', [id]))[0]

export const lockSchedule = async (tx: Tx, id: string): Promise<ScheduleRow | undefined> =>
  (await tx.query<ScheduleRow>('select * from products.fee_schedule where id = $1 for update', [id]))[0]

export const findWaiting = async (db: Query): Promise<ScheduleRow | undefined> =>
  (await db.query<ScheduleRow>('select * from products.fee_schedule where outcome is null'))[0]

export const findSchedules = (db: Query, before: bigint | null, limit: number): Promise<ScheduleRow[]> =>
  db.query('select * from products.fee_schedule where $1::bigint is null or seq < $1 order by seq desc limit $2', [
    before,
    limit,
  ])

/** The one that is in force at an instant, if it has not ended, and those that are granted for later. */
export const findGranted = (db: Query, at: Date): Promise<ScheduleRow[]> =>
  db.query(
    `select * from products.fee_schedule where outcome = 'granted' and holds_from >= coalesce(
       (select max(holds_from) from products.fee_schedule where outcome = 'granted' and holds_from <= $1), '-infinity')
     order by holds_from desc, seq desc`,
    [at],
  )

/** Of granted schedules, the latest first, the one that holds at an instant; none where it has ended. */
export const inForce = (granted: readonly ScheduleRow[], at: Date): ScheduleRow | null => {
  const last = granted.find(({ holds_from }) => holds_from <= at)
  return last && (last.holds_until === null || last.holds_until > at) ? last : null
}

export const insertSchedule = async (
  tx: Tx,
  row: Pick<ScheduleRow, 'id' | 'lines' | 'holds_from' | 'holds_until' | 'reason' | 'asked_by' | 'asked_at'>,
): Promise<void> => {
  await tx.query(
    `insert into products.fee_schedule (id, lines, holds_from, holds_until, reason, asked_by, asked_at)
     values ($1, $2, $3, $4, $5, $6, $7)`,
    [row.id, JSON.stringify(row.lines), row.holds_from, row.holds_until, row.reason, row.asked_by, row.asked_at],
  )
}
