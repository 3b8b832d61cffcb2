/** Up to which amount a payment that passed would have passed, and what would have become of a larger one. Found when somebody asks. */
import type { Query } from '#platform/database'
import type { CurrencyCode } from '#platform/money'
import { Refusal } from '#platform/refusal'
import { type Clock, dayMs } from '#platform/time'
import { type Movement, unknownFacts } from '../attempt.ts'
import type { ModelOf } from '../decision.ts'
import { featureCount, featureNames } from '../features/catalog.ts'
import type { FraudState } from '../features/state.ts'
import type { Memory } from '../memory/memory.ts'
import type { FraudModel } from '../model.ts'
import { defaultPolicy, fromBody, type KindPolicy, verdictUnder } from '../policies/kind-policy.ts'
import { atLeast, fire, makeLive, type RuleText } from '../rules/fire.ts'
import { toFloats32 } from '../tables.ts'
import type { KindPolicyBody, Policy, Verdict } from '../wire.ts'
import { narrowed, stepRatio, steps } from './counterfactual.ts'

export interface PassedUpTo {
  /** Minor units: the largest amount found that would have passed. */
  readonly minor: bigint
  /** What would have become of a larger one; null where every amount that was tried would have passed. */
  readonly above: Exclude<Verdict, 'allow'> | null
}

/** After so long the memory knows too little of the days in which the payment was made. */
const mostDays = 30

const readPassed = `
  select kind, minor, currency, features, model, decided_at, verdict, explored_from, score is not null as is_scored,
    (select body->'movement' from fraud.change where change.payment = decision.payment and what = 'attempt') as movement,
    (select body from fraud.policy_version policy where policy.number = policy_version) as policy
  from fraud.decision where payment = $1`

const readRules = `
  select version.number, version.condition, version.effect
  from fraud.proposal join fraud.rule_version version on version.number = proposal.rule_version
  where outcome = 'granted' and ended_at <= $1 and (until_at is null or until_at > $1)`

interface PassedRow {
  readonly kind: Movement['kind']
  readonly minor: bigint
  readonly currency: CurrencyCode
  readonly features: Buffer
  readonly model: string
  readonly decided_at: Date
  readonly verdict: Verdict
  readonly explored_from: string | null
  readonly is_scored: boolean
  readonly movement: Movement | null
  readonly policy: KindPolicyBody | null
}

const none = (why: string) => new Refusal('no-counterfactual', 409, why)

const checkKnown = (row: PassedRow, now: Date) => {
  if (row.verdict !== 'allow') throw none('This payment did not pass by itself.')
  if (!row.is_scored || !row.movement) throw none('This payment was not scored.')
  if (row.explored_from) throw none('This payment was let through by chance.')
  if (now.getTime() - row.decided_at.getTime() > mostDays * dayMs)
    throw none(`What was known when this payment was made is kept for ${mostDays} days.`)
  return row.movement
}

/** What is proportional to the amount stays so, whatever the memory holds it against now; the rest moves by a difference. */
const moved = (was: number, own: number, other: number, multiple: number): number => {
  if (other === own || Number.isNaN(other - own)) return was
  return Math.abs(other / own / multiple - 1) < 1e-4 ? was * multiple : was + other - own
}

/**
 * Features of the payment with another amount: those that were stored, moved by what the memory of today makes of the
 * difference between the two amounts. With its own amount they are the stored ones.
 */
export const moving = (memory: FraudState, movement: Movement, stored: Float32Array) => {
  // The memory counts the payment already; what is tried is tried in its place.
  const reservation = memory.reserve(movement)
  memory.withdraw(reservation)
  const suppose = memory.suppose(reservation)
  // The balance of then is not kept, but a share of it is: any balance moves it by the same multiple.
  const facts = { ...unknownFacts, available: movement.minor }
  const own = new Float32Array(featureCount)
  suppose({}, facts, own)
  const other = new Float32Array(featureCount)
  return (minor: number): Float32Array => {
    suppose({ minor }, facts, other)
    const multiple = minor / movement.minor
    return other.map((value, index) => moved(stored[index] ?? Number.NaN, own[index], value, multiple))
  }
}

const balanceShare = featureNames.indexOf('balance-share')

/** Amounts from the payment's own on: up to what the account could spend, where that is known. */
const amountsFrom = (minor: number, share: number): number[] => {
  const most = share > 0 && share <= 1 ? Math.floor(minor / share) : Number.MAX_SAFE_INTEGER
  const tried = Array.from({ length: steps + 1 }, (_, step) => Math.floor(minor * stepRatio ** step))
  const below = tried.filter((amount) => amount < most)
  return most === Number.MAX_SAFE_INTEGER ? below : [...below, Math.max(minor, most)]
}

const judging = (row: PassedRow, model: FraudModel, policy: KindPolicy, rules: readonly RuleText[]) => {
  const live = rules.map((rule) => makeLive(rule, featureNames))
  return (minor: number, values: Float32Array): Verdict => {
    const probability = model.probabilityOf(model.score(values))
    const money = { currency: row.currency, minor: BigInt(minor) }
    const { fired } = fire(live, { probability, features: values, kind: row.kind, money }, () => {})
    return fired.reduce((severest, { effect }) => atLeast(severest, effect), verdictUnder(policy, probability, money))
  }
}

const search = (amounts: readonly number[], verdictAt: (minor: number) => Verdict): PassedUpTo => {
  const passes = (minor: number) => verdictAt(minor) === 'allow'
  const stopped = amounts.findIndex((amount) => !passes(amount))
  if (stopped < 0) return { minor: BigInt(amounts[amounts.length - 1]), above: null }
  if (stopped === 0) throw none('This payment passed, but would not by what is known of it now.')
  const minor = narrowed(amounts[stopped - 1], amounts[stopped], passes)
  const above = verdictAt(amounts[stopped])
  return { minor: BigInt(minor), above: above === 'allow' ? null : above }
}

export interface PassedNeeds {
  readonly db: Query
  readonly memory: Memory
  readonly modelOf: ModelOf
  /** Where staff had set no policy. */
  readonly policyOf: (model: FraudModel) => Policy
  readonly clock: Clock
}

/** By model, policy and rules of when it was decided. Throws no-counterfactual; null where the payment was not decided here. */
export const createPassedUpTo =
  ({ db, memory, modelOf, policyOf, clock }: PassedNeeds) =>
  async (payment: string): Promise<PassedUpTo | null> => {
    const [row] = await db.query<PassedRow>(readPassed, [payment])
    if (!row) return null
    const movement = checkKnown(row, clock())
    const [model, rules] = await Promise.all([modelOf(row.model), db.query<RuleText>(readRules, [row.decided_at])])
    if (!model) throw none('The model that decided this payment is not here any more.')
    const stored = toFloats32(row.features)
    const policy = row.policy ? fromBody(row.policy) : defaultPolicy(policyOf(model))
    const verdictOfValues = judging(row, model, policy, rules)
    const held = await memory.hold(movement)
    try {
      const featuresAt = moving(memory.state.copy(), movement, stored)
      return search(amountsFrom(movement.minor, stored[balanceShare]), (minor) =>
        verdictOfValues(minor, featuresAt(minor)),
      )
    } finally {
      held.release()
    }
  }
