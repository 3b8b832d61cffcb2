/** Turns scores into probabilities; a higher score never gets a lower probability. */
export type Calibration = IsotonicCalibration | PlattCalibration

/** Probabilities at some scores, both ascending; linear between them and constant outside. */
export type IsotonicCalibration = {
  readonly kind: 'isotonic'
  readonly scores: Float64Array
  readonly probabilities: Float64Array
}

/** 1 / (1 + exp(-(slope * score + intercept))), the slope not below 0. */
export type PlattCalibration = { readonly kind: 'platt'; readonly slope: number; readonly intercept: number }

/** The probability of 1 that belongs to a score. */
export function calibrate(calibration: Calibration, score: number): number {
  if (calibration.kind === 'platt') return 1 / (1 + Math.exp(-(calibration.slope * score + calibration.intercept)))
  return interpolate(calibration.scores, calibration.probabilities, score)
}

/**
 * Isotonic regression by pooling adjacent violators: the ascending step function closest to the labels by least squares. Needs
 * a thousand rows or more, or it follows noise. Scores must be finite. Between the blocks probabilities rise linearly; where a
 * block holds one label only they are exactly 0 or 1.
 */
export function fitIsotonic(scores: ArrayLike<number>, labels: Uint8Array): IsotonicCalibration {
  const blocks: Block[] = []
  for (const block of sortedBlocks(scores, labels)) {
    let pooled = block
    for (let last = blocks.at(-1); last !== undefined && meanOf(last) >= meanOf(pooled); last = blocks.at(-1)) {
      pooled = { low: last.low, high: pooled.high, ones: last.ones + pooled.ones, rows: last.rows + pooled.rows }
      blocks.pop()
    }
    blocks.push(pooled)
  }
  const corners = blocks.flatMap((block) => {
    const probability = meanOf(block)
    const ends = block.low === block.high ? [block.low] : [block.low, block.high]
    return ends.map((score) => ({ score, probability }))
  })
  return {
    kind: 'isotonic',
    scores: Float64Array.from(corners, (corner) => corner.score),
    probabilities: Float64Array.from(corners, (corner) => corner.probability),
  }
}

/**
 * Platt scaling: a logistic curve through the scores, by Newton's method on smoothed labels (Platt 1999; Lin, Lin and Weng
 * 2007). For few rows, or scores that are log-odds already. Rows count by their weight, if they have one. If the best slope is
 * below 0 it becomes 0.
 */
export function fitPlatt(
  scores: ArrayLike<number>,
  labels: Uint8Array,
  weights: Float64Array = new Float64Array(labels.length).fill(1),
): PlattCalibration {
  const sample = smoothLabels(scores, labels, weights)
  let fit = { slope: 0, intercept: Math.log((sample.ones + 1) / (sample.zeros + 1)) }
  let loss = lossOf(sample, fit)
  for (let iteration = 0; iteration < 100; iteration++) {
    const step = newtonStep(sample, fit)
    const next = shorten(sample, fit, loss, step)
    if (next === undefined) break
    const isDone = loss - next.loss < 1e-12 * Math.abs(loss)
    fit = next.fit
    loss = next.loss
    if (isDone) break
  }
  if (fit.slope >= 0) return { kind: 'platt', ...fit }
  return { kind: 'platt', slope: 0, intercept: Math.log((sample.ones + 1) / (sample.zeros + 1)) }
}

type Block = { readonly low: number; readonly high: number; readonly ones: number; readonly rows: number }
type Sample = {
  readonly scores: ArrayLike<number>
  readonly targets: Float64Array
  readonly weights: Float64Array
  readonly ones: number
  readonly zeros: number
}
type Line = { readonly slope: number; readonly intercept: number }

function meanOf(block: Block): number {
  return block.ones / block.rows
}

/** A block for each different score, ascending. */
function sortedBlocks(scores: ArrayLike<number>, labels: Uint8Array): Block[] {
  checkScores(scores, labels)
  const order = Uint32Array.from(labels, (_, row) => row).sort((left, right) => scores[left] - scores[right])
  const blocks: Block[] = []
  for (const row of order) {
    const last = blocks.at(-1)
    const score = scores[row]
    if (last?.high === score)
      blocks[blocks.length - 1] = { ...last, ones: last.ones + labels[row], rows: last.rows + 1 }
    else blocks.push({ low: score, high: score, ones: labels[row], rows: 1 })
  }
  return blocks
}

function interpolate(scores: Float64Array, probabilities: Float64Array, score: number): number {
  const last = scores.length - 1
  if (Number.isNaN(score)) throw new RangeError('There is no score to calibrate.')
  if (score <= scores[0]) return probabilities[0]
  if (score >= scores[last]) return probabilities[last]
  let low = 0
  let high = last
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (scores[middle] <= score) low = middle
    else high = middle
  }
  const share = (score - scores[low]) / (scores[high] - scores[low])
  return probabilities[low] + share * (probabilities[high] - probabilities[low])
}

/** Labels drawn in from 0 and 1 as Platt does, so that scores which part the labels perfectly still have a finite slope. */
function smoothLabels(scores: ArrayLike<number>, labels: Uint8Array, weights: Float64Array): Sample {
  checkScores(scores, labels)
  const sums = [0, 0]
  for (let row = 0; row < labels.length; row++) sums[labels[row]] += weights[row]
  const [zeros, ones] = sums
  const targets = Float64Array.from(labels, (label) => (label === 1 ? (ones + 1) / (ones + 2) : 1 / (zeros + 2)))
  return { scores, targets, weights, ones, zeros }
}

function lossOf({ scores, targets, weights }: Sample, { slope, intercept }: Line): number {
  let sum = 0
  for (let row = 0; row < targets.length; row++) {
    const logOdds = slope * scores[row] + intercept
    const loss = Math.log1p(Math.exp(-Math.abs(logOdds))) + Math.max(0, logOdds) - targets[row] * logOdds
    sum += weights[row] * loss
  }
  return sum
}

function newtonStep({ scores, targets, weights }: Sample, { slope, intercept }: Line): Line {
  let [gradientA, gradientB, aa, ab, bb] = [0, 0, 1e-12, 0, 1e-12]
  for (let row = 0; row < targets.length; row++) {
    const score = scores[row]
    const probability = 1 / (1 + Math.exp(-(slope * score + intercept)))
    const curvature = weights[row] * probability * (1 - probability)
    const miss = weights[row] * (probability - targets[row])
    gradientA += score * miss
    gradientB += miss
    aa += score * score * curvature
    ab += score * curvature
    bb += curvature
  }
  const determinant = aa * bb - ab * ab
  return {
    slope: (ab * gradientB - bb * gradientA) / determinant,
    intercept: (ab * gradientA - aa * gradientB) / determinant,
  }
}

/** Goes along the step as far as the loss falls: whole, half, a quarter and so on; undefined if it never does. */
function shorten(sample: Sample, from: Line, loss: number, step: Line): { fit: Line; loss: number } | undefined {
  for (let share = 1; share > 1e-10; share /= 2) {
    const fit = { slope: from.slope + share * step.slope, intercept: from.intercept + share * step.intercept }
    const reached = lossOf(sample, fit)
    if (reached < loss) return { fit, loss: reached }
  }
  return undefined
}

function checkScores(scores: ArrayLike<number>, labels: Uint8Array): void {
  if (scores.length !== labels.length || labels.length === 0) {
    throw new RangeError(`${scores.length} scores do not fit ${labels.length} labels.`)
  }
  for (let row = 0; row < scores.length; row++) {
    if (!Number.isFinite(scores[row])) throw new RangeError(`Row ${row} has no finite score.`)
  }
}
