/**
 * How good scores are, given the labels that came later. A higher score means more likely to be 1; rows with equal scores are
 * always taken together, so their order never matters. Functions that divide by a kind of label need at least one of it.
 */
import {
  areaUnderPrecision,
  areaUnderRoc,
  checkLengths,
  descend,
  recallAtRate,
  type Scores,
  type Steps,
  totalsOf,
} from './metrics/steps.ts'

export { cardPrecision } from './metrics/card-precision.ts'
export {
  type CalibrationBin,
  calibrationTable,
  type PrecisionPoint,
  precisionCurve,
  type RocPoint,
  rocCurve,
} from './metrics/curves.ts'
export { kolmogorovSmirnov, stabilityIndex } from './metrics/distributions.ts'

/** Counts of rows at a threshold, a row counting as found if its score is at least the threshold. */
export type Confusion = {
  readonly truePositives: number
  readonly falsePositives: number
  readonly trueNegatives: number
  readonly falseNegatives: number
  /** Of the found, the share that is 1; 1 if nothing is found. */
  readonly precision: number
  /** Of those that are 1, the share found. */
  readonly recall: number
  readonly falsePositiveRate: number
  readonly f1: number
}

/** The chance that a random 1 scores above a random 0, an equal score counting half. */
export function rocAuc(scores: Scores, labels: Uint8Array): number {
  return areaUnderRoc(descend(scores, labels))
}

/** Precision averaged over the steps of recall, without interpolation (as scikit-learn's). */
export function averagePrecision(scores: Scores, labels: Uint8Array): number {
  return areaUnderPrecision(descend(scores, labels))
}

/** Recall where the given share of the 0s is found too, linear between the steps of the curve. */
export function recallAtFalsePositiveRate(scores: Scores, labels: Uint8Array, rate: number): number {
  return recallAtRate(descend(scores, labels), rate)
}

/** What is found at a threshold. */
export function confusionAt(scores: Scores, labels: Uint8Array, threshold: number): Confusion {
  checkLengths(scores, labels)
  let found = 0
  let truePositives = 0
  let positives = 0
  for (let row = 0; row < labels.length; row++) {
    positives += labels[row]
    if (scores[row] < threshold) continue
    found++
    truePositives += labels[row]
  }
  return describe(truePositives, found - truePositives, positives, labels.length)
}

/** The mean squared difference between probabilities and labels. */
export function brierScore(probabilities: Scores, labels: Uint8Array): number {
  checkLengths(probabilities, labels)
  let sum = 0
  for (let row = 0; row < labels.length; row++) sum += (probabilities[row] - labels[row]) ** 2
  return sum / labels.length
}

/** The mean negative log of the probability given to what happened; probabilities are kept off 0 and 1 by 1e-15. */
export function logLoss(probabilities: Scores, labels: Uint8Array): number {
  checkLengths(probabilities, labels)
  let sum = 0
  for (let row = 0; row < labels.length; row++) {
    const given = labels[row] === 1 ? probabilities[row] : 1 - probabilities[row]
    sum -= Math.log(Math.min(1 - 1e-15, Math.max(1e-15, given)))
  }
  return sum / labels.length
}

/** The score that serves best as threshold for F1, the highest such score in a tie. */
export function bestF1Threshold(scores: Scores, labels: Uint8Array): number {
  const steps = descend(scores, labels)
  const { positives } = totalsOf(steps)
  // The first step finds nothing and is no score.
  return bestThreshold(steps, 1, (found, wrong) => (2 * found) / (found + wrong + positives))
}

/**
 * The threshold that costs least when each 0 found and each 1 missed has a price. Infinity, which finds nothing, if that is
 * cheapest.
 */
export function cheapestThreshold(
  scores: Scores,
  labels: Uint8Array,
  cost: { readonly falsePositive: number; readonly falseNegative: number },
): number {
  const steps = descend(scores, labels)
  return bestThreshold(steps, 0, (found, wrong) => found * cost.falseNegative - wrong * cost.falsePositive)
}

/** The lowest threshold that finds at most the given share of all rows; Infinity if even the top score finds more. */
export function thresholdForShare(scores: Scores, share: number): number {
  const allowed = share * scores.length
  const descending = Float64Array.from(scores).sort().reverse()
  let threshold = Number.POSITIVE_INFINITY
  for (let index = 0; index < descending.length; index++) {
    const isLastOfEqual = descending[index] !== descending[index + 1]
    if (!isLastOfEqual) continue
    if (index + 1 > allowed) break
    threshold = descending[index]
  }
  return threshold
}

function bestThreshold(steps: Steps, first: number, worth: (found: number, wrong: number) => number): number {
  let [best, most] = [first, Number.NEGATIVE_INFINITY]
  for (let step = first; step < steps.length; step++) {
    const value = worth(steps.positives[step], steps.negatives[step])
    if (value <= most) continue
    most = value
    best = step
  }
  return steps.thresholds[best]
}

function describe(truePositives: number, falsePositives: number, positives: number, rows: number): Confusion {
  const all = truePositives + falsePositives
  return {
    truePositives,
    falsePositives,
    trueNegatives: rows - positives - falsePositives,
    falseNegatives: positives - truePositives,
    precision: all === 0 ? 1 : truePositives / all,
    recall: positives === 0 ? 1 : truePositives / positives,
    falsePositiveRate: rows === positives ? 0 : falsePositives / (rows - positives),
    f1: all + positives === 0 ? 0 : (2 * truePositives) / (all + positives),
  }
}
