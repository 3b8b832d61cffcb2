/** Goes through the decisions of a period, some hundreds at a time, so that payments go on meanwhile. */
import type { Database } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { dayMs } from '#platform/time'
import type { AttemptKind } from '../attempt.ts'
import { toFloats32 } from '../tables.ts'
import type { BackTestResult, BackTestSubject, Verdict } from '../wire.ts'
import { type Judged, type Trial, trialOf } from './subject.ts'
import { createTally } from './tally.ts'

/** Decisions that one back-test reads at most, and how many are looked at before others have their turn. */
export const mostDecisions = 1_000_000
const atOnce = 200
const mostExamples = 10
/** Payers that are counted apart; beyond these the count stands still. */
const mostCustomers = 200_000

export interface Period {
  readonly from: Date
  readonly to: Date
}

interface Row {
  readonly payment: string
  readonly kind: AttemptKind
  readonly payer: string
  readonly currency: CurrencyCode
  readonly minor: bigint
  readonly booked_at: Date
  readonly probability: number | null
  readonly own: Verdict
  readonly features: Buffer
  readonly is_fraud: boolean | null
}

const within = `booked_at >= $1 and booked_at < $2 and ($3::text is null or kind = $3)`

const history = `
  select payment, kind, payer, currency, minor, booked_at, probability, coalesce(own_verdict, verdict) as own, features, label.is_fraud
  from fraud.decision left join fraud.label using (payment) where ${within}
  order by seq limit ${mostDecisions}`

/** How many decisions there are to read. */
export const countDecisions = async (db: Database, { kind }: Trial, { from, to }: Period): Promise<number> => {
  const [{ count }] = await db.query<{ count: number }>(
    `select count(*)::integer as count from fraud.decision where ${within}`,
    [from, to, kind],
  )
  return count
}

const toJudged = (row: Row): Judged => ({
  kind: row.kind,
  currency: row.currency,
  minor: row.minor,
  probability: row.probability ?? Number.NaN,
  bookedMs: row.booked_at.getTime(),
  isFraud: row.is_fraud,
  features: toFloats32(row.features),
  own: row.own,
})

const createCount = (trial: Trial) => {
  const [before, after] = [createTally(), createTally()]
  const customers = new Set<string>()
  const counts = { decisions: 0, fired: 0, changed: 0, unlabeled: 0, letThrough: 0 }
  const examples: BackTestResult['examples'] = []

  const addChanged = (row: Row, past: Judged, verdict: Verdict) => {
    counts.changed++
    if (past.isFraud === null) counts.unlabeled++
    if (past.own === 'allow' && !past.isFraud && customers.size < mostCustomers) customers.add(row.payer)
    if (examples.length >= mostExamples) return
    const { payment, currency, minor, own, is_fraud: isFraud } = row
    const amount = { currency, minor: minor.toString() }
    examples.push({ payment, at: row.booked_at.toISOString(), amount, before: own, after: verdict, isFraud })
  }
  return {
    add: (row: Row) => {
      const past = toJudged(row)
      const said = trial.verdictOf(past)
      const verdict = said ?? past.own
      counts.decisions++
      if (said !== null) counts.fired++
      if (verdict !== past.own) addChanged(row, past, verdict)
      counts.letThrough += trial.shareLetThrough(verdict, past)
      before.add(past.own, past)
      after.add(verdict, past)
    },
    result: (days: number): BackTestResult => ({
      ...counts,
      days,
      isCut: counts.decisions >= mostDecisions,
      customers: customers.size,
      before: before.result(days),
      after: after.result(days),
      examples,
    }),
  }
}

/** `onProgress` is told how many were read, and answers false to stop; the result is then null. */
export const runBackTest = async (
  db: Database,
  subject: BackTestSubject,
  { from, to }: Period,
  onProgress: (read: number) => Promise<boolean>,
): Promise<BackTestResult | null> => {
  const trial = trialOf(subject)
  const count = createCount(trial)
  let read = 0
  for await (const rows of db.stream<Row>(history, [from, to, trial.kind], atOnce)) {
    for (const row of rows) count.add(row)
    read += rows.length
    if (!(await onProgress(read))) return null
  }
  return count.result((to.getTime() - from.getTime()) / dayMs)
}
