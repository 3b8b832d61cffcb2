import { sumOfProducts } from '#learning/sum-of-products'
import type { Rows } from './rows.ts'

/** The matrix of second derivatives, as what it does to a direction. The intercept comes last. */
export type Curvature = {
  readonly diagonal: Float64Array
  readonly multiply: (direction: Float64Array, result: Float64Array) => void
}

/** Up to this width the matrix itself is smaller work than going through the rows for each product. */
export const WIDEST_MATRIX = 512

/** l2 for each weight, plus each row's inputs multiplied with one another, times the row's curvature. */
export function curvatureOf(rows: Rows, curvatures: Float64Array, l2: number): Curvature {
  return rows.width <= WIDEST_MATRIX ? asMatrix(rows, curvatures, l2) : byRows(rows, curvatures, l2)
}

/** Exact to some seven digits, which is enough to say where to go: how far and when to stop is decided by the exact gradient. */
function asMatrix(rows: Rows, curvatures: Float64Array, l2: number): Curvature {
  const size = rows.width + 1
  const matrix = sumOfProducts(rows.inputs, rows.width, curvatures)
  for (let at = 0; at < rows.width; at++) matrix[at * size + at] += l2
  return {
    diagonal: Float64Array.from({ length: size }, (_, at) => matrix[at * size + at]),
    multiply: (direction, result) => {
      for (let left = 0; left < size; left++) {
        let sum = 0
        for (let right = 0; right < size; right++) sum += matrix[left * size + right] * direction[right]
        result[left] = sum
      }
    },
  }
}

function byRows({ count, width, inputs }: Rows, curvatures: Float64Array, l2: number): Curvature {
  const diagonal = new Float64Array(width + 1).fill(l2, 0, width)
  for (let row = 0, at = 0; row < count; row++, at += width) {
    const curvature = curvatures[row]
    if (curvature === 0) continue
    for (let input = 0; input < width; input++) diagonal[input] += curvature * inputs[at + input] * inputs[at + input]
    diagonal[width] += curvature
  }
  return {
    diagonal,
    multiply: (direction, result) => {
      for (let input = 0; input < width; input++) result[input] = l2 * direction[input]
      result[width] = 0
      for (let row = 0, at = 0; row < count; row++, at += width) {
        if (curvatures[row] === 0) continue
        let sum = direction[width]
        for (let input = 0; input < width; input++) sum += inputs[at + input] * direction[input]
        sum *= curvatures[row]
        for (let input = 0; input < width; input++) result[input] += sum * inputs[at + input]
        result[width] += sum
      }
    },
  }
}
