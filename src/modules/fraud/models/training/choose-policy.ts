/** Thresholds from probabilities and what became of the payments. */
import { type Curve, type CurveStep, stepsOf, totalOf } from '#learning/weighted-curve'
import { chosenShare } from '../../policy.ts'
import type { Policy } from '../../wire.ts'

/** A customer is asked only where at least about one such payment in eight is fraud, however few would be asked. */
const leastRisk = 0.12
/** Of what a person looks at, and of what is blocked, at least so much is to be fraud. */
const precisionOf = { review: 0.85, block: 0.98 }

/** The lowest score at which something still holds; 1 where it never does. */
const lowest = (steps: readonly CurveStep[], holds: (step: CurveStep) => boolean): number =>
  steps.reduce((found, step) => (holds(step) ? step.threshold : found), 1)

const isPrecise = (precision: number) => (step: CurveStep) =>
  step.positives >= precision * (step.positives + step.negatives)

const round = (value: number): number => Math.round(value * 1e4) / 1e4

/** Chosen on weeks that the model has not seen, and never on those that it is tried on. */
export const choosePolicy = (curve: Curve): Policy => {
  const { negatives } = totalOf(curve)
  const steps = stepsOf(curve)
  const few = lowest(steps, (step) => step.negatives <= chosenShare * negatives)
  const challenge = Math.max(leastRisk, few)
  const review = Math.max(challenge, lowest(steps, isPrecise(precisionOf.review)))
  const block = Math.max(review, lowest(steps, isPrecise(precisionOf.block)))
  return { challenge: round(challenge), review: round(review), block: round(block) }
}
