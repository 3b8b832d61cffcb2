/** Champion against challenger, on payments that both scored when they were made and whose labels are complete. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { PairedComparison, PairedFigure } from '#learning/paired-bootstrap'
import type { Database } from '#platform/database'
import { type Clock, dayMs } from '#platform/time'
import type { Comparison } from '../../wire.ts'
import { labelDelayDays, type Span } from '../training/windows.ts'
import type { Pairs } from './compare-worker.ts'

/** Below so many frauds no difference is told from chance, and nothing is promoted. */
export const leastFraudsToPromote = 50

/** Payers are drawn, so the interval of fewer defrauded ones would say little. */
export const leastPayersToPromote = 10

const mostDays = 56
const mostGenuine = 100_000
const rowsAtOnce = 5_000

/**
 * Payments of a span ($1, $2) with the scores of champion ($4) and challenger ($5), each as it decided or as it shadowed, and with
 * what was known by now ($3). What was stopped and never labeled says nothing about either.
 */
const pairs = `
  from fraud.decision
  left join fraud.label on label.payment = decision.payment and label.known_at <= $3
  left join fraud.shadow_score as old on old.payment = decision.payment and old.model = $4
  left join fraud.shadow_score as young on young.payment = decision.payment and young.model = $5
  where decision.booked_at >= $1 and decision.booked_at < $2 and decision.score is not null
    and (label.payment is not null or decision.outcome = 'settled')
    and (decision.model = $4 or old.payment is not null) and (decision.model = $5 or young.payment is not null)`

/** The person, where one is known, for somebody may have several accounts. */
const payer = 'coalesce(decision.owner, decision.payer)'

const counts = `
  select count(*) filter (where label.is_fraud)::int as frauds,
    count(distinct ${payer}) filter (where label.is_fraud)::int as defrauded,
    count(*) filter (where label.is_fraud or decision.explored_from is not null)::int as kept,
    count(*)::int as payments ${pairs}`

const rows = `
  select case decision.model when $4 then decision.score else old.score end as first,
    case decision.model when $5 then decision.score else young.score end as second,
    coalesce(label.is_fraud, false) as is_fraud, ${payer} as payer,
    case when decision.explored_from is not null then 1 / decision.propensity when label.is_fraud then 1 else $6::bigint end as weight
  ${pairs} and (label.is_fraud or decision.explored_from is not null or decision.seq % $6::bigint = 0)
  order by decision.seq`

interface Counts {
  readonly frauds: number
  readonly defrauded: number
  readonly kept: number
  readonly payments: number
}

interface PairRow {
  readonly first: number
  readonly second: number
  readonly is_fraud: boolean
  readonly weight: number
  readonly payer: string
}

/** The last weeks whose payments are older than a label may take. */
const spanOf = async (db: Database, clock: Clock): Promise<Span> => {
  const [last] = await db.query<{ ms: number }>(
    `select (extract(epoch from booked_at) * 1000)::float8 as ms from fraud.decision order by fraud.decision.seq desc limit 1`,
  )
  const toMs = Math.min(clock().getTime(), last?.ms ?? 0) - labelDelayDays * dayMs
  return { fromMs: toMs - mostDays * dayMs, toMs }
}

const readPairs = async (db: Database, values: readonly unknown[], every: number): Promise<Pairs> => {
  const [first, second, labels, weights, payers]: number[][] = [[], [], [], [], []]
  const places = new Map<string, number>()
  const placeOf = (payer: string) => {
    const place = places.get(payer) ?? places.size
    places.set(payer, place)
    return place
  }
  for await (const chunk of db.stream<PairRow>(rows, [...values, every], rowsAtOnce)) {
    for (const row of chunk) {
      first.push(row.first)
      second.push(row.second)
      labels.push(row.is_fraud ? 1 : 0)
      weights.push(row.weight)
      payers.push(placeOf(row.payer))
    }
    await new Promise<void>((resume) => setImmediate(resume))
  }
  return {
    first: Float64Array.from(first),
    second: Float64Array.from(second),
    labels: Uint8Array.from(labels),
    weights: Float32Array.from(weights),
    payers: Uint32Array.from(payers),
  }
}

