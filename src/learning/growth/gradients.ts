/** First and second derivatives of the weighted log loss for each row, pairwise, and the step they are multiples of. */
export type Gradients = { readonly pairs: Float64Array; readonly step: number }

/**
 * Room for the gradients of rows with the given weights. Every gradient is rounded to a multiple of one power of two, small
 * enough to lose nothing that matters and large enough that 53 bits hold any sum of them. So sums do not depend on the order
 * of the rows, and subtracting one sum from another leaves exactly the third.
 */
export function createGradients(weights: Float64Array): Gradients {
  let total = 0
  for (const weight of weights) total += weight
  const step = 2 ** (Math.ceil(Math.log2(total)) - 50)
  return { pairs: new Float64Array(2 * weights.length), step }
}

/** Fills in the gradients for the present scores, which are log-odds. */
export function updateGradients(
  gradients: Gradients,
  scores: Float64Array,
  labels: Uint8Array,
  weights: Float64Array,
): void {
  const { pairs, step } = gradients
  // Adding and subtracting this number rounds to a multiple of the step.
  const rounder = 1.5 * 2 ** 52 * step
  for (let row = 0; row < scores.length; row++) {
    const probability = 1 / (1 + Math.exp(-scores[row]))
    const first = weights[row] * (probability - labels[row])
    const second = weights[row] * probability * (1 - probability)
    pairs[2 * row] = first + rounder - rounder
    // Never 0, so that a bin without weight is a bin without rows.
    pairs[2 * row + 1] = Math.max(second + rounder - rounder, step)
  }
}
