/** What is tried: a rule or a policy, as a function from a decision of the past to its verdict. */
import { Refusal } from '#platform/refusal'
import type { AttemptKind } from '../attempt.ts'
import { featureNames } from '../features/catalog.ts'
import { fromBody, verdictUnder } from '../policies/kind-policy.ts'
import { verdictWithoutScore } from '../policy.ts'
import { atLeast } from '../rules/fire.ts'
import { compileCondition } from '../rules/language/compile.ts'
import { parseCondition } from '../rules/language/parse.ts'
import { printCondition } from '../rules/language/print.ts'
import { RuleError } from '../rules/language/rule-error.ts'
import type { BackTestSubject, Verdict } from '../wire.ts'
import type { Past } from './tally.ts'

/** A decision of the past with what its verdict was made of. */
export interface Judged extends Past {
  readonly kind: AttemptKind
  readonly features: Float32Array
  /** What model and policy said then, without rules. */
  readonly own: Verdict
}

export interface Trial {
  /** Of the payments that it is about; null for every kind. */
  readonly kind: AttemptKind | null
  /** Null where it says nothing about the payment. */
  readonly verdictOf: (past: Judged) => Verdict | null
  /** How probably exploration would let it through, had it this verdict. */
  readonly shareLetThrough: (verdict: Verdict, past: Past) => number
}

/** The subject in its plain form. Throws rule-not-understood. */
export const plainSubject = (subject: BackTestSubject): BackTestSubject => {
  if ('kind' in subject) return subject
  try {
    return { ...subject, condition: printCondition(parseCondition(subject.condition, featureNames)) }
  } catch (error) {
    if (!(error instanceof RuleError)) throw error
    throw new Refusal('rule-not-understood', 422, error.message)
  }
}

const none = () => 0

/** Makes a trial of a subject in its plain form. */
export const trialOf = (subject: BackTestSubject): Trial => {
  if ('condition' in subject) {
    const test = compileCondition(parseCondition(subject.condition, featureNames), featureNames)
    const holds = ({ kind, currency, minor, probability, features }: Judged) =>
      features.length > 0 && test({ kind, money: { currency, minor }, probability, features })
    return {
      kind: null,
      verdictOf: (past) => (holds(past) ? atLeast(past.own, subject.effect) : null),
      shareLetThrough: none,
    }
  }
  const policy = fromBody(subject.policy)
  const { unscored, exploration } = policy
  const isStopped = (verdict: Verdict) => verdict === 'challenge' || verdict === 'block'
  return {
    kind: subject.kind,
    verdictOf: (past) =>
      Number.isNaN(past.probability)
        ? verdictWithoutScore(past, unscored)
        : verdictUnder(policy, past.probability, past),
    shareLetThrough: (verdict, { currency, minor, probability }) =>
      isStopped(verdict) && !Number.isNaN(probability) && minor < exploration.below[currency] ? exploration.share : 0,
  }
}
