import { rounderFor } from './exact-sum.ts'
import type { Table } from './table.ts'

/** How each column is brought to mean 0 and deviation 1: `(value - mean) * scale`. */
export type Standardization = {
  readonly mean: Float64Array
  /** One over the deviation; 0 where a column never varied, which leaves it out of every distance. */
  readonly scale: Float64Array
  /** What stands for a missing value: the column's median, standardized. */
  readonly missing: Float64Array
}

/** No standardized value is further out than this, so that an infinity stays a number. */
const FURTHEST = 1000

/** Takes missing values for the column's median and infinities for its outermost finite value. The order of the rows does not matter. */
export function fitStandardization(table: Table): Standardization {
  const { columns } = table
  const made = {
    mean: new Float64Array(columns),
    scale: new Float64Array(columns),
    missing: new Float64Array(columns),
  }
  for (let column = 0; column < columns; column++) {
    const { values, median } = readFilledColumn(table, column)
    const { mean, deviation } = momentsOf(values)
    made.mean[column] = mean
    made.scale[column] = deviation > 0 ? 1 / deviation : 0
    made.missing[column] = (median - mean) * made.scale[column]
  }
  return made
}

/** The value of a column as deviations from its mean. */
export function standardize({ mean, scale, missing }: Standardization, value: number, column: number): number {
  const distance = (value - mean[column]) * scale[column]
  if (distance <= FURTHEST) return distance >= -FURTHEST ? distance : -FURTHEST
  return distance > FURTHEST ? FURTHEST : missing[column]
}

/** The middle of the values that are not missing, the lower one of two; 0 if there is none. */
export function medianOf(table: Table, column: number): number {
  const sorted = readColumn(table, column)
    .filter((value) => !Number.isNaN(value))
    .sort()
  return sorted.length > 0 ? sorted[(sorted.length - 1) >> 1] : 0
}

function readColumn(table: Table, column: number): Float32Array {
  const values = new Float32Array(table.rows)
  for (let row = 0; row < table.rows; row++) values[row] = table.values[row * table.columns + column]
  return values
}

function readFilledColumn(table: Table, column: number): { values: Float32Array; median: number } {
  const values = readColumn(table, column)
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const value of values) {
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  if (low > high) return { values: values.fill(0), median: 0 }
  const within = (value: number) => Math.min(high, Math.max(low, value))
  const median = within(medianOf(table, column))
  for (let row = 0; row < values.length; row++) values[row] = Number.isNaN(values[row]) ? median : within(values[row])
  return { values, median }
}

/** Sums are of distances from the least value, so that a constant column has exactly no deviation. */
function momentsOf(values: Float32Array): { mean: number; deviation: number } {
  let [low, high] = [values[0], values[0]]
  for (const value of values) {
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  const spread = high - low
  const sumOf = (largest: number, measure: (value: number) => number) => {
    const rounder = rounderFor(values.length, largest)
    let sum = 0
    for (const value of values) sum += measure(value) + rounder - rounder
    return sum
  }
  const mean = low + sumOf(spread, (value) => value - low) / values.length
  const squares = sumOf(spread * spread, (value) => (value - mean) ** 2)
  return { mean, deviation: Math.sqrt(squares / values.length) }
}
