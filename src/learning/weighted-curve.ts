/**
 * What is found going down a list by score, each row counting by a weight: the ground of ROC and of precision and recall where
 * rows stand for more than themselves, such as samples and explorations.
 */

/** Sums of weights of rows that score at least `threshold`. */
export type CurveStep = { readonly threshold: number; readonly positives: number; readonly negatives: number }

/** One step for each different score, the highest first. */
export type Curve = readonly CurveStep[]

/** Weights are at least 0 and 1 where none are given. Throws a RangeError on lengths that differ, or where a kind of label is missing. */
export function curveOf(scores: ArrayLike<number>, labels: Uint8Array, weights?: ArrayLike<number>): Curve {
  if (scores.length !== labels.length || (weights !== undefined && weights.length !== labels.length)) {
    throw new RangeError(`${scores.length} scores do not fit ${labels.length} labels and their weights.`)
  }
  const order = Uint32Array.from(labels, (_, row) => row).sort((left, right) => scores[right] - scores[left])
  const steps: CurveStep[] = []
  let [positives, negatives] = [0, 0]
  for (let index = 0; index < order.length; index++) {
    const row = order[index]
    const weight = weights === undefined ? 1 : weights[row]
    if (labels[row] === 1) positives += weight
    else negatives += weight
    const isLastOfEqual = index + 1 === order.length || scores[order[index + 1]] !== scores[row]
    if (isLastOfEqual) steps.push({ threshold: scores[row], positives, negatives })
  }
  if (!(positives > 0 && negatives > 0)) throw new RangeError('Both labels, 0 and 1, must occur.')
  return steps
}

/** Everything that the curve holds. */
export function totalOf(curve: Curve): CurveStep {
  return curve[curve.length - 1]
}

/** The chance that a random 1 scores above a random 0, an equal score counting half. */
export function areaUnderRoc(curve: Curve): number {
  const { positives, negatives } = totalOf(curve)
  let [area, foundBefore, falseBefore] = [0, 0, 0]
  for (const step of curve) {
    area += ((step.negatives - falseBefore) * (step.positives + foundBefore)) / 2
    foundBefore = step.positives
    falseBefore = step.negatives
  }
  return area / positives / negatives
}

/** Precision averaged over the steps of recall, without interpolation. */
export function areaUnderPrecision(curve: Curve): number {
  let [sum, before] = [0, 0]
  for (const { positives, negatives } of curve) {
    if (positives > before) sum += ((positives - before) * positives) / (positives + negatives)
    before = positives
  }
  return sum / totalOf(curve).positives
}

/** Recall where the given share of the 0s is found too, linear between the steps. */
export function recallAtRate(curve: Curve, rate: number): number {
  const { positives: all, negatives } = totalOf(curve)
  const allowed = rate * negatives
  let [found, before] = [0, 0]
  for (const step of curve) {
    if (step.negatives > allowed) {
      const share = (allowed - before) / (step.negatives - before)
      return (found + share * (step.positives - found)) / all
    }
    found = step.positives
    before = step.negatives
  }
  return 1
}

/** The step of a threshold: the last one that scores at least as much; nothing found above all scores. */
export function stepAt(curve: Curve, threshold: number): CurveStep {
  let found: CurveStep = { threshold: Number.POSITIVE_INFINITY, positives: 0, negatives: 0 }
  for (const step of curve) {
    if (step.threshold < threshold) break
    found = step
  }
  return found
}
