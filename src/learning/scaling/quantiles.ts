import { type SortedColumn, sumOf } from './sorted-column.ts'

/**
 * Values of each column, ascending, and the normal scores that they become; linear between them and constant outside. Those of
 * column `c` lie from `starts[c]` to `starts[c + 1]`.
 */
export type Quantiles = {
  readonly starts: Int32Array
  readonly values: Float32Array
  readonly scores: Float64Array
}

/**
 * At most about `most` values of a column with the normal score of each: that of the middle of its rank, so that a value which
 * many rows have stands in the middle of them.
 */
export function fitQuantiles(column: SortedColumn, most: number): Quantiles {
  const values: number[] = []
  const scores: number[] = []
  addColumn(column, most, values, scores)
  return {
    starts: Int32Array.of(0, values.length),
    values: Float32Array.from(values),
    scores: Float64Array.from(scores),
  }
}

/** Puts the quantiles of columns behind one another. */
export function joinQuantiles(columns: readonly Quantiles[]): Quantiles {
  const starts = [0]
  for (const { values } of columns) starts.push((starts.at(-1) ?? 0) + values.length)
  return {
    starts: Int32Array.from(starts),
    values: Float32Array.from(columns.flatMap(({ values }) => [...values])),
    scores: Float64Array.from(columns.flatMap(({ scores }) => [...scores])),
  }
}

/** The normal score of a finite value. */
export function normalScore({ starts, values, scores }: Quantiles, column: number, value: number): number {
  let low = starts[column]
  let high = starts[column + 1] - 1
  if (high < low) return 0
  if (value <= values[low]) return scores[low]
  if (value >= values[high]) return scores[high]
  while (high - low > 1) {
    const middle = (low + high) >>> 1
    if (values[middle] <= value) low = middle
    else high = middle
  }
  const share = (value - values[low]) / (values[high] - values[low])
  return scores[low] + share * (scores[high] - scores[low])
}

/** The number that a normally distributed one is below with the given chance: algorithm AS 241, PPND7 (Wichura 1988). */
export function normalQuantile(chance: number): number {
  const offset = chance - 0.5
  if (Math.abs(offset) <= 0.425) {
    const r = 0.180625 - offset * offset
    const over = ((59.10937472 * r + 159.29113202) * r + 50.434271938) * r + 3.3871327179
    return (offset * over) / (((67.1875636 * r + 78.757757664) * r + 17.895169469) * r + 1)
  }
  const tail = Math.sqrt(-Math.log(Math.min(chance, 1 - chance)))
  return offset < 0 ? -tailQuantile(tail) : tailQuantile(tail)
}

function tailQuantile(tail: number): number {
  if (tail <= 5) {
    const r = tail - 1.6
    const over = ((0.17023821103 * r + 1.3067284816) * r + 2.75681539) * r + 1.4234372777
    return over / ((0.12021132975 * r + 0.7370016425) * r + 1)
  }
  const r = tail - 5
  const over = ((0.017337203997 * r + 0.42868294337) * r + 3.081226386) * r + 6.657905115
  return over / ((0.012258202635 * r + 0.24197894225) * r + 1)
}

function addColumn({ values, weights }: SortedColumn, most: number, knots: number[], scores: number[]): void {
  const total = sumOf(weights)
  const size = countDistinct(values) <= most ? 0 : total / (most - 1)
  let below = 0
  let next = 0
  for (let start = 0, end = 0; start < values.length; start = end) {
    let weight = 0
    while (end < values.length && values[end] === values[start]) weight += weights[end++]
    const isLast = end === values.length
    if (below + weight > next || isLast) {
      const chance = (below + weight / 2) / total
      knots.push(values[start])
      scores.push(normalQuantile(Math.min(1 - 1e-7, Math.max(1e-7, chance))))
      next = below + weight / 2 + size
    }
    below += weight
  }
}

function countDistinct(sorted: Float32Array): number {
  let count = 0
  for (let index = 0; index < sorted.length; index++) if (index === 0 || sorted[index] !== sorted[index - 1]) count++
  return count
}
