import { type BinnedTable, MOST_BINS } from './bins.ts'

/** Moves rows to the sides of a question. One serves one tree at a time. */
export type RowParter = (
  rows: Uint32Array,
  start: number,
  end: number,
  question: { readonly column: number; readonly bin: number; readonly missingLeft: boolean },
) => number

/**
 * Prepares to move the rows from `start` to `end` that go left before those that go right, keeping the order in both; what comes
 * back is where the latter start.
 */
export function createRowParter(binned: BinnedTable): RowParter {
  const aside = new Uint32Array(binned.rows)
  const goesLeft = new Uint8Array(MOST_BINS + 2)
  return (rows, start, end, { column, bin, missingLeft }) => {
    const missing = binned.cuts[column].length + 1
    goesLeft.fill(1, 0, bin + 1)
    goesLeft.fill(0, bin + 1, missing)
    goesLeft[missing] = missingLeft ? 1 : 0
    return part(rows, start, end, binned.bins[column], goesLeft, aside)
  }
}

function part(
  rows: Uint32Array,
  start: number,
  end: number,
  bins: Uint16Array,
  goesLeft: Uint8Array,
  aside: Uint32Array,
): number {
  // Each row is written to both sides and only one of them moves on: no branch that the processor would guess wrong.
  let left = start
  let right = 0
  for (let index = start; index < end; index++) {
    const row = rows[index]
    const isLeft = goesLeft[bins[row]]
    rows[left] = row
    aside[right] = row
    left += isLeft
    right += 1 - isLeft
  }
  for (let index = 0; index < right; index++) rows[left + index] = aside[index]
  return left
}
