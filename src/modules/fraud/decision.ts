/** One decision whole, for staff: what each feature added, and in words. */
import type { EnsembleExplanation } from '#learning/ensemble-explanation'
import type { Database } from '#platform/database'
import { features as catalog, formatValue } from './features/catalog.ts'
import type { FraudModel } from './model.ts'
import { lossesOf, verdictOfLoss } from './policies/kind-policy.ts'
import { reasonsOf } from './reasons.ts'
import { type DecisionRow, toFloats32, toFloats64 } from './tables.ts'
import type { Contribution, Decision, Policy, Verdict } from './wire.ts'

const byPayment = `
  select payment, kind, currency, minor, verdict, probability, score, features, contributions, oddness, residual, model, decided_at, own_verdict, explored_from, propensity,
    (select body->'thresholds' from fraud.policy_version policy where policy.number = policy_version) as thresholds,
    (select body->'losses' from fraud.policy_version policy where policy.number = policy_version) as losses,
    coalesce((select jsonb_agg(jsonb_build_object('number', rule.number::text, 'rule', rule.rule, 'name', rule.name, 'effect', rule.effect)
      order by rule.number) from fraud.rule_version rule where rule.number = any (rules_fired)), '[]') as rules
  from fraud.decision where payment = $1`

/** A model that decided once, by its version; null where nobody has it. */
export type ModelOf = (version: string) => Promise<FraudModel | null>

/** As long as today's catalog: what an earlier version decided has its first features only. */
const lengthened = (floats: Float32Array): Float32Array => {
  if (floats.length >= catalog.length) return floats
  const longer = new Float32Array(catalog.length).fill(Number.NaN)
  longer.set(floats)
  return longer
}

/** Stored ones are of the model that decided; for an allowed payment that model computes them now. */
const explanationOf = async (
  row: DecisionRow,
  features: Float32Array,
  modelOf: ModelOf,
): Promise<Omit<EnsembleExplanation, 'base'> | null> => {
  const { contributions, oddness, residual } = row
  if (contributions) return { contributions: toFloats64(contributions), oddness: oddness ?? 0, residual: residual ?? 0 }
  const model = await modelOf(row.model)
  return model?.explain(features) ?? null
}

/** What an ensemble's score holds beside its features; nothing of a model that has features alone. */
const beyondFeatures = ({ oddness, residual }: Omit<EnsembleExplanation, 'base'>): Contribution[] => [
  ...(oddness === 0
    ? []
    : [{ feature: 'oddness', label: 'How odd the payment is as a whole', value: '', logOdds: oddness }]),
  ...(residual === 0
    ? []
    : [{ feature: 'residual', label: 'Left over: no single feature accounts for it', value: '', logOdds: residual }]),
]

/** Every feature with its value in words and its effect, largest first. */
export const describe = (features: Float32Array, explained: Omit<EnsembleExplanation, 'base'>): Contribution[] =>
  catalog
    .slice(0, explained.contributions.length)
    .map((feature, index) => ({
      feature: feature.name,
      label: feature.label,
      value: formatValue(feature, features[index]),
      logOdds: explained.contributions[index],
    }))
    .concat(beyondFeatures(explained))
    .sort((left, right) => Math.abs(right.logOdds) - Math.abs(left.logOdds))

/** A stored decision with its explanation. */
export const explain = async (row: DecisionRow, modelOf: ModelOf, policy: Policy): Promise<Decision | null> => {
  if (row.probability === null || row.score === null) return null
  const features = lengthened(toFloats32(row.features))
  const explained = await explanationOf(row, features, modelOf)
  const contributions = explained ? describe(features, explained) : []
  return {
    payment: row.payment,
    verdict: row.verdict,
    probability: row.probability,
    score: row.score,
    base: contributions.reduce((rest, { logOdds }) => rest - logOdds, row.score),
    contributions,
    reasons: explained && row.verdict !== 'allow' ? reasonsOf(features, explained.contributions, row.kind) : [],
    policy: row.thresholds ?? policy,
    ownVerdict: row.own_verdict ?? row.verdict,
    lossVerdict: verdictOfLoss(row.probability, row, lossesOf(row.losses ?? undefined)),
    rules: row.rules,
    exploredFrom: row.explored_from,
    propensity: row.propensity,
    model: row.model,
    decidedAt: row.decided_at.toISOString(),
  }
}

/** Null where the payment was not decided here, or could not be scored. */
export const readDecision = async (
  db: Database,
  modelOf: ModelOf,
  policy: Policy,
  payment: string,
): Promise<Decision | null> => {
  const [row] = await db.query<DecisionRow>(byPayment, [payment])
  return row ? explain(row, modelOf, policy) : null
}

export interface Decided {
  readonly verdict: Verdict
  /** Null where scoring failed. */
  readonly probability: number | null
}

/** What was decided of payments, of those that were. */
export const readVerdicts = async (db: Database, payments: readonly string[]): Promise<Map<string, Decided>> => {
  if (payments.length === 0) return new Map()
  const rows = await db.query<Decided & { payment: string }>(
    'select payment, verdict, probability from fraud.decision where payment = any($1::uuid[])',
    [payments],
  )
  return new Map(rows.map(({ payment, verdict, probability }) => [payment, { verdict, probability }]))
}

/** Probabilities of those payments that were scored. */
export const readProbabilities = async (db: Database, payments: readonly string[]): Promise<Map<string, number>> => {
  const scored = new Map<string, number>()
  for (const [payment, { probability }] of await readVerdicts(db, payments))
    if (probability !== null) scored.set(payment, probability)
  return scored
}
