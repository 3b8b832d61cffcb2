/** Rows in the order of their scores, the ground of every metric. */
export type Scores = ArrayLike<number>

/**
 * How many 1s and 0s score at least each threshold: one step for each different score, the highest first, behind a first step
 * that finds nothing.
 */
export type Steps = {
  readonly length: number
  readonly thresholds: Float64Array
  readonly positives: Uint32Array
  readonly negatives: Uint32Array
}

/** Throws a RangeError if scores and labels differ in number or a score is missing. */
export function descend(scores: Scores, labels: Uint8Array): Steps {
  checkLengths(scores, labels)
  const order = orderDescending(scores)
  const thresholds = new Float64Array(order.length + 1)
  const positives = new Uint32Array(order.length + 1)
  const negatives = new Uint32Array(order.length + 1)
  thresholds[0] = Number.POSITIVE_INFINITY
  let length = 1
  let found = 0
  for (let index = 0; index < order.length; index++) {
    found += labels[order[index]]
    const score = scores[order[index]]
    const isLastOfEqual = index + 1 === order.length || scores[order[index + 1]] !== score
    if (!isLastOfEqual) continue
    thresholds[length] = score
    positives[length] = found
    negatives[length++] = index + 1 - found
  }
  return { length, thresholds, positives, negatives }
}

/** All 1s and 0s. Throws a RangeError unless both occur. */
export function totalsOf({ length, positives, negatives }: Steps): { positives: number; negatives: number } {
  const totals = { positives: positives[length - 1], negatives: negatives[length - 1] }
  if (totals.positives === 0 || totals.negatives === 0) throw new RangeError('Both labels, 0 and 1, must occur.')
  return totals
}

/** Throws a RangeError unless there are rows, a label for each score, and no score is missing. */
export function checkLengths(scores: Scores, labels: Uint8Array): void {
  if (scores.length !== labels.length || labels.length === 0) {
    throw new RangeError(`${scores.length} scores do not fit ${labels.length} labels.`)
  }
  for (let row = 0; row < scores.length; row++) {
    if (Number.isNaN(scores[row])) throw new RangeError(`Row ${row} has no score.`)
  }
}

/** The rows by score, the highest first; rows of equal score in their own order. */
export function orderDescending(scores: Scores): Uint32Array {
  if (scores instanceof Float32Array) return orderByDigits(scores)
  return Uint32Array.from({ length: scores.length }, (_, row) => row).sort(
    (left, right) => scores[right] - scores[left],
  )
}

const digitBits = 11
const digitCount = 1 << digitBits

/** Sorts by digits instead of by comparing, which for millions of rows takes a tenth of the time. */
function orderByDigits(scores: Float32Array): Uint32Array {
  const keys = keysOf(scores)
  let order: Uint32Array = Uint32Array.from({ length: keys.length }, (_, row) => row)
  let sorted: Uint32Array = new Uint32Array(keys.length)
  for (let shift = 0; shift < 32; shift += digitBits) {
    const starts = new Uint32Array(digitCount + 1)
    for (const key of keys) starts[((key >>> shift) & (digitCount - 1)) + 1]++
    for (let digit = 0; digit < digitCount; digit++) starts[digit + 1] += starts[digit]
    for (const row of order) sorted[starts[(keys[row] >>> shift) & (digitCount - 1)]++] = row
    ;[order, sorted] = [sorted, order]
  }
  return order
}

/** Whole numbers that are the smaller the higher the score. */
function keysOf(scores: Float32Array): Uint32Array {
  // Adding 0 turns -0 into 0, which is the same score.
  const keys = new Uint32Array(scores.map((score) => score + 0).buffer)
  for (let row = 0; row < keys.length; row++) {
    const isNegative = keys[row] >>> 31 === 1
    keys[row] = isNegative ? keys[row] : ~(keys[row] | 0x80000000)
  }
  return keys
}
