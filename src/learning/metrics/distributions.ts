import { descend, type Scores, totalsOf } from './steps.ts'

/** Kolmogorov and Smirnov's statistic: the largest difference between the shares of 1s and of 0s that score at least something. */
export function kolmogorovSmirnov(scores: Scores, labels: Uint8Array): number {
  const steps = descend(scores, labels)
  const { positives, negatives } = totalsOf(steps)
  let largest = 0
  for (let step = 0; step < steps.length; step++) {
    largest = Math.max(largest, Math.abs(steps.positives[step] / positives - steps.negatives[step] / negatives))
  }
  return largest
}

/** The least share that a bin counts for, so that an empty one does not make the index infinite. */
const leastShare = 1e-4

/**
 * The population stability index: how far later values have moved from earlier ones, over bins that hold equal shares of the
 * earlier ones, missing values (NaN) being a bin of their own. Below 0.1 is usually called stable, above 0.25 a shift.
 */
export function stabilityIndex(earlier: Scores, later: Scores, bins = 10): number {
  if (earlier.length === 0 || later.length === 0) throw new RangeError('Both times need at least one value.')
  if (!(Number.isInteger(bins) && bins >= 2)) throw new RangeError('At least two bins are needed.')
  const edges = edgesOf(earlier, bins)
  const [before, after] = [earlier, later].map((values) => sharesOf(values, edges))
  let index = 0
  for (let bin = 0; bin < before.length; bin++) {
    const [was, is] = [Math.max(leastShare, before[bin]), Math.max(leastShare, after[bin])]
    index += (is - was) * Math.log(is / was)
  }
  return index
}

/** The highest value of each bin but the last. */
function edgesOf(values: Scores, bins: number): number[] {
  const sorted = Float64Array.from(values)
    .filter((value) => !Number.isNaN(value))
    .sort()
  const edges = Array.from({ length: bins - 1 }, (_, bin) => sorted[Math.ceil((sorted.length * (bin + 1)) / bins) - 1])
  return [...new Set(edges)].filter((edge) => edge !== undefined)
}

function sharesOf(values: Scores, edges: readonly number[]): Float64Array {
  const shares = new Float64Array(edges.length + 2)
  for (let index = 0; index < values.length; index++) {
    const value = values[index]
    const above = edges.findIndex((edge) => value <= edge)
    const bin = Number.isNaN(value) ? edges.length + 1 : above < 0 ? edges.length : above
    shares[bin] += 1 / values.length
  }
  return shares
}
