import type { BinnedTable } from './bins.ts'

/**
 * Sums of the first and second derivatives of the loss, pairwise, for each bin of each column: bin `b` of column `c` is at
 * `2 * (starts[c] + b)`. Gradients are multiples of one power of two (see `gradients.ts`), so sums are exact.
 */
export type Histogram = Float64Array

/** Adds up the gradients of `rows[start]` to `rows[end - 1]`, for the given columns only. */
export function buildHistogram(
  binned: BinnedTable,
  columns: readonly number[],
  gradients: Float64Array,
  rows: Uint32Array,
  start: number,
  end: number,
  scratch: Float64Array,
  into: Histogram,
): void {
  into.fill(0)
  gatherGradients(gradients, rows, start, end, scratch)
  for (let index = 0; index + 1 < columns.length; index += 2) {
    addTwoColumns(binned, columns[index], columns[index + 1], rows, start, end, scratch, into)
  }
  if (columns.length % 2 === 1) addColumn(binned, columns[columns.length - 1], rows, start, end, scratch, into)
}

/** Turns a parent's histogram into that of the child that was not counted. Exact, because the sums are. */
export function subtractHistogram(parent: Histogram, child: Histogram): void {
  for (let index = 0; index < parent.length; index++) parent[index] -= child[index]
}

/** Lends histograms and takes them back, so that a tree allocates nothing after the first. */
export type HistogramPool = { readonly borrow: () => Histogram; readonly giveBack: (histogram: Histogram) => void }

/** A pool of histograms that fit the binned table. */
export function createHistogramPool(binned: BinnedTable): HistogramPool {
  const free: Histogram[] = []
  return {
    borrow: () => free.pop() ?? new Float64Array(2 * binned.starts[binned.columns]),
    giveBack: (histogram) => free.push(histogram),
  }
}

/** Copies the rows' gradients into one run of memory, because every column reads them again. */
function gatherGradients(
  gradients: Float64Array,
  rows: Uint32Array,
  start: number,
  end: number,
  into: Float64Array,
): void {
  let target = 0
  for (let index = start; index < end; index++) {
    const source = 2 * rows[index]
    into[target] = gradients[source]
    into[target + 1] = gradients[source + 1]
    target += 2
  }
}

/** Two columns at a time, because adding twice to one bin has to wait and two bins do not: a quarter to a half quicker. */
function addTwoColumns(
  binned: BinnedTable,
  one: number,
  other: number,
  rows: Uint32Array,
  start: number,
  end: number,
  ordered: Float64Array,
  into: Histogram,
): void {
  const oneBins = binned.bins[one]
  const otherBins = binned.bins[other]
  const oneStart = 2 * binned.starts[one]
  const otherStart = 2 * binned.starts[other]
  let source = 0
  for (let index = start; index < end; index++) {
    const row = rows[index]
    const first = ordered[source]
    const second = ordered[source + 1]
    const oneCell = oneStart + 2 * oneBins[row]
    into[oneCell] += first
    into[oneCell + 1] += second
    const otherCell = otherStart + 2 * otherBins[row]
    into[otherCell] += first
    into[otherCell + 1] += second
    source += 2
  }
}

function addColumn(
  binned: BinnedTable,
  column: number,
  rows: Uint32Array,
  start: number,
  end: number,
  ordered: Float64Array,
  into: Histogram,
): void {
  const bins = binned.bins[column]
  const first = 2 * binned.starts[column]
  let source = 0
  for (let index = start; index < end; index++) {
    const cell = first + 2 * bins[rows[index]]
    into[cell] += ordered[source]
    into[cell + 1] += ordered[source + 1]
    source += 2
  }
}
