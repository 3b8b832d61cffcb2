/** How good a model was on a stretch of time: figures, curves, confusion and calibration, as they are stored and shown. */
import {
  areaUnderPrecision,
  areaUnderRoc,
  type Curve,
  type CurveStep,
  curveOf,
  recallAtRate,
  stepAt,
  stepsOf,
  totalOf,
} from '#learning/weighted-curve'
import type { Confusion, Figures, Policy } from '../../wire.ts'
import { bandsOf } from './bands.ts'

export interface Scored {
  readonly probabilities: Float64Array
  readonly labels: Uint8Array
  readonly weights: Float32Array
}

/** Points of a curve that are kept: a chart shows no more. */
const mostPoints = 60

/** The points that matter for the shape: evenly along the recall, first and last among them. */
const thin = (curve: Curve): CurveStep[] => {
  const { positives, negatives } = totalOf(curve)
  const along = (step: CurveStep) => (step.positives / positives + step.negatives / negatives) / 2
  const steps = stepsOf(curve)
  const points: CurveStep[] = []
  let next = 0
  for (const step of steps) {
    if (along(step) < next && step !== steps[steps.length - 1]) continue
    points.push(step)
    next = along(step) + 1 / mostPoints
  }
  return points
}

const round = (value: number): number => Math.round(value * 1e4) / 1e4

const pair = (x: number, y: number): [number, number] => [round(x), round(y)]

const confusionAt = (curve: Curve, threshold: number): Confusion => {
  const { positives, negatives } = totalOf(curve)
  const found = stepAt(curve, threshold)
  return {
    threshold,
    truePositives: Math.round(found.positives),
    falsePositives: Math.round(found.negatives),
    falseNegatives: Math.round(positives - found.positives),
    trueNegatives: Math.round(negatives - found.negatives),
  }
}

const brierOf = ({ probabilities, labels, weights }: Scored): number => {
  let [sum, total] = [0, 0]
  for (let row = 0; row < labels.length; row++) {
    sum += weights[row] * (probabilities[row] - labels[row]) ** 2
    total += weights[row]
  }
  return sum / total
}

/** Throws a RangeError where frauds or genuine payments are missing. */
export const figuresOf = (scored: Scored, policy: Policy, span: { fromMs: number; toMs: number }): Figures => {
  const curve = curveOf(scored.probabilities, scored.labels, scored.weights)
  const { positives, negatives } = totalOf(curve)
  const points = thin(curve)
  return {
    from: new Date(span.fromMs).toISOString(),
    to: new Date(span.toMs).toISOString(),
    payments: Math.round(positives + negatives),
    frauds: Math.round(positives),
    auc: round(areaUnderRoc(curve)),
    averagePrecision: round(areaUnderPrecision(curve)),
    recallAtOnePercent: round(recallAtRate(curve, 0.01)),
    brier: round(brierOf(scored)),
    roc: [[0, 0], ...points.map((step) => pair(step.negatives / negatives, step.positives / positives))],
    precisionRecall: points.map((step) =>
      pair(step.positives / positives, step.positives / (step.positives + step.negatives)),
    ),
    challenge: confusionAt(curve, policy.challenge),
    review: confusionAt(curve, policy.review),
    block: confusionAt(curve, policy.block),
    bands: bandsOf(scored),
  }
}
