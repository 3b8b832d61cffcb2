/** Standing orders and their runs as the tables keep them; days travel as YYYY-MM-DD. */
import type { Query, Tx } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import type { Calendar, DayRule } from '../calendars/calendar.ts'
import { createCalendar } from '../calendars/calendar.ts'
import { readDay } from '../calendars/day.ts'
import type { StoredState } from '../tables.ts'
import type { Every, Schedule } from './schedule.ts'

export interface OrderRow {
  readonly id: string
  readonly owner: string
  readonly from_product: string
  readonly to_product: string
  readonly shown: string
  readonly currency: CurrencyCode
  readonly kind: 'fixed' | 'sweep'
  readonly minor: bigint | null
  readonly keep: bigint | null
  readonly note: string
  readonly every: Every
  readonly first_day: string
  readonly on_last_day: boolean
  readonly day_rule: DayRule
  readonly until_day: string | null
  readonly times: number | null
  readonly retry_days: number
  readonly terms: string
  readonly state: 'active' | 'paused' | 'ended'
  readonly next_index: number
  readonly next_due: string | null
  readonly next_at: Date | null
  readonly done: number
  readonly created_at: Date
  readonly changed_at: Date
}

const columns = `id, owner, from_product, to_product, shown, currency, kind, minor, keep, note, every, first_day::text, on_last_day,
  day_rule, until_day::text, times, retry_days, terms, state, next_index, next_due::text, next_at, done, created_at, changed_at`

export const scheduleOf = (row: OrderRow): Schedule => ({
  every: row.every,
  first: readDay(row.first_day),
  onLastDay: row.on_last_day,
  rule: row.day_rule,
  until: row.until_day === null ? null : readDay(row.until_day),
})

export const findOrder = async (db: Query, owner: string, id: string): Promise<OrderRow | undefined> => {
  const [row] = await db.query<OrderRow>(
    `select ${columns} from payments.standing_order where id = $1 and owner = $2`,
    [id, owner],
  )
  return row
}

/** Whoever's it is, for nobody else to change before the transaction ends. */
export const lockOrder = async (tx: Tx, id: string): Promise<OrderRow | undefined> => {
  const [row] = await tx.query<OrderRow>(`select ${columns} from payments.standing_order where id = $1 for update`, [
    id,
  ])
  return row
}

const mostListed = 200

export const findOrders = (db: Query, owner: string): Promise<OrderRow[]> =>
  db.query(
    `select ${columns} from payments.standing_order where owner = $1
      order by (state = 'ended'), next_at nulls last, created_at desc, id limit ${mostListed}`,
    [owner],
  )

export const countOrders = async (db: Query, owner: string): Promise<number> => {
  const [{ count }] = await db.query<{ count: bigint }>(
    "select count(*) as count from payments.standing_order where owner = $1 and state <> 'ended'",
    [owner],
  )
  return Number(count)
}

/** Orders that are due, which no other server looks at meanwhile. */
export const lockDue = (tx: Tx, at: Date, limit: number): Promise<OrderRow[]> =>
  tx.query(
    `select ${columns} from payments.standing_order where state = 'active' and next_at <= $1
      order by next_at, id limit $2 for update skip locked`,
    [at, limit],
  )

/** Those of a currency that go on, for another plan of their dates. */
export const lockGoing = (tx: Tx, currency: CurrencyCode): Promise<OrderRow[]> =>
  tx.query(
    `select ${columns} from payments.standing_order where currency = $1 and state <> 'ended' order by id for update`,
    [currency],
  )

/** Makes it, or gives it other terms. */
export const writeOrder = async (tx: Tx, row: OrderRow): Promise<void> => {
  await tx.query(
    `insert into payments.standing_order as known (id, owner, from_product, to_product, shown, currency, kind, minor, keep, note, every,
       first_day, on_last_day, day_rule, until_day, times, retry_days, terms, state, next_index, next_due, next_at, done, created_at, changed_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12::date, $13, $14, $15::date, $16, $17, $18, $19, $20, $21::date, $22, $23, $24, $25)
     on conflict (id) do update set from_product = excluded.from_product, kind = excluded.kind, minor = excluded.minor, keep = excluded.keep,
       note = excluded.note, every = excluded.every, first_day = excluded.first_day, on_last_day = excluded.on_last_day,
       day_rule = excluded.day_rule, until_day = excluded.until_day, times = excluded.times, retry_days = excluded.retry_days,
       terms = excluded.terms, state = excluded.state, next_index = excluded.next_index, next_due = excluded.next_due,
       next_at = excluded.next_at, done = excluded.done, changed_at = excluded.changed_at`,
    [
      row.id,
      row.owner,
      row.from_product,
      row.to_product,
      row.shown,
      row.currency,
      row.kind,
      row.minor,
      row.keep,
      row.note,
      row.every,
      row.first_day,
      row.on_last_day,
      row.day_rule,
      row.until_day,
      row.times,
      row.retry_days,
      row.terms,
      row.state,
      row.next_index,
      row.next_due,
      row.next_at,
      row.done,
      row.created_at,
      row.changed_at,
    ],
  )
}

