import type { Table } from './table.ts'

/**
 * The weight of each row, 1 where none are given. Throws a RangeError unless there is one finite weight, not below 0, for each
 * row and both labels carry some.
 */
export function weighRows(table: Table, labels: Uint8Array, weights?: ArrayLike<number>): Float64Array {
  if (weights && weights.length !== table.rows) throw new RangeError('Each row needs one weight.')
  const weighed = new Float64Array(table.rows).fill(1)
  const sums = [0, 0]
  for (let row = 0; row < weighed.length; row++) {
    if (weights) weighed[row] = weights[row]
    if (!(weighed[row] >= 0 && weighed[row] < Number.POSITIVE_INFINITY)) {
      throw new RangeError('Weights must be finite and not below 0.')
    }
    sums[labels[row]] += weighed[row]
  }
  if (!(sums[0] > 0 && sums[1] > 0)) throw new RangeError('Both labels must carry weight.')
  return weighed
}
