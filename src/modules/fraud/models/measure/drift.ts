/** How far what a model sees now has moved from what it learned on. */
import type { Database } from '#platform/database'
import { featureNames } from '../../features/catalog.ts'
import { toFloats32 } from '../../tables.ts'
import type { Span } from '../training/windows.ts'
import { type Bins, binOf, scoreName } from './reference.ts'

/** Population stability index of each feature and of the score, by name. */
export type Drift = Readonly<Record<string, number>>

/** Below so many payments chance alone brings some of a hundred features near 0.1. */
export const leastPayments = 500
const mostRows = 20_000
// Some milliseconds of counting, then the loop is free again.
const rowsAtOnce = 250

/** Shares of nothing would be infinitely far from any other. */
const leastShare = 1e-4

/** The population stability index: sum of (now - then) times ln(now / then) over the bins. */
export const psiOf = (then: readonly number[], now: readonly number[]): number =>
  then.reduce((sum, share, bin) => {
    const [before, after] = [Math.max(share, leastShare), Math.max(now[bin], leastShare)]
    return sum + (after - before) * Math.log(after / before)
  }, 0)

interface Seen {
  readonly features: Buffer
  readonly score: number
}

/** Scores of the model itself alone are held against its reference; another model's lie elsewhere. */
const rows = `
  select decision.features, case decision.model when $3 then decision.score else shadow.score end as score
  from fraud.decision left join fraud.shadow_score as shadow on shadow.payment = decision.payment and shadow.model = $3
  where decision.booked_at >= $1 and decision.booked_at < $2 and decision.score is not null and decision.seq % $4::bigint = 0`

const countRows = `select count(*)::int as payments from fraud.decision where booked_at >= $1 and booked_at < $2 and score is not null`

/** Payments of a span, a chunk at a time, at most so many in all; answers how many there were. */
export const readSeen = async (
  db: Database,
  { fromMs, toMs }: Span,
  model: string,
  take: (features: Float32Array, score: number | null) => void,
): Promise<number> => {
  const span = [new Date(fromMs), new Date(toMs)]
  const [{ payments }] = await db.query<{ payments: number }>(countRows, span)
  const every = Math.max(1, Math.ceil(payments / mostRows))
  for await (const chunk of db.stream<Seen>(rows, [...span, model, every], rowsAtOnce)) {
    for (const { features, score } of chunk) take(toFloats32(features), score)
    await new Promise<void>((resume) => setImmediate(resume))
  }
  return payments
}

const shareOf = (counts: Uint32Array): number[] => {
  const total = counts.reduce((sum, count) => sum + count, 0)
  return Array.from(counts, (count) => count / Math.max(1, total))
}

/** The drift of a span against the reference; null where there are too few payments to tell. */
export const measureDrift = async (
  db: Database,
  reference: readonly Bins[],
  model: string,
  span: Span,
): Promise<{ payments: number; drift: Drift | null }> => {
  const counted = reference.map(({ name, edges }) => ({
    column: name === scoreName ? -1 : featureNames.indexOf(name),
    edges,
    counts: new Uint32Array(edges.length + 2),
  }))
  let scores = 0
  const payments = await readSeen(db, span, model, (features, score) => {
    if (score !== null) scores++
    for (const { column, edges, counts } of counted) {
      if (column >= 0) counts[binOf(edges, features[column] ?? Number.NaN)]++
      else if (score !== null) counts[binOf(edges, score)]++
    }
  })
  if (payments < leastPayments) return { payments, drift: null }
  const known = reference.flatMap(({ name, shares }, index) =>
    name === scoreName && scores < leastPayments
      ? []
      : [[name, Math.round(psiOf(shares, shareOf(counted[index].counts)) * 1e4) / 1e4] as const],
  )
  return { payments, drift: Object.fromEntries(known) }
}
