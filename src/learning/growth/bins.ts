import type { Table } from '#learning/table'
import { createOrder, type Order } from './order.ts'

/** A table whose values are replaced by the number of the bin they fall into, column after column. */
export type BinnedTable = {
  readonly rows: number
  readonly columns: number
  /** For each column its bounds, ascending: bin `b` ends at `cuts[b]`, included; the last bin has no end. */
  readonly cuts: readonly Float32Array[]
  /** For each column the bin of each row; missing values fall into a bin of their own, behind the others. */
  readonly bins: readonly Uint16Array[]
  /** Where each column's bins start in a histogram, and at the end how many bins there are in all. */
  readonly starts: Int32Array
}

/** More bins than this would make histograms larger than the caches they must fit in. */
export const MOST_BINS = 4096

/** Sorts every column into at most `most` bins of about equally many rows. Equal values always share a bin. */
export function binTable(table: Table, most: number): BinnedTable {
  if (!(most >= 2 && most <= MOST_BINS)) throw new RangeError(`Bins must be between 2 and ${MOST_BINS}.`)
  const cuts: Float32Array[] = []
  const bins: Uint16Array[] = []
  const starts = new Int32Array(table.columns + 1)
  const order = createOrder(table.rows)
  for (let column = 0; column < table.columns; column++) {
    const values = readColumn(table, column)
    const present = order.sort(values)
    cuts.push(cutSorted(order.values, present, most))
    bins.push(assignBins(order, present, cuts[column]))
    starts[column + 1] = starts[column] + cuts[column].length + 2
  }
  return { rows: table.rows, columns: table.columns, cuts, bins, starts }
}

/** The bounds between bins of about equally many values: all of them where there are few distinct values. */
export function findCuts(values: Float32Array, most: number): Float32Array {
  const order = createOrder(values.length)
  return cutSorted(order.values, order.sort(values), most)
}

function cutSorted(sorted: Float32Array, count: number, most: number): Float32Array {
  const distinct = countDistinct(sorted, count)
  const cuts: number[] = []
  let filled = 0
  let size = distinct <= most ? 0 : count / most
  for (let index = 0; index + 1 < count; index++) {
    filled++
    if (sorted[index] === sorted[index + 1] || filled < size) continue
    cuts.push(between(sorted[index], sorted[index + 1]))
    // A value that fills more than its share leaves less to the others, so the share is worked out again.
    if (size > 0) size = (count - index - 1) / (most - cuts.length)
    if (cuts.length === most - 1) break
    filled = 0
  }
  return Float32Array.from(cuts)
}

/** How many bounds lie below the value, which is the number of its bin. */
export function findBin(cuts: Float32Array, value: number): number {
  let low = 0
  let high = cuts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (cuts[middle] < value) low = middle + 1
    else high = middle
  }
  return low
}

/** Values in ascending order come to their bins one after another, so that none has to be searched for. */
function assignBins({ rows, values }: Order, present: number, cuts: Float32Array): Uint16Array {
  const bins = new Uint16Array(rows.length).fill(cuts.length + 1)
  let bin = 0
  for (let index = 0; index < present; index++) {
    while (bin < cuts.length && cuts[bin] < values[index]) bin++
    bins[rows[index]] = bin
  }
  return bins
}

function readColumn(table: Table, column: number): Float32Array {
  const values = new Float32Array(table.rows)
  for (let row = 0; row < table.rows; row++) values[row] = table.values[row * table.columns + column]
  return values
}

function countDistinct(sorted: Float32Array, count: number): number {
  let distinct = count > 0 ? 1 : 0
  for (let index = 1; index < count; index++) if (sorted[index] !== sorted[index - 1]) distinct++
  return distinct
}

/** A bound that keeps `low` below or on it and `high` above it, also after rounding and next to infinities. */
export function between(low: number, high: number): number {
  const middle = Math.fround(low + (high - low) / 2)
  return middle >= low && middle < high ? middle : low
}
