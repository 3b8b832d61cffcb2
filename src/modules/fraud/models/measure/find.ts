/** What was measured of a model, as staff see it. */
import type { Database } from '#platform/database'
import { features as catalog } from '../../features/catalog.ts'
import type { FeatureDrift, Figures, LabelAge, ModelDetail } from '../../wire.ts'
import type { Drift } from './drift.ts'
import { weeksShown } from './measure.ts'
import { scoreName } from './reference.ts'

interface MeasuredRow {
  readonly from_at: Date
  readonly to_at: Date
  readonly payments: number
  readonly psi: Drift | null
  readonly figures: Figures | null
  readonly ages: LabelAge[] | null
  readonly measured_at: Date
}

const findSpans = (db: Database, model: string, span: string, limit: number): Promise<MeasuredRow[]> =>
  db.query(
    `select from_at, to_at, payments, psi, figures, ages, measured_at from fraud.measurement
     where model = $1 and fraud.measurement.span = $2 order by to_at desc limit $3`,
    [model, span, limit],
  )

/** Weeks oldest first; null where a week had too few payments. */
const driftOf = (weeks: readonly MeasuredRow[], day: MeasuredRow | undefined): FeatureDrift[] => {
  const oldestFirst = weeks.toReversed()
  const names = [{ name: scoreName, label: 'Score' }, ...catalog.map(({ name, label }) => ({ name, label }))]
  return names.flatMap(({ name, label }) => {
    const of = (row: MeasuredRow | undefined) => row?.psi?.[name] ?? null
    const values = oldestFirst.map(of)
    if (of(day) === null && values.every((value) => value === null)) return []
    return [{ name, label, day: of(day), weeks: values }]
  })
}

/** Null where there is no such model. */
export const findMeasured = async (db: Database, version: string): Promise<ModelDetail | null> => {
  const [model] = await db.query<{ figures: Figures | null; has_reference: boolean }>(
    'select figures, reference is not null as has_reference from fraud.model where version = $1',
    [version],
  )
  if (!model) return null
  const weeks = await findSpans(db, version, 'week', weeksShown)
  const [day] = await findSpans(db, version, 'day', 1)
  const [complete] = await findSpans(db, version, 'complete', 1)
  return {
    version,
    trial: model.figures,
    inService: complete?.figures ?? null,
    ages: complete?.ages ?? [],
    measuredAt: complete?.measured_at.toISOString() ?? null,
    driftAgainst: model.has_reference ? 'training' : 'first-weeks',
    weeks: weeks.toReversed().map((row) => ({
      from: row.from_at.toISOString(),
      to: row.to_at.toISOString(),
      payments: row.payments,
    })),
    drift: driftOf(weeks, day),
  }
}