export interface RunRow {
  readonly standing_order: string
  readonly nominal: string
  readonly due: string
  readonly state: 'due' | 'placed' | 'skipped' | 'nothing' | 'missed' | 'failed'
  readonly minor: bigint | null
  readonly tries: number
  readonly burnt: number
  readonly next_try_at: Date | null
  readonly payment: string | null
  readonly refusal_code: string | null
  readonly changed_at: Date
}

const runColumns = `run.standing_order, run.nominal::text, run.due::text, run.state, run.minor, run.tries, run.burnt, run.next_try_at,
  run.payment, run.refusal_code, run.changed_at`

/** Claims a date: answers false where it was claimed before. */
export const claimRun = async (
  tx: Tx,
  order: string,
  date: { readonly nominal: string; readonly due: string },
  at: Date,
  state: 'due' | 'skipped',
): Promise<boolean> => {
  const rows = await tx.query(
    `insert into payments.standing_run (standing_order, nominal, due, state, next_try_at, changed_at)
     values ($1, $2::date, $3::date, $4, $5, $6) on conflict do nothing returning nominal`,
    [order, date.nominal, date.due, state, state === 'due' ? at : null, at],
  )
  return rows.length > 0
}

/** What became of the last dates that are over, newest first; what its owner left out does not count. */
export const findLastEnded = async (tx: Tx, order: string, count: number): Promise<RunRow['state'][]> => {
  const rows = await tx.query<Pick<RunRow, 'state'>>(
    `select state from payments.standing_run where standing_order = $1 and state not in ('due', 'skipped')
      order by nominal desc limit $2`,
    [order, count],
  )
  return rows.map(({ state }) => state)
}

export const findDueRuns = (db: Query, at: Date, limit: number): Promise<RunRow[]> =>
  db.query(
    `select ${runColumns} from payments.standing_run run where state = 'due' and next_try_at <= $1
      order by next_try_at, standing_order, nominal limit $2`,
    [at, limit],
  )

export const lockRun = async (tx: Tx, { standing_order, nominal }: RunRow): Promise<RunRow | undefined> => {
  const [row] = await tx.query<RunRow>(
    `select ${runColumns} from payments.standing_run run where standing_order = $1 and nominal = $2::date for update`,
    [standing_order, nominal],
  )
  return row
}

export const writeRun = async (tx: Query, row: RunRow): Promise<void> => {
  await tx.query(
    `update payments.standing_run set state = $3, minor = $4, tries = $5, burnt = $6, next_try_at = $7, payment = $8, refusal_code = $9,
       changed_at = $10 where standing_order = $1 and nominal = $2::date`,
    [
      row.standing_order,
      row.nominal,
      row.state,
      row.minor,
      row.tries,
      row.burnt,
      row.next_try_at,
      row.payment,
      row.refusal_code,
      row.changed_at,
    ],
  )
}

export type ShownRun = RunRow & { readonly payment_state: StoredState | null }

export const findRuns = (db: Query, order: string, limit: number): Promise<ShownRun[]> =>
  db.query(
    `select ${runColumns}, payment.state as payment_state from payments.standing_run run
       left join payments.payment on payment.id = run.payment
      where standing_order = $1 order by nominal desc limit $2`,
    [order, limit],
  )

export interface HolidayRow {
  readonly day: string
  readonly name: string
}

export const findHolidays = (db: Query, currency: CurrencyCode): Promise<HolidayRow[]> =>
  db.query('select day::text, name from payments.holiday where currency = $1 order by day', [currency])

/** The business days of a currency as they stand. */
export const readCalendar = async (db: Query, currency: CurrencyCode): Promise<Calendar> =>
  createCalendar(
    currency,
    (await findHolidays(db, currency)).map(({ day, name }) => ({ day: readDay(day), name })),
  )
