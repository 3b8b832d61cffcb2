import { rounderFor } from './exact-sum.ts'
import { fitStandardization, type Standardization, standardize, standardizeRow } from './standardization.ts'
import { eigenOfSymmetric } from './symmetric-eigen.ts'
import { scoreRows, type Table } from './table.ts'

/** The directions that the rows hardly vary in, on standardized columns; a row that lies far out along them is unusual. */
export type PcaModel = {
  readonly kind: 'pca'
  readonly columns: readonly string[]
  readonly standardization: Standardization
  /** Unit vectors, one after another: what is left when the main directions are taken out. */
  readonly residual: Float64Array
}

export type PcaOptions = {
  /** The share of the variance that the main directions have to hold. */
  readonly share?: number
}

export const pcaDefaults = { share: 0.9 } satisfies PcaOptions

/** Finds the main directions of a table; no labels are needed, and the order of the rows does not matter. */
export function fitPca(table: Table, options: PcaOptions = {}): PcaModel {
  const { share } = { ...pcaDefaults, ...options }
  if (!(share > 0 && share < 1)) throw new RangeError('The share of the variance lies between 0 and 1.')
  if (table.rows === 0) throw new RangeError('A table without rows has no directions.')
  const standardization = fitStandardization(table)
  const { values, vectors } = eigenOfSymmetric(covarianceOf(table, standardization), table.columns)
  const residual = vectors.slice(countMain(values, share) * table.columns)
  return { kind: 'pca', columns: table.names, standardization, residual }
}

/** How far a row lies from the space of the main directions (its reconstruction error), in deviations. */
export function scorePca({ standardization, residual, columns }: PcaModel, values: Float32Array, offset = 0): number {
  const row = standardizeRow(standardization, values, offset)
  const width = columns.length
  let squares = 0
  let start = 0
  // Four directions at a time, as a sum waits for itself and not for the others.
  for (; start + 4 * width <= residual.length; start += 4 * width) {
    let [first, second, third, fourth] = [0, 0, 0, 0]
    for (let column = 0, at = start; column < width; column++, at++) {
      const value = row[column]
      first += residual[at] * value
      second += residual[at + width] * value
      third += residual[at + 2 * width] * value
      fourth += residual[at + 3 * width] * value
    }
    squares += first * first + second * second + third * third + fourth * fourth
  }
  for (; start < residual.length; start += width) {
    let along = 0
    for (let column = 0; column < width; column++) along += residual[start + column] * row[column]
    squares += along * along
  }
  return Math.sqrt(squares)
}

/** The reconstruction error of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllPca(model: PcaModel, table: Table): Float64Array {
  return scoreRows(model, table, scorePca)
}

/** How many of the variances, largest first, reach the share of their sum; at least the last one stays outside. */
function countMain(variances: Float64Array, share: number): number {
  const wanted = share * variances.reduce((sum, variance) => sum + variance, 0)
  let main = 0
  for (let held = 0; main + 1 < variances.length && held < wanted; main++) held += variances[main]
  return main
}

function covarianceOf(table: Table, standardization: Standardization): Float64Array {
  const { rows, columns } = table
  const standard = standardizeAll(table, standardization)
  const largest = standard.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
  const rounder = rounderFor(rows, largest * largest)
  const sums = new Float64Array(columns * columns)
  for (let start = 0; start < standard.length; start += columns) {
    for (let one = 0; one < columns; one++) {
      const value = standard[start + one]
      for (let other = 0; other <= one; other++) {
        sums[one * columns + other] += value * standard[start + other] + rounder - rounder
      }
    }
  }
  return sums.map((_, index) => {
    const [one, other] = [Math.floor(index / columns), index % columns]
    return sums[Math.max(one, other) * columns + Math.min(one, other)] / rows
  })
}

function standardizeAll(table: Table, standardization: Standardization): Float64Array {
  const all = new Float64Array(table.values.length)
  for (let index = 0; index < all.length; index++) {
    all[index] = standardize(standardization, table.values[index], index % table.columns)
  }
  return all
}
