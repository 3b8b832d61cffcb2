/** Brings the memory back after a start: from every decision and every label that was written. */
import type { Database } from '#platform/database'
import type { OpenAttempts } from './assess.ts'
import type { AttemptKind } from './attempt.ts'
import type { FraudState } from './features/state.ts'
import type { ReportRow } from './tables.ts'

// One text a row: the driver takes twice as long over eight columns. Numbers are exact up to 2^53.
const history = `
  select concat_ws(' ', outcome, kind, currency, minor, (extract(epoch from booked_at) * 1000)::bigint, payment, payer, payee)
    as line
  from fraud.decision order by seq`

const reports = `
  select decision.payer, decision.payee, (extract(epoch from decision.booked_at) * 1000)::float8 as at_ms,
    (extract(epoch from label.known_at) * 1000)::float8 as known_ms
  from fraud.label join fraud.decision using (payment) where label.is_fraud order by decision.seq`

const rowsAtOnce = 5_000

const fold = (line: string, state: FraudState, open: OpenAttempts) => {
  const [outcome, kind, currency, minor, atMs, payment, payer, payee = null] = line.split(' ')
  const movement = { kind: kind as AttemptKind, payer, payee, currency, minor: Number(minor), atMs: Number(atMs) }
  const reservation = state.reserve(movement)
  if (outcome === 'settled') state.settle(reservation)
  if (outcome === 'open') open.add(payment, reservation)
}

/** Folds the history into an empty memory. Answers how many payments there were. */
export const rebuild = async (db: Database, state: FraudState, open: OpenAttempts): Promise<number> => {
  let payments = 0
  for await (const rows of db.stream<{ line: string }>(history, [], rowsAtOnce)) {
    for (const { line } of rows) fold(line, state, open)
    payments += rows.length
  }
  for await (const rows of db.stream<ReportRow>(reports, [], rowsAtOnce))
    for (const { payer, payee, at_ms, known_ms } of rows) state.report(payer, payee, at_ms, known_ms)
  return payments
}
