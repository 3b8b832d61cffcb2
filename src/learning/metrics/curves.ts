import { checkLengths, descend, orderDescending, type Scores, type Steps, totalsOf } from './steps.ts'

/** A point of the ROC curve: the shares of 0s and of 1s that score at least the threshold. */
export type RocPoint = { readonly threshold: number; readonly falsePositiveRate: number; readonly recall: number }

/** A point of the precision-recall curve. */
export type PrecisionPoint = { readonly threshold: number; readonly precision: number; readonly recall: number }

/** Rows of similar probability: how many, what was said of them on average, and which share was 1. */
export type CalibrationBin = {
  readonly rows: number
  readonly probability: number
  readonly share: number
}

/** The ROC curve from (0, 0) to (1, 1), thinned to at most so many points, which lie on it evenly along its length. */
export function rocCurve(scores: Scores, labels: Uint8Array, most = 200): RocPoint[] {
  const steps = descend(scores, labels)
  const { positives, negatives } = totalsOf(steps)
  const far = (step: number) => steps.negatives[step] / negatives + steps.positives[step] / positives
  return thin(steps, 0, most, far).map((step) => ({
    threshold: steps.thresholds[step],
    falsePositiveRate: steps.negatives[step] / negatives,
    recall: steps.positives[step] / positives,
  }))
}

/** Precision and recall from the highest score down, thinned to at most so many points, which lie evenly by recall. */
export function precisionCurve(scores: Scores, labels: Uint8Array, most = 200): PrecisionPoint[] {
  const steps = descend(scores, labels)
  const { positives } = totalsOf(steps)
  return thin(steps, 1, most, (step) => steps.positives[step] / positives).map((step) => ({
    threshold: steps.thresholds[step],
    precision: steps.positives[step] / (steps.positives[step] + steps.negatives[step]),
    recall: steps.positives[step] / positives,
  }))
}

/** Probabilities against what happened, in bins of as many rows each, the lowest probabilities first. */
export function calibrationTable(probabilities: Scores, labels: Uint8Array, bins = 10): CalibrationBin[] {
  checkLengths(probabilities, labels)
  const order = orderDescending(probabilities).reverse()
  const count = Math.min(bins, order.length)
  return Array.from({ length: count }, (_, bin) => {
    const rows = order.subarray(
      Math.floor((bin * order.length) / count),
      Math.floor(((bin + 1) * order.length) / count),
    )
    let [said, happened] = [0, 0]
    for (const row of rows) {
      said += probabilities[row]
      happened += labels[row]
    }
    return { rows: rows.length, probability: said / rows.length, share: happened / rows.length }
  })
}

/** At most so many steps from `first` on, the first and the last among them; `far` rises along the curve. */
function thin(steps: Steps, first: number, most: number, far: (step: number) => number): number[] {
  if (!(Number.isInteger(most) && most >= 2)) throw new RangeError('A curve has at least two points.')
  const last = steps.length - 1
  if (last - first < most) return Array.from({ length: last - first + 1 }, (_, index) => first + index)
  const kept = [first]
  const gap = (far(last) - far(first)) / (most - 1)
  let next = far(first) + gap
  for (let step = first + 1; step < last; step++) {
    if (far(step) < next || kept.length >= most - 1) continue
    kept.push(step)
    next = Math.max(next + gap, far(step))
  }
  return [...kept, last]
}
