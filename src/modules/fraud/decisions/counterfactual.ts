/** What would have let a payment pass that was stopped: a smaller amount, or more time. */
import { dayMs } from '#platform/time'
import type { Attempt } from '../attempt.ts'
import { factsOf } from '../attempt.ts'
import { featureCount } from '../features/catalog.ts'
import type { Reservation } from '../features/state.ts'
import type { Suppose } from '../features/suppose.ts'
import type { Verdict } from '../wire.ts'

export interface Counterfactual {
  /** Minor units: the payment would have passed up to this amount, as far as amounts were tried; null where none passes. */
  readonly passesBelow: bigint | null
  /** The same payment would have passed so much later, had nothing else happened; null where none of the times tried passes. */
  readonly passesLaterMs: number | null
}

/** Amounts that are tried: the present one divided by these powers, down to some thousandth of it. */
export const stepRatio = 1.7
export const steps = 13
/** Halvings between the last amount that passes and the first that does not: to half a percent. */
const halvings = 7
const laterMs = [dayMs, 7 * dayMs, 30 * dayMs]

/** Rounded down to three figures, as people name amounts. */
const rounded = (minor: number): number => {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(minor)) - 2)
  return Math.floor(minor / unit) * unit
}

/** The largest amount found that passes between one that does and one that does not, as people name it where that one passes too. */
export const narrowed = (passing: number, stopped: number, passes: (minor: number) => boolean): number => {
  let [low, high] = [passing, stopped]
  for (let halving = 0; halving < halvings && high - low > 1; halving++) {
    const middle = Math.floor((low + high) / 2)
    if (passes(middle)) low = middle
    else high = middle
  }
  const named = rounded(low)
  return named >= passing && passes(named) ? named : low
}

/** The largest amount, of those tried, that passes together with all smaller ones; 0 where the smallest does not. */
export const largestPassing = (minor: number, passes: (minor: number) => boolean): number => {
  const tried = Array.from({ length: steps }, (_, step) => Math.max(1, Math.floor(minor / stepRatio ** (steps - step))))
  const firstStopped = tried.findIndex((amount) => !passes(amount))
  if (firstStopped === 0) return 0
  const last = firstStopped < 0 ? tried.length : firstStopped
  return narrowed(tried[last - 1], tried[last] ?? minor, passes)
}

/** Judges the same attempt with other features, without chance and without a trace. */
export type JudgeAgain = (attempt: Attempt, features: Float32Array) => Verdict

/** Searches by trying; some 25 scores. `suppose` makes a copy to try on. */
export const counterfactualOf = (
  attempt: Attempt,
  { movement }: Reservation,
  suppose: () => Suppose,
  judgeAgain: JudgeAgain,
): Counterfactual => {
  const facts = factsOf(attempt)
  const features = new Float32Array(featureCount)
  const byAmount = suppose()
  const passesAt = (minor: number) => {
    byAmount({ minor }, facts, features)
    const money = { ...attempt.money, minor: BigInt(minor) }
    return judgeAgain({ ...attempt, money }, features) === 'allow'
  }
  const passesAfter = (ms: number) => {
    suppose()({ atMs: movement.atMs + ms }, facts, features)
    return judgeAgain({ ...attempt, at: new Date(movement.atMs + ms) }, features) === 'allow'
  }
  const largest = largestPassing(movement.minor, passesAt)
  return {
    passesBelow: largest > 0 ? BigInt(largest) : null,
    passesLaterMs: laterMs.find(passesAfter) ?? null,
  }
}
