/** Scaled inputs, one row after another, with a sign (1 for label 1, -1 for label 0) and a weight for each row. */
export type Rows = {
  readonly count: number
  readonly width: number
  readonly inputs: Float32Array
  readonly signs: Int8Array
  readonly weights: Float64Array
}

/** Pairs inputs with their labels. */
export function rowsOf(inputs: Float32Array, labels: Uint8Array, weights: Float64Array): Rows {
  const signs = Int8Array.from(labels, (label) => 2 * label - 1)
  return { count: labels.length, width: inputs.length / labels.length, inputs, signs, weights }
}

/** The given rows, copied. */
export function selectInputs({ width, inputs, signs, weights }: Rows, chosen: Uint32Array): Rows {
  const kept = new Float32Array(chosen.length * width)
  for (let index = 0; index < chosen.length; index++) {
    const start = chosen[index] * width
    kept.set(inputs.subarray(start, start + width), index * width)
  }
  return {
    count: chosen.length,
    width,
    inputs: kept,
    signs: Int8Array.from(chosen, (row) => signs[row]),
    weights: Float64Array.from(chosen, (row) => weights[row]),
  }
}

/** For each row the sum of its inputs times the weights in `point`, plus what stands behind the weights: the intercept. */
export function scoreRows({ count, width, inputs }: Rows, point: Float64Array): Float64Array {
  const scores = new Float64Array(count)
  const intercept = point[width]
  for (let row = 0, at = 0; row < count; row++, at += width) {
    let score = intercept
    for (let input = 0; input < width; input++) score += inputs[at + input] * point[input]
    scores[row] = score
  }
  return scores
}

/** Adds each row's inputs, and 1 for the intercept, times the row's factor. */
export function addRows({ count, width, inputs }: Rows, factors: Float64Array, sums: Float64Array): void {
  for (let row = 0, at = 0; row < count; row++, at += width) {
    const factor = factors[row]
    if (factor === 0) continue
    for (let input = 0; input < width; input++) sums[input] += factor * inputs[at + input]
    sums[width] += factor
  }
}
