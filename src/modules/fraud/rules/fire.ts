/** Rules in force beside the model: which of them fire on a payment, and what the verdict then is at least. */
import type { RuleEffect, Verdict } from '../wire.ts'
import { type Case, compileCondition, type Test } from './language/compile.ts'
import { namesIn, probabilityName } from './language/condition.ts'
import { parseCondition } from './language/parse.ts'

/** A version of a rule that is in force. */
export interface LiveRule {
  /** Of the version; decisions carry it. */
  readonly number: bigint
  readonly effect: RuleEffect
  /** Whether it cannot be evaluated where the features are not known. */
  readonly needsFeatures: boolean
  readonly test: Test
}

export interface Fired {
  readonly fired: readonly LiveRule[]
  /** Versions that could not be evaluated. They stop nothing. */
  readonly failed: readonly bigint[]
}

export interface RuleText {
  readonly number: bigint
  readonly condition: string
  readonly effect: RuleEffect
}

const severity: Readonly<Record<Verdict, number>> = { allow: 0, challenge: 1, review: 2, block: 3 }

/** The more severe of two verdicts. */
export const atLeast = (verdict: Verdict, effect: Verdict): Verdict =>
  severity[effect] > severity[verdict] ? effect : verdict

/** Where the text of a stored rule cannot be read any more, the rule is there and fails each time, so that it is noticed. */
export const makeLive = ({ number, condition, effect }: RuleText, names: readonly string[]): LiveRule => {
  try {
    const parsed = parseCondition(condition, names)
    const needsFeatures = namesIn(parsed).some((name) => name !== probabilityName)
    return { number, effect, needsFeatures, test: compileCondition(parsed, names) }
  } catch (error) {
    const fail: Test = () => {
      throw error
    }
    return { number, effect, needsFeatures: false, test: fail }
  }
}

/** Evaluates every rule; one that fails is told and stops nothing by itself. */
export const fire = (rules: readonly LiveRule[], it: Case, onFailure: (error: unknown) => void): Fired => {
  const fired: LiveRule[] = []
  const failed: bigint[] = []
  for (const rule of rules) {
    try {
      if (rule.needsFeatures && it.features.length === 0) throw new RangeError('The features are not known.')
      if (rule.test(it)) fired.push(rule)
    } catch (error) {
      failed.push(rule.number)
      onFailure(new Error(`The rule version ${rule.number} could not be evaluated.`, { cause: error }))
    }
  }
  return { fired, failed }
}
