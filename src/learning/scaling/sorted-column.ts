import type { Table } from '#learning/table'

/** The finite values of a column, ascending, each with its weight, and the weight of what is not finite. */
export type SortedColumn = {
  readonly values: Float32Array
  readonly weights: Float64Array
  readonly missing: number
  readonly above: number
  readonly below: number
}

/** A row's number takes 21 of the 53 bits of a sort key, the value the other 32. */
const MOST_ROWS = 2 ** 21

/**
 * Sorts a column. Rows without weight do not count. Of tables of more than 2,097,152 rows evenly spaced ones are taken, which
 * is more than a median or a quantile needs.
 */
export function sortColumn(table: Table, weights: Float64Array, column: number): SortedColumn {
  const step = Math.ceil(table.rows / MOST_ROWS)
  const keys = new Float64Array(Math.ceil(table.rows / step))
  const bits = new Uint32Array(1)
  const float = new Float32Array(bits.buffer)
  const aside = { missing: 0, above: 0, below: 0 }
  let count = 0
  for (let index = 0, row = 0; row < table.rows; index++, row += step) {
    const value = table.values[row * table.columns + column]
    if (weights[row] === 0) continue
    if (Number.isNaN(value)) aside.missing += weights[row]
    else if (value === Number.POSITIVE_INFINITY) aside.above += weights[row]
    else if (value === Number.NEGATIVE_INFINITY) aside.below += weights[row]
    else {
      float[0] = value
      keys[count++] = ascendingBits(bits[0]) * MOST_ROWS + index
    }
  }
  // Numbers without a comparator sort several times as fast, so value and row share one number.
  const sorted = keys.subarray(0, count).sort()
  const values = new Float32Array(count)
  const sortedWeights = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    const row = (sorted[index] - Math.floor(sorted[index] / MOST_ROWS) * MOST_ROWS) * step
    values[index] = table.values[row * table.columns + column]
    sortedWeights[index] = weights[row]
  }
  return { values, weights: sortedWeights, ...aside }
}

/** The smallest value that at least half of the weight is not above; 0 if there is no value. */
export function medianOf({ values, weights }: SortedColumn): number {
  const half = sumOf(weights) / 2
  let below = 0
  for (let index = 0; index < values.length; index++) {
    below += weights[index]
    if (below >= half) return values[index]
  }
  return values.length > 0 ? values[values.length - 1] : 0
}

export function sumOf(numbers: Float64Array): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}

/** The bits of a float as an unsigned number that orders as the float does. */
function ascendingBits(bits: number): number {
  return (bits & 0x80000000 ? ~bits : bits | 0x80000000) >>> 0
}
