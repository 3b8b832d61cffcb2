import type { Table } from '#learning/table'

/** The finite values of a column, ascending, each with its weight, and the weight of what is not finite. */
export type SortedColumn = {
  readonly values: Float32Array
  readonly weights: Float64Array
  readonly missing: number
  readonly above: number
  readonly below: number
}

/** Columns that are read from the table at once: as many as the processor fetches together. */
const AT_ONCE = 16

/** Sorts each column, in the order of the table; no more than a few are in memory at a time. Rows without weight do not count. */
export function* sortColumns(table: Table, weights: Float64Array): Generator<SortedColumn> {
  for (let from = 0; from < table.columns; from += AT_ONCE) {
    for (const column of gather(table, from, Math.min(table.columns, from + AT_ONCE))) yield sortColumn(column, weights)
  }
}

function gather({ values, rows, columns }: Table, from: number, until: number): Float32Array[] {
  const gathered = Array.from({ length: until - from }, () => new Float32Array(rows))
  for (let row = 0, at = from; row < rows; row++, at += columns) {
    for (let index = 0; index < gathered.length; index++) gathered[index][row] = values[at + index]
  }
  return gathered
}

function sortColumn(column: Float32Array, weights: Float64Array): SortedColumn {
  const finite = new Float32Array(column.length)
  const bits = new Uint32Array(finite.buffer)
  const rows = new Uint32Array(column.length)
  const aside = { missing: 0, above: 0, below: 0 }
  let count = 0
  for (let row = 0; row < column.length; row++) {
    const value = column[row]
    if (weights[row] === 0) continue
    if (Number.isNaN(value)) aside.missing += weights[row]
    else if (value === Number.POSITIVE_INFINITY) aside.above += weights[row]
    else if (value === Number.NEGATIVE_INFINITY) aside.below += weights[row]
    else {
      finite[count] = value
      rows[count++] = row
    }
  }
  for (let index = 0; index < count; index++) bits[index] = ascendingBits(bits[index])
  const sorted = sortRows(bits.subarray(0, count), rows.subarray(0, count))
  // Read from the keys: going through the table in this order would miss the processor's cache every time.
  const values = new Float32Array(count)
  const valueBits = new Uint32Array(values.buffer)
  for (let index = 0; index < count; index++) valueBits[index] = bitsOf(sorted.keys[index])
  return { values, weights: Float64Array.from(sorted.rows, (row) => weights[row]), ...aside }
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

/** The float's bits again. */
function bitsOf(key: number): number {
  return (key & 0x80000000 ? key ^ 0x80000000 : ~key) >>> 0
}

type Sorted = { readonly keys: Uint32Array; readonly rows: Uint32Array }

/** Keys in ascending order and the rows that go with them, by eleven bits at a time: several times as fast as comparing. */
function sortRows(keys: Uint32Array<ArrayBuffer>, rows: Uint32Array<ArrayBuffer>): Sorted {
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
  return { keys: fromKeys, rows: fromRows }
}
