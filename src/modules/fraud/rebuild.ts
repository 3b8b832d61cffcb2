/** Brings the memory back after a start: from every decision and every label that was written. */
import type { Database } from '#platform/database'
import type { OpenAttempts } from './assess.ts'
import type { FraudState } from './features/state.ts'
import type { HistoryRow, ReportRow } from './tables.ts'

// Numbers arrive as floats, which are exact up to 2^53 and ten times as quick to read as dates and bigints.
const history = `
  select case outcome when 'open' then payment end as payment, kind, payer, payee, currency, minor::float8 as minor,
    (extract(epoch from booked_at) * 1000)::float8 as at_ms, outcome = 'settled' as is_settled
  from fraud.decision order by seq`

const reports = `
  select decision.payer, decision.payee, (extract(epoch from decision.booked_at) * 1000)::float8 as at_ms,
    (extract(epoch from label.known_at) * 1000)::float8 as known_ms
  from fraud.label join fraud.decision using (payment) where label.is_fraud order by decision.seq`

const rowsAtOnce = 1_000

/** Folds the history into an empty memory. Answers how many payments there were. */
export const rebuild = async (db: Database, state: FraudState, open: OpenAttempts): Promise<number> => {
  let payments = 0
  for await (const rows of db.stream<HistoryRow>(history, [], rowsAtOnce)) {
    for (const { payment, at_ms, is_settled, ...row } of rows) {
      const reservation = state.reserve({ ...row, atMs: at_ms })
      if (is_settled) state.settle(reservation)
      else if (payment !== null) open.add(payment, reservation)
    }
    payments += rows.length
  }
  for await (const rows of db.stream<ReportRow>(reports, [], rowsAtOnce))
    for (const { payer, payee, at_ms, known_ms } of rows) state.report(payer, payee, at_ms, known_ms)
  return payments
}
