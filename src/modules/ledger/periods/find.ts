/** What is closed, what waits, and who did what. */
import type { Database } from '#platform/database'
import { closedThrough } from '../book-lock.ts'
import { type EventRow, type PeriodRow, periodColumns, type ReopeningRow, reopeningColumns } from './rows.ts'

const closingsShown = 60

export const findPeriods = async (db: Database) => {
  const [closed, rows, [waiting]] = await Promise.all([
    closedThrough(db),
    db.query<PeriodRow>(
      `select ${periodColumns} from ledger.period order by ledger.period.number desc limit ${closingsShown}`,
    ),
    db.query<ReopeningRow>(`select ${reopeningColumns} from ledger.reopening where outcome is null`),
  ])
  return { closed, rows, waiting: waiting ?? null }
}

/** The log, newest first, before a cursor. */
export const findEvents = (db: Database, before: bigint | null, limit: number): Promise<EventRow[]> =>
  db.query(
    `select number, at, what, through::text, person, reason from ledger.period_event
      where $1::bigint is null or number < $1 order by ledger.period_event.number desc limit $2`,
    [before, limit],
  )