const bootstrapInThread = async (pairs: Pairs): Promise<PairedComparison> => {
  const worker = new Worker(new URL('./compare-worker.ts', import.meta.url), { workerData: pairs })
  try {
    const [comparison] = await once(worker, 'message')
    return comparison
  } finally {
    await worker.terminate()
  }
}

const figureOf = ({ first, second, low, high }: PairedFigure) => ({ champion: first, challenger: second, low, high })

/** A win is one on both figures, beyond what chance would give in 95 of 100 cases. */
const isWon = ({ averagePrecision, recallAtOnePercent }: PairedComparison) =>
  averagePrecision.low > 0 && recallAtOnePercent.low > 0

const isEnough = ({ frauds, defrauded }: Counts) => frauds >= leastFraudsToPromote && defrauded >= leastPayersToPromote

/** Compares and keeps the result; the resamples are drawn in a thread. */
export const compareModels = async (
  db: Database,
  clock: Clock,
  champion: string,
  challenger: string,
): Promise<Comparison> => {
  const { fromMs, toMs } = await spanOf(db, clock)
  const values = [new Date(fromMs), new Date(toMs), clock(), champion, challenger]
  const [comparedOn] = await db.query<Counts>(counts, values)
  const { frauds, defrauded, kept, payments } = comparedOn
  const every = Math.max(1, Math.ceil((payments - kept) / mostGenuine))
  const isComparable = frauds > 0 && payments > frauds
  const paired = isComparable ? await bootstrapInThread(await readPairs(db, values, every)) : null
  const comparison: Comparison = {
    champion,
    challenger,
    comparedAt: clock().toISOString(),
    from: new Date(fromMs).toISOString(),
    to: new Date(toMs).toISOString(),
    payments,
    frauds,
    leastFrauds: leastFraudsToPromote,
    defrauded,
    leastDefrauded: leastPayersToPromote,
    averagePrecision: paired && figureOf(paired.averagePrecision),
    recallAtOnePercent: paired && figureOf(paired.recallAtOnePercent),
    isWon: paired !== null && isEnough(comparedOn) && isWon(paired),
  }
  await keepComparison(db, comparison, clock())
  return comparison
}

const keepComparison = (db: Database, comparison: Comparison, at: Date) =>
  db.query(
    `insert into fraud.comparison (model, champion, compared_at, result) values ($1, $2, $3, $4)
     on conflict (model) do update set champion = excluded.champion, compared_at = excluded.compared_at, result = excluded.result`,
    [comparison.challenger, comparison.champion, at, JSON.stringify(comparison)],
  )

/** The last comparison of each challenger with the champion that decides now. */
export const findComparisons = async (db: Database): Promise<Comparison[]> => {
  const found = await db.query<{ result: Comparison }>(
    `select comparison.result from fraud.comparison
     join fraud.model as challenger on challenger.version = comparison.model and challenger.state = 'challenger'
     join fraud.model as champion on champion.version = comparison.champion and champion.state = 'champion'`,
  )
  return found.map(({ result }) => result)
}

const change = (name: string, figure: Comparison['averagePrecision']): string => {
  if (!figure) return ''
  const [before, after, low, high] = [figure.champion, figure.challenger, figure.low, figure.high].map((value) =>
    value.toFixed(3),
  )
  return ` ${name} ${before} against ${after}, the difference between ${low} and ${high}.`
}

/** The figures in a sentence, for who is refused. */
export const describeComparison = (comparison: Comparison): string =>
  `Both scored ${comparison.payments} payments with complete labels, ${comparison.frauds} of them fraud, of ${comparison.defrauded} payers; at least ${comparison.leastFrauds} of ${comparison.leastDefrauded} are needed.` +
  change('Average precision', comparison.averagePrecision) +
  change('Recall at 1 % false alarms', comparison.recallAtOnePercent)
