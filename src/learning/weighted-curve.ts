/**
 * What is found going down a list by score, each row counting by a weight: the ground of ROC and of precision and recall where
 * rows stand for more than themselves, such as samples and explorations.
 */
import { descend, type Steps, totalsOf } from './metrics/steps.ts'

export { areaUnderPrecision, areaUnderRoc, recallAtRate } from './metrics/steps.ts'

/** One step for each different score, the highest first, behind a first step that finds nothing. */
export type Curve = Steps

/** Sums of weights of rows that score at least `threshold`. */
export type CurveStep = { readonly threshold: number; readonly positives: number; readonly negatives: number }

/** Weights are at least 0 and 1 where none are given. Throws a RangeError on lengths that differ, or where a kind of label is missing. */
export function curveOf(scores: ArrayLike<number>, labels: Uint8Array, weights?: ArrayLike<number>): Curve {
  const curve = descend(scores, labels, weights)
  totalsOf(curve)
  return curve
}

function stepOf({ thresholds, positives, negatives }: Curve, step: number): CurveStep {
  return { threshold: thresholds[step], positives: positives[step], negatives: negatives[step] }
}

/** The steps one by one, without the first. */
export function stepsOf(curve: Curve): CurveStep[] {
  return Array.from({ length: curve.length - 1 }, (_, index) => stepOf(curve, index + 1))
}

/** Everything that the curve holds. */
export function totalOf(curve: Curve): CurveStep {
  return stepOf(curve, curve.length - 1)
}

/** The step of a threshold: the last one that scores at least as much; nothing found above all scores. */
export function stepAt(curve: Curve, threshold: number): CurveStep {
  let step = 0
  while (step + 1 < curve.length && curve.thresholds[step + 1] >= threshold) step++
  return stepOf(curve, step)
}
