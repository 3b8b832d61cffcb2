/** From what the model thinks to a verdict: the policy of the kind of payment, staff's rules beside it, and chance where staff allow it. */
import type { Attempt } from './attempt.ts'
import type { Chance, Explorer } from './exploration/explorer.ts'
import type { InForce } from './in-force.ts'
import { verdictUnder } from './policies/kind-policy.ts'
import { verdictWithoutScore } from './policy.ts'
import { atLeast, fire } from './rules/fire.ts'
import type { Verdict } from './wire.ts'

export interface Judges {
  readonly inForce: InForce
  readonly explorer: Explorer
  /** Told of every rule that could not be evaluated. */
  readonly onFailure: (error: unknown) => void
}

export interface Scored {
  readonly probability: number
  readonly features: Float32Array
}

export interface Judged extends Chance {
  /** What model and policy alone say. */
  readonly ownVerdict: Verdict
  /** Of versions, as are those that failed. */
  readonly rulesFired: readonly bigint[]
  readonly rulesFailed: readonly bigint[]
  /** Of the version; null for the default. */
  readonly policyVersion: bigint | null
  /** Minutes in which somebody should decide it, should it need a person. */
  readonly answerMinutes: number
}

const notKnown: Scored = { probability: Number.NaN, features: new Float32Array(0) }

/** `scored` is null where scoring failed. */
export const judge = ({ inForce, explorer, onFailure }: Judges, attempt: Attempt, scored: Scored | null): Judged => {
  const { number, policy } = inForce.policyOf(attempt.kind)
  const ownVerdict = scored
    ? verdictUnder(policy, scored.probability, attempt.money)
    : verdictWithoutScore(attempt.money, policy.unscored)
  const { kind, money } = attempt
  const { fired, failed } = fire(inForce.rules(), { ...(scored ?? notKnown), kind, money }, onFailure)
  const verdict = fired.reduce((severest, { effect }) => atLeast(severest, effect), ownVerdict)
  // What a rule says is what staff want, and without a score there is nothing to learn.
  const mayExplore = scored !== null && fired.length === 0
  const chance = mayExplore
    ? explorer.consider(verdict, attempt, policy)
    : { verdict, exploredFrom: null, propensity: 1 }
  return {
    ...chance,
    ownVerdict,
    rulesFired: fired.map((rule) => rule.number),
    rulesFailed: failed,
    policyVersion: number,
    answerMinutes: policy.answerMinutes,
  }
}
