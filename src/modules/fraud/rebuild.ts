/** Brings the memory back after a start: from every decision and every label that was written. */
import type { Database } from '#platform/database'
import type { OpenAttempts, Outcome } from './assess.ts'
import { type EventRow, eventIn } from './events/rows.ts'
import type { FraudState } from './features/state.ts'
import { movementIn, movementLine } from './stored-movement.ts'
import type { ReportRow } from './tables.ts'

const history = `select outcome, payment, ${movementLine('decision')} from fraud.decision order by seq`

const events = `
  select person, change, (extract(epoch from at) * 1000)::float8 as at_ms, device, network, place from fraud.event order by seq`

const reports = `
  select ${movementLine('decision')}, (extract(epoch from label.known_at) * 1000)::float8 as known_ms
  from fraud.label join fraud.decision using (payment) where label.is_fraud order by decision.seq`

const rowsAtOnce = 5_000

interface HistoryRow {
  readonly outcome: Outcome
  readonly payment: string
  readonly line: string
}

const fold = ({ outcome, payment, line }: HistoryRow, state: FraudState, open: OpenAttempts) => {
  const reservation = state.reserve(movementIn(line))
  if (outcome === 'settled') state.settle(reservation)
  if (outcome === 'open') open.add(payment, reservation)
}

/** Folds the history into an empty memory. Answers how many payments there were. */
export const rebuild = async (db: Database, state: FraudState, open: OpenAttempts): Promise<number> => {
  let payments = 0
  for await (const rows of db.stream<HistoryRow>(history, [], rowsAtOnce)) {
    for (const row of rows) fold(row, state, open)
    payments += rows.length
  }
  for await (const rows of db.stream<ReportRow>(reports, [], rowsAtOnce))
    for (const { line, known_ms } of rows) state.report(movementIn(line), known_ms)
  for await (const rows of db.stream<EventRow>(events, [], rowsAtOnce))
    for (const row of rows) state.observe(eventIn(row))
  return payments
}
