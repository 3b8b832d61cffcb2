/** How good a model was on payments of the bank whose labels are complete, and how its catches grow old. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Database } from '#platform/database'
import { dayMs } from '#platform/time'
import type { Figures, LabelAge, Policy } from '../../wire.ts'
import type { Span } from '../training/windows.ts'
import type { FiguresOrder } from './figures-worker.ts'

const rowsAtOnce = 5_000
const mostGenuine = 100_000

const known = `
  from fraud.decision
  left join fraud.label on label.payment = decision.payment and label.known_at <= $3
  left join fraud.shadow_score as shadow on shadow.payment = decision.payment and shadow.model = $4
  where decision.booked_at >= $1 and decision.booked_at < $2 and decision.score is not null
    and (decision.model = $4 or shadow.payment is not null) and (label.payment is not null or decision.outcome = 'settled')`

const probability = 'case decision.model when $4 then decision.probability else shadow.probability end'

const counts = `
  select count(*) filter (where label.is_fraud)::int as frauds,
    count(*) filter (where label.is_fraud or decision.explored_from is not null)::int as kept,
    count(*)::int as payments ${known}`

const rows = `
  select ${probability} as probability, coalesce(label.is_fraud, false) as is_fraud,
    case when decision.explored_from is not null then 1 / decision.propensity when label.is_fraud then 1 else $5::bigint end as weight
  ${known} and (label.is_fraud or decision.explored_from is not null or decision.seq % $5::bigint = 0)`

const ages = `
  select floor(extract(epoch from $2 - decision.booked_at) / 604800)::int as weeks, count(*)::int as flagged,
    count(*) filter (where label.is_fraud)::int as frauds ${known} and ${probability} >= $5 group by 1 order by 1`

interface Row {
  readonly probability: number
  readonly is_fraud: boolean
  readonly weight: number
}

const figuresInThread = async (order: FiguresOrder): Promise<Figures> => {
  const worker = new Worker(new URL('./figures-worker.ts', import.meta.url), { workerData: order })
  try {
    const [figures] = await once(worker, 'message')
    return figures
  } finally {
    await worker.terminate()
  }
}

export interface InService {
  readonly payments: number
  /** Null while there is no fraud among them, or nothing else. */
  readonly figures: Figures | null
}

/** Figures of a span with what is known by an instant. */
export const measureInService = async (
  db: Database,
  model: string,
  policy: Policy,
  span: Span,
  asOf: Date,
): Promise<InService> => {
  const values = [new Date(span.fromMs), new Date(span.toMs), asOf, model]
  const [{ frauds, kept, payments }] = await db.query<{ frauds: number; kept: number; payments: number }>(
    counts,
    values,
  )
  if (frauds === 0 || frauds === payments) return { payments, figures: null }
  const every = Math.max(1, Math.ceil((payments - kept) / mostGenuine))
  const read: Row[] = []
  for await (const chunk of db.stream<Row>(rows, [...values, every], rowsAtOnce)) read.push(...chunk)
  const scored = {
    probabilities: Float64Array.from(read, (row) => row.probability),
    labels: Uint8Array.from(read, (row) => (row.is_fraud ? 1 : 0)),
    weights: Float32Array.from(read, (row) => row.weight),
  }
  return { payments, figures: await figuresInThread({ scored, policy, span }) }
}

const weeksBack = 8

/** Of payments that were not simply allowed, how many are known to be fraud, by how old they are: young ones still wait for labels. */
export const measureAges = (
  db: Database,
  model: string,
  policy: Policy,
  toMs: number,
  asOf: Date,
): Promise<LabelAge[]> =>
  db.query<LabelAge>(ages, [new Date(toMs - weeksBack * 7 * dayMs), new Date(toMs), asOf, model, policy.challenge])
