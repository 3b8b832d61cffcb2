/** What the bank lived through, as rows to learn from: the features as they were when each payment was decided. */
import type { Database } from '#platform/database'
import { toFloats32 } from '../../tables.ts'
import { createSampler, type Sample, type Samples } from './samples.ts'
import { type Span, type TrainingWindows, windowsOf } from './windows.ts'

/** Below these a model would learn chance; the bank then trains on generated payments, or waits. */
export const leastFrauds = { train: 50, choose: 10, test: 20 }

/** Rows of a window; of genuine payments beyond, every so manieth is taken and weighs as many. */
const mostRows = 200_000
const rowsAtOnce = 2_000

/**
 * Payments of a span ($1, $2) with what was known of them by an instant ($3). One without a label counts as genuine if it was booked;
 * one that was stopped and that nobody looked at says nothing.
 */
const known = `
  from fraud.decision left join fraud.label on label.payment = decision.payment and label.known_at <= $3
  where decision.booked_at >= $1 and decision.booked_at < $2 and decision.score is not null
    and (label.payment is not null or decision.outcome = 'settled')`

const counts = `
  select count(*) filter (where label.is_fraud)::int as frauds,
    count(*) filter (where label.is_fraud or decision.explored_from is not null)::int as kept,
    count(*)::int as payments ${known}`

/** One that was let through by chance, to learn from, stands for all that were stopped like it. */
const rows = `
  select decision.features, coalesce(label.is_fraud, false) as is_fraud,
    case when decision.explored_from is not null then 1 / decision.propensity when label.is_fraud then 1 else $4::bigint end as weight
  ${known} and (label.is_fraud or decision.explored_from is not null or decision.seq % $4::bigint = 0)
  order by decision.seq`

interface Counts {
  readonly frauds: number
  /** Frauds and explorations, which are all taken. */
  readonly kept: number
  readonly payments: number
}

interface Row {
  readonly features: Buffer
  readonly is_fraud: boolean
  readonly weight: number
}

const spanValues = ({ fromMs, toMs }: Span, asOfMs: number) => [new Date(fromMs), new Date(toMs), new Date(asOfMs)]

/** Yields between chunks, so that payments go on meanwhile. */
const readSample = async (db: Database, span: Span, asOfMs: number): Promise<Sample> => {
  const values = spanValues(span, asOfMs)
  const [{ kept, payments }] = await db.query<Counts>(counts, values)
  const every = Math.max(1, Math.ceil((payments - kept) / mostRows))
  const sampler = createSampler(Math.min(payments, mostRows + kept))
  for await (const chunk of db.stream<Row>(rows, [...values, every], rowsAtOnce)) {
    for (const row of chunk) sampler.add(toFloats32(row.features), row.is_fraud, row.weight)
    await new Promise<void>((resume) => setImmediate(resume))
  }
  return sampler.sample()
}

export interface History {
  readonly windows: TrainingWindows
  readonly samples: Samples
}

const isEnough = async (db: Database, windows: TrainingWindows): Promise<boolean> => {
  for (const part of ['train', 'choose', 'test'] as const) {
    const asOfMs = part === 'test' ? windows.testedAsOfMs : windows.trainedAsOfMs
    const [{ frauds, payments }] = await db.query<Counts>(counts, spanValues(windows[part], asOfMs))
    if (frauds < leastFrauds[part] || payments - frauds < leastFrauds[part]) return false
  }
  return true
}

const edge = (way: 'asc' | 'desc') =>
  `select (extract(epoch from booked_at) * 1000)::float8 as ms from fraud.decision order by fraud.decision.seq ${way} limit 1`

/** The windows of today; null where the history is too short. */
export const findWindows = async (db: Database): Promise<TrainingWindows | null> => {
  const [[first], [last]] = [await db.query<{ ms: number }>(edge('asc')), await db.query<{ ms: number }>(edge('desc'))]
  return first && last ? windowsOf(first.ms, last.ms) : null
}

/** The bank's own history; null where there is too little of it, or too few frauds in one of its windows. */
export const readHistory = async (db: Database): Promise<History | null> => {
  const windows = await findWindows(db)
  if (!windows || !(await isEnough(db, windows))) return null
  const { train, choose, test, trainedAsOfMs, testedAsOfMs } = windows
  return {
    windows,
    samples: {
      train: await readSample(db, train, trainedAsOfMs),
      choose: await readSample(db, choose, trainedAsOfMs),
      test: await readSample(db, test, testedAsOfMs),
    },
  }
}
