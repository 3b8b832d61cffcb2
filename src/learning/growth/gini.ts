import { type BinnedTable, MOST_BINS } from './bins.ts'

/**
 * How many rows there are and how many of them have label 1, in one number: `rows + positives * POSITIVE`. Sums of such numbers are
 * exact, so that a tree does not depend on the order of its rows.
 */
export type Mass = number

export const POSITIVE = 2 ** 26

export function positivesIn(mass: Mass): number {
  return Math.floor(mass / POSITIVE)
}

export function rowsIn(mass: Mass): number {
  return mass - Math.floor(mass / POSITIVE) * POSITIVE
}

/**
 * A question that parts a node: up to `bin`, included, goes left; `next` is the next bin that holds rows, or the bin of missing
 * values. `impurity` is the sum over both sides of positives times negatives by rows, half of what Gini's index gives.
 */
export type GiniSplit = { impurity: number; column: number; bin: number; next: number; missingLeft: boolean }

/** Looks for the best question about one column and keeps it in `best` if it beats that; says whether the rows differ in the column. */
export type JudgeColumn = (
  column: number,
  rows: Uint32Array,
  start: number,
  end: number,
  minimumLeaf: number,
  best: GiniSplit,
) => boolean

/** The bins of a column that hold rows of a node, ascending, and what they hold. */
type Filled = { readonly bins: Int32Array; readonly masses: Float64Array }

/** Fewer rows are quicker sorted than counted into thousands of bins. */
const FEW_ROWS = 48

/** Prepares to judge columns; `masses` holds each row's mass and may change from tree to tree. */
export function createGiniJudge(binned: BinnedTable, masses: Float64Array): JudgeColumn {
  const filled: Filled = { bins: new Int32Array(MOST_BINS + 1), masses: new Float64Array(MOST_BINS + 1) }
  const counts = new Float64Array(MOST_BINS + 1)
  return (column, rows, start, end, minimumLeaf, best) => {
    const bins = binned.bins[column]
    const count =
      end - start <= FEW_ROWS
        ? sortRows(bins, masses, rows, start, end, filled)
        : countRows(bins, masses, rows, start, end, counts, filled)
    if (count < 2) return false
    scanBins(filled, count, binned.cuts[column].length + 1, column, minimumLeaf, best)
    return true
  }
}

function sortRows(
  bins: Uint16Array,
  masses: Float64Array,
  rows: Uint32Array,
  start: number,
  end: number,
  filled: Filled,
): number {
  let count = 0
  for (let index = start; index < end; index++) {
    const row = rows[index]
    const bin = bins[row]
    let place = count
    while (place > 0 && filled.bins[place - 1] > bin) place--
    if (place > 0 && filled.bins[place - 1] === bin) {
      filled.masses[place - 1] += masses[row]
      continue
    }
    for (let later = count; later > place; later--) {
      filled.bins[later] = filled.bins[later - 1]
      filled.masses[later] = filled.masses[later - 1]
    }
    filled.bins[place] = bin
    filled.masses[place] = masses[row]
    count++
  }
  return count
}

/** `counts` holds zeros only, before and after. */
function countRows(
  bins: Uint16Array,
  masses: Float64Array,
  rows: Uint32Array,
  start: number,
  end: number,
  counts: Float64Array,
  filled: Filled,
): number {
  let low = counts.length
  let high = 0
  for (let index = start; index < end; index++) {
    const row = rows[index]
    const bin = bins[row]
    counts[bin] += masses[row]
    if (bin < low) low = bin
    if (bin > high) high = bin
  }
  let count = 0
  for (let bin = low; bin <= high; bin++) {
    if (counts[bin] === 0) continue
    filled.bins[count] = bin
    filled.masses[count++] = counts[bin]
    counts[bin] = 0
  }
  return count
}

function scanBins(
  { bins, masses }: Filled,
  count: number,
  missingBin: number,
  column: number,
  minimumLeaf: number,
  best: GiniSplit,
): void {
  const hasMissing = bins[count - 1] === missingBin
  const missing = hasMissing ? masses[count - 1] : 0
  const present = hasMissing ? count - 1 : count
  let total = 0
  for (let place = 0; place < count; place++) total += masses[place]
  const rows = rowsIn(total)
  let left = 0
  for (let place = 0; place + 1 < count; place++) {
    left += masses[place]
    // Where a node holds no missing value, one that comes later goes with the greater part.
    const toLarger = !hasMissing && 2 * rowsIn(left) >= rows
    const next = bins[place + 1]
    judge(left, total, minimumLeaf, column, bins[place], next, toLarger, best)
    if (place + 1 < present && hasMissing) {
      judge(left + missing, total, minimumLeaf, column, bins[place], next, true, best)
    }
  }
}

function judge(
  left: Mass,
  total: Mass,
  minimumLeaf: number,
  column: number,
  bin: number,
  next: number,
  missingLeft: boolean,
  best: GiniSplit,
): void {
  const leftPositives = positivesIn(left)
  const leftRows = left - leftPositives * POSITIVE
  const right = total - left
  const rightPositives = positivesIn(right)
  const rightRows = right - rightPositives * POSITIVE
  if (leftRows < minimumLeaf || rightRows < minimumLeaf) return
  const impurity =
    (leftPositives * (leftRows - leftPositives)) / leftRows +
    (rightPositives * (rightRows - rightPositives)) / rightRows
  if (!(impurity < best.impurity)) return
  best.impurity = impurity
  best.column = column
  best.bin = bin
  best.next = next
  best.missingLeft = missingLeft
}
