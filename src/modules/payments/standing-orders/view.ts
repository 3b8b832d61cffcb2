/** Standing orders as they travel. */
import type { Products } from '#modules/products'
import type { Query } from '#platform/database'
import { writeDay } from '../calendars/day.ts'
import { dueHour, zoneOf } from '../calendars/zone.ts'
import type { StandingOrder } from '../wire.ts'
import { findRuns, type OrderRow, readCalendar, type ShownRun, scheduleOf } from './rows.ts'
import { coming } from './schedule.ts'

const datesShown = 12
const runsShown = 50

type Run = StandingOrder['runs'][number]

/** Of a payment that was made: what it waits for, or what became of it. */
const ofPayment: Readonly<Partial<Record<string, Run['state']>>> = {
  settled: 'sent',
  challenged: 'asks',
  waiting: 'checked',
  tried: 'checked',
  in_review: 'checked',
}

const runStateOf = ({ state, tries, payment_state }: ShownRun): Run['state'] => {
  if (state === 'due') return tries > 0 ? 'waits' : 'under-way'
  if (state !== 'placed') return state
  return ofPayment[payment_state ?? ''] ?? 'stopped'
}

const toRun = (run: ShownRun): Run => ({
  date: run.nominal,
  due: run.due,
  state: runStateOf(run),
  minor: run.minor?.toString() ?? null,
  payment: run.payment_state === null ? null : run.payment,
  nextTryAt: run.tries > 0 ? (run.next_try_at?.toISOString() ?? null) : null,
})

const comingOf = async (db: Query, row: OrderRow): Promise<StandingOrder['coming']> => {
  if (row.state === 'ended') return []
  const left = row.times === null ? datesShown : Math.min(datesShown, row.times - row.done)
  const dates = coming(scheduleOf(row), await readCalendar(db, row.currency), row.next_index, left)
  return dates.map(({ nominal, due }) => ({ date: writeDay(nominal), due: writeDay(due) }))
}

const amountOf = ({ kind, minor, keep }: OrderRow): StandingOrder['amount'] =>
  kind === 'fixed'
    ? { kind, minor: String(minor) }
    : { kind, keep: String(keep), most: minor === null ? null : String(minor) }

/** With its coming dates and its past runs. */
export const viewOrder = async (db: Query, products: Products, row: OrderRow): Promise<StandingOrder> => {
  const [found, runs, dates] = await Promise.all([
    products.byIds([row.from_product, row.to_product]),
    findRuns(db, row.id, runsShown),
    comingOf(db, row),
  ])
  return {
    id: row.id,
    from: row.from_product,
    payee: row.shown,
    isOwn: found.get(row.to_product)?.owner === row.owner,
    currency: row.currency,
    amount: amountOf(row),
    note: row.note,
    every: row.every,
    first: row.first_day,
    onLastDay: row.on_last_day,
    dayRule: row.day_rule,
    until: row.until_day,
    times: row.times,
    done: row.done,
    retryDays: row.retry_days,
    state: row.state,
    zone: zoneOf[row.currency],
    hour: dueHour,
    coming: dates,
    runs: runs.map(toRun),
    createdAt: row.created_at.toISOString(),
  }
}
