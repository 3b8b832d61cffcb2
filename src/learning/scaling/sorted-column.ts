import type { Table } from '#learning/table'

/** The finite values of a column, ascending, each with its weight, and the weight of what is not finite. */
export type SortedColumn = {
  readonly values: Float32Array
  readonly weights: Float64Array
  readonly missing: number
  readonly above: number
  readonly below: number
}

/** Sorts a column. Rows without weight do not count. */
export function sortColumn(table: Table, weights: Float64Array, column: number): SortedColumn {
  const column32 = new Float32Array(table.rows)
  const bits = new Uint32Array(column32.buffer)
  const rows = new Uint32Array(table.rows)
  const aside = { missing: 0, above: 0, below: 0 }
  let count = 0
  for (let row = 0; row < table.rows; row++) {
    const value = table.values[row * table.columns + column]
    if (weights[row] === 0) continue
    if (Number.isNaN(value)) aside.missing += weights[row]
    else if (value === Number.POSITIVE_INFINITY) aside.above += weights[row]
    else if (value === Number.NEGATIVE_INFINITY) aside.below += weights[row]
    else {
      column32[count] = value
      rows[count++] = row
    }
  }
  for (let index = 0; index < count; index++) bits[index] = ascendingBits(bits[index])
  const sorted = sortRows(bits.subarray(0, count), rows.subarray(0, count))
  const values = new Float32Array(count)
  const sortedWeights = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    values[index] = table.values[sorted[index] * table.columns + column]
    sortedWeights[index] = weights[sorted[index]]
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

/** The rows in ascending order of their keys, by eleven bits at a time: several times as fast as comparing. */
function sortRows(keys: Uint32Array<ArrayBuffer>, rows: Uint32Array<ArrayBuffer>): Uint32Array {
  let [fromKeys, toKeys] = [keys, new Uint32Array(keys.length)]
  let [fromRows, toRows] = [rows, new Uint32Array(keys.length)]
  for (const shift of [0, 11, 22]) {
    const next = new Uint32Array(2049)
    for (let index = 0; index < fromKeys.length; index++) next[((fromKeys[index] >>> shift) & 2047) + 1]++
    for (let digit = 0; digit < 2048; digit++) next[digit + 1] += next[digit]
    for (let index = 0; index < fromKeys.length; index++) {
      const to = next[(fromKeys[index] >>> shift) & 2047]++
      toKeys[to] = fromKeys[index]
      toRows[to] = fromRows[index]
    }
    ;[fromKeys, fromRows, toKeys, toRows] = [toKeys, toRows, fromKeys, fromRows]
  }
  return fromRows
}
