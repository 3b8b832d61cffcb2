/** A prediction by hand: what would be decided of a payment that nobody makes. It is tried on a copy, and nothing is stored. */
import type { Query } from '#platform/database'
import { Refusal } from '#platform/refusal'
import { type Assessor, judgingAgain } from '../assess.ts'
import { type Attempt, factsOf, movementOf } from '../attempt.ts'
import { describe } from '../decision.ts'
import { noExplorer } from '../exploration/explorer.ts'
import { features as catalog, type Feature, featureCount, featureNames, formatValue } from '../features/catalog.ts'
import type { FraudState } from '../features/state.ts'
import { type Judged, judge } from '../judge.ts'
import { verdictOfLoss } from '../policies/kind-policy.ts'
import { reasonsOf } from '../reasons.ts'
import type { Contribution, FiredRule, Policy, Reason, Verdict } from '../wire.ts'
import { type Counterfactual, counterfactualOf } from './counterfactual.ts'

export interface Trial {
  readonly attempt: Attempt
  /** Values in place of those that the bank computes, by the names of features; null for one that is not known. */
  readonly overrides: Readonly<Record<string, number | null>>
}

/** A feature as the bank computes it, whatever was put in its place. */
export interface ComputedFeature {
  readonly feature: string
  readonly label: string
  /** As staff read it. */
  readonly value: string
  /** What the number counts. */
  readonly unit: Feature['unit']
  /** Null where it is not known. */
  readonly number: number | null
}

export interface Tried {
  readonly verdict: Verdict
  /** What model and policy alone say. */
  readonly ownVerdict: Verdict
  /** What the expected loss alone says. */
  readonly lossVerdict: Verdict
  readonly probability: number
  /** Log-odds: base plus the sum of all contributions. */
  readonly score: number
  readonly base: number
  readonly contributions: Contribution[]
  /** None for a payment that would pass. */
  readonly reasons: Reason[]
  readonly rules: FiredRule[]
  readonly policy: Policy
  readonly model: string
  readonly computed: ComputedFeature[]
  /** Null for a payment that would pass. */
  readonly counterfactual: Counterfactual | null
}

const firedRules = (query: Query, { rulesFired }: Judged): Promise<FiredRule[]> | FiredRule[] =>
  rulesFired.length === 0
    ? []
    : query.query<FiredRule>(
        'select number::text as number, rule, name, effect from fraud.rule_version where number = any($1) order by rule_version.number',
        [rulesFired],
      )

const noSuchFeature = (name: string) => new Refusal('no-such-feature', 422, `There is no feature “${name}”.`)

/** Puts values in the place of others. Throws no-such-feature. */
const overriding = (overrides: Trial['overrides']): ((features: Float32Array) => Float32Array) => {
  const values = Object.entries(overrides).map(([name, value]) => {
    const index = featureNames.indexOf(name)
    if (index < 0) throw noSuchFeature(name)
    return [index, value ?? Number.NaN] as const
  })
  return (features) => {
    const other = features.slice()
    for (const [index, value] of values) other[index] = value
    return other
  }
}

const computedOf = (values: Float32Array): ComputedFeature[] =>
  catalog.map((feature, index) => ({
    feature: feature.name,
    label: feature.label,
    value: formatValue(feature, values[index]),
    unit: feature.unit,
    number: Number.isFinite(values[index]) ? values[index] : null,
  }))

/** Judges on a memory that is thrown away afterwards; chance has no part in it. */
const tryOn = (assessor: Assessor, memory: FraudState, attempt: Attempt, override: ReturnType<typeof overriding>) => {
  const { model, inForce, onFailure } = assessor
  const reservation = memory.reserve(movementOf(attempt))
  const values = new Float32Array(featureCount)
  memory.describe(reservation, factsOf(attempt), values)
  const features = override(values)
  const score = model.score(features)
  const probability = model.probabilityOf(score)
  const judged = judge({ inForce, explorer: noExplorer, onFailure }, attempt, { probability, features })
  const explained = model.explain(features)
  const { policy } = inForce.policyOf(attempt.kind)
  const isStopped = judged.verdict !== 'allow'
  const again = judgingAgain(assessor)
  return {
    judged,
    told: {
      verdict: judged.verdict,
      ownVerdict: judged.ownVerdict,
      lossVerdict: verdictOfLoss(probability, attempt.money, policy.losses),
      probability,
      score,
      base: explained.base,
      contributions: describe(features, explained),
      reasons: isStopped ? reasonsOf(features, explained.contributions, attempt.kind) : [],
      policy: policy.thresholds,
      model: model.version,
      computed: computedOf(values),
      counterfactual: isStopped
        ? counterfactualOf(
            attempt,
            reservation,
            () => memory.suppose(reservation),
            (other, otherFeatures) => again(other, override(otherFeatures)),
          )
        : null,
    },
  }
}

/** Throws no-such-feature. The amount must be one that a memory takes. */
export const createTry =
  (query: Query, assessor: Assessor) =>
  async ({ attempt, overrides }: Trial): Promise<Tried> => {
    const override = overriding(overrides)
    const held = await assessor.memory.hold(movementOf(attempt))
    try {
      const { judged, told } = tryOn(assessor, assessor.memory.state.copy(), attempt, override)
      return { ...told, rules: await firedRules(query, judged) }
    } finally {
      held.release()
    }
  }
