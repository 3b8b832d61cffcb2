import { fitScaling } from './scaling.ts'
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
  const { mean, factor, fill } = fitScaling(table, new Float64Array(table.rows).fill(1), { indicators: false })
  return { mean, scale: factor, missing: fill.map((value, column) => (value - mean[column]) * factor[column]) }
}

/** The value of a column as deviations from its mean. */
export function standardize({ mean, scale, missing }: Standardization, value: number, column: number): number {
  const distance = (value - mean[column]) * scale[column]
  if (distance <= FURTHEST) return distance >= -FURTHEST ? distance : -FURTHEST
  return distance > FURTHEST ? FURTHEST : missing[column]
}

/** Rows are looked at one after another, so one place serves them all. */
let standard = new Float64Array(128)

/** A whole row of deviations from the means. Valid until the next call. */
export function standardizeRow(standardization: Standardization, values: Float32Array, offset: number): Float64Array {
  const columns = standardization.mean.length
  if (standard.length < columns) standard = new Float64Array(columns)
  for (let column = 0; column < columns; column++) {
    standard[column] = standardize(standardization, values[offset + column], column)
  }
  return standard
}
