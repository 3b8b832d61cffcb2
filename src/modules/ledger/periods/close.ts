/** Closes the books up to and including a day. */
import type { Database, Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import { closedThrough, holdBook } from '../book-lock.ts'
import { type PeriodRow, periodColumns } from './rows.ts'

/** The last day that is over at an instant (UTC), as 2026-03-31. */
export const lastDayOver = (at: Date): string => new Date(at.getTime() - dayMs).toISOString().slice(0, 10)

/** The last day of a month that is written as 2026-03. */
const lastDayOf = (month: string): string => {
  const [year, number] = month.split('-').map(Number)
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10)
}

const findClosed = async (db: Query, through: string): Promise<PeriodRow | undefined> => {
  const [row] = await db.query<PeriodRow>(
    `select ${periodColumns} from ledger.period where through = $1::date and reopened_at is null`,
    [through],
  )
  return row
}

/** Under the lock: the day moves on, and who moved it is written. */
const moveOn = async (tx: Query, through: string, kind: PeriodRow['kind'], person: string, at: Date) => {
  await tx.query('update ledger.closing set closed_through = $1::date', [through])
  await tx.query(`insert into ledger.period_event (at, what, through, person) values ($1, 'closed', $2::date, $3)`, [
    at,
    through,
    person,
  ])
  const [row] = await tx.query<PeriodRow>(
    `insert into ledger.period (through, kind, closed_at, closed_by) values ($1::date, $2, $3, $4)
     returning ${periodColumns}`,
    [through, kind, at, person],
  )
  return row
}

/**
 * Closes up to the given day (2026-03-31) or month (2026-03) and answers that closing; one that is there already is
 * answered as it is. What was booked is counted afterwards, when payments go on: it can no longer change.
 * Throws period-not-over, period-already-closed or books-busy.
 */
export const createClose =
  (db: Database, clock: Clock) =>
  async (asked: string, person: string): Promise<PeriodRow> => {
    const isMonth = asked.length === '2026-03'.length
    const through = isMonth ? lastDayOf(asked) : asked
    const at = clock()
    if (through > lastDayOver(at))
      throw new Refusal('period-not-over', 422, `${asked} is not over yet (UTC). Only past days can be closed.`)
    const known = await findClosed(db, through)
    if (known) return known
    return db.transaction(async (tx) => {
      await holdBook(tx)
      const standing = await findClosed(tx, through)
      if (standing) return standing
      const closed = await closedThrough(tx)
      if (closed !== null && closed >= through)
        throw new Refusal('period-already-closed', 409, `The books are closed through ${closed} already.`)
      return moveOn(tx, through, isMonth ? 'month' : 'day', person, at)
    })
  }
