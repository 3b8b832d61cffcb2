/**
 * How good scores are, given the labels that came later. A higher score means more likely to be 1; rows with equal scores are
 * always taken together, so their order never matters. Functions that divide by a kind of label need at least one of it.
 */
type Scores = ArrayLike<number>

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
  const steps = descend(scores, labels)
  const { positives, negatives } = totalsOf(steps)
  let area = 0
  let before: Step = origin
  for (const step of steps) {
    area += ((step.negatives - before.negatives) * (step.positives + before.positives)) / 2
    before = step
  }
  return area / positives / negatives
}

/** Precision averaged over the steps of recall, without interpolation (as scikit-learn's). */
export function averagePrecision(scores: Scores, labels: Uint8Array): number {
  const steps = descend(scores, labels)
  const { positives } = totalsOf(steps)
  let sum = 0
  let before: Step = origin
  for (const step of steps) {
    sum += ((step.positives - before.positives) * step.positives) / (step.positives + step.negatives)
    before = step
  }
  return sum / positives
}

/** Recall where the given share of the 0s is found too, linear between the steps of the curve. */
export function recallAtFalsePositiveRate(scores: Scores, labels: Uint8Array, rate: number): number {
  const steps = descend(scores, labels)
  const { positives, negatives } = totalsOf(steps)
  const allowed = rate * negatives
  let before: Step = origin
  for (const step of steps) {
    if (step.negatives > allowed) {
      const share = (allowed - before.negatives) / (step.negatives - before.negatives)
      return (before.positives + share * (step.positives - before.positives)) / positives
    }
    before = step
  }
  return 1
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
  return describe({ threshold, positives: truePositives, negatives: found - truePositives }, positives, labels.length)
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
  return bestStep(steps, (step) => (2 * step.positives) / (step.positives + step.negatives + positives)).threshold
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
  const steps = [origin, ...descend(scores, labels)]
  return bestStep(steps, (step) => step.positives * cost.falseNegative - step.negatives * cost.falsePositive).threshold
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

/** How many 1s and 0s score at least the threshold. */
type Step = { readonly threshold: number; readonly positives: number; readonly negatives: number }

const origin: Step = { threshold: Number.POSITIVE_INFINITY, positives: 0, negatives: 0 }

/** One step for each different score, the highest first. */
function descend(scores: Scores, labels: Uint8Array): Step[] {
  checkLengths(scores, labels)
  const order = Uint32Array.from(labels, (_, row) => row).sort((left, right) => scores[right] - scores[left])
  const steps: Step[] = []
  let positives = 0
  for (let index = 0; index < order.length; index++) {
    const threshold = scores[order[index]]
    positives += labels[order[index]]
    const isLastOfEqual = index + 1 === order.length || scores[order[index + 1]] !== threshold
    if (isLastOfEqual) steps.push({ threshold, positives, negatives: index + 1 - positives })
  }
  return steps
}

function totalsOf(steps: readonly Step[]): Step {
  const last = steps.at(-1) ?? origin
  if (last.positives === 0 || last.negatives === 0) throw new RangeError('Both labels, 0 and 1, must occur.')
  return last
}

function bestStep(steps: readonly Step[], worth: (step: Step) => number): Step {
  let best = steps[0]
  for (const step of steps) if (worth(step) > worth(best)) best = step
  return best
}

function describe(found: Step, positives: number, rows: number): Confusion {
  const truePositives = found.positives
  const falsePositives = found.negatives
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

function checkLengths(scores: Scores, labels: Uint8Array): void {
  if (scores.length !== labels.length || labels.length === 0) {
    throw new RangeError(`${scores.length} scores do not fit ${labels.length} labels.`)
  }
  for (let row = 0; row < scores.length; row++) {
    if (Number.isNaN(scores[row])) throw new RangeError(`Row ${row} has no score.`)
  }
}
