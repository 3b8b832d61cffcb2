/** When the bank trains by itself. Of several processes the one that moves the date on does it. */
import type { Query } from '#platform/database'
import { dayMs } from '#platform/time'

export interface ScheduleRow {
  readonly every_days: number
  readonly next_at: Date
  readonly changed_by: string | null
}

const weekly = 7

/** At the first start: a week from now. */
export const prepareSchedule = (db: Query, at: Date) =>
  db.query(
    `insert into fraud.training_schedule (every_days, next_at, changed_at) values ($1, $2, $3) on conflict do nothing`,
    [weekly, new Date(at.getTime() + weekly * dayMs), at],
  )

export const findSchedule = async (db: Query): Promise<ScheduleRow> => {
  const [row] = await db.query<ScheduleRow>('select every_days, next_at, changed_by from fraud.training_schedule')
  return row
}

/** Every so many days, counted from now; 0 for never. */
export const setSchedule = (db: Query, everyDays: number, person: string, at: Date) =>
  db.query('update fraud.training_schedule set every_days = $1, next_at = $2, changed_by = $3, changed_at = $4', [
    everyDays,
    new Date(at.getTime() + everyDays * dayMs),
    person,
    at,
  ])

/** True for one caller of all processes when the date has come; the date then is the next one. */
export const takeDate = async (db: Query, at: Date): Promise<boolean> => {
  const taken = await db.query(
    `update fraud.training_schedule set next_at = $1::timestamptz + make_interval(days => every_days)
     where every_days > 0 and next_at <= $1 returning next_at`,
    [at],
  )
  return taken.length > 0
}
