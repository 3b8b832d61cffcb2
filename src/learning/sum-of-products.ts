import { createWorkspace } from './network/multiply.ts'

/** How many rows are multiplied in floats before their sum is added up in doubles. */
const BLOCK = 256

/**
 * For each pair of inputs the sum over rows of their product times the row's factor, a square of `width + 1` rows: the last input
 * of every row is 1. Floats are multiplied and doubles added, so that it is exact to some seven digits. Rows with factor 0 cost nothing.
 */
export function sumOfProducts(inputs: Float32Array, width: number, factors: Float64Array): Float64Array {
  const size = width + 1
  const filled = Math.ceil(size / 8) * 8
  const { views, product } = createWorkspace({
    ...{ inputs: BLOCK * filled, weighed: BLOCK * filled, sums: filled * filled, zeros: filled },
  })
  const multiply = product({
    ...{
      result: 'sums',
      start: 'zeros',
      left: 'weighed',
      leftRow: 1,
      leftStep: filled,
      right: 'inputs',
      columns: filled,
    },
  })
  const matrix = new Float64Array(size * size)
  let taken = 0
  const add = () => {
    multiply(filled, taken)
    for (let left = 0; left < size; left++) {
      for (let right = 0; right < size; right++) matrix[left * size + right] += views.sums[left * filled + right]
    }
    taken = 0
  }
  for (let row = 0; row < factors.length; row++) {
    const factor = factors[row]
    if (factor === 0) continue
    const to = taken++ * filled
    for (let input = 0, from = row * width; input < width; input++) {
      views.inputs[to + input] = inputs[from + input]
      views.weighed[to + input] = factor * inputs[from + input]
    }
    views.inputs[to + width] = 1
    views.weighed[to + width] = factor
    if (taken === BLOCK) add()
  }
  if (taken > 0) add()
  return matrix
}
