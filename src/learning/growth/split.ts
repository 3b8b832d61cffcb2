import type { BinnedTable } from './bins.ts'
import type { Histogram } from './histogram.ts'

/** The rows of one node in sum, and the bounds that monotone constraints above it leave for its value. */
export type NodeSum = {
  readonly gradient: number
  readonly hessian: number
  readonly lowest: number
  readonly highest: number
}

/** A question to ask at a node: whether a column's bin is at most `bin`. `gain` is what it takes off twice the loss. */
export type Split = {
  gain: number
  column: number
  bin: number
  missingLeft: boolean
  leftGradient: number
  leftHessian: number
}

/** What a split is judged by. `direction` holds 1, -1 or 0 for each column. */
export type SplitRules = {
  readonly l2: number
  readonly minimumHessian: number
  readonly minimumGain: number
  readonly direction: Int8Array
}

/** The best split of a node, or undefined if none gains enough. The first column and the lowest bin win a tie. */
export function findSplit(
  binned: BinnedTable,
  columns: readonly number[],
  histogram: Histogram,
  node: NodeSum,
  rules: SplitRules,
): Split | undefined {
  const unsplit = fitOf(node.gradient, node.hessian, leafValue(node, rules.l2), rules.l2)
  // Gains below a millionth are rounding, not learning.
  const least = unsplit + Math.max(rules.minimumGain, 1e-6)
  const best: Split = { gain: least, column: -1, bin: 0, missingLeft: false, leftGradient: 0, leftHessian: 0 }
  for (const column of columns) scanColumn(binned, histogram, column, node, rules, best)
  return best.column < 0 ? undefined : { ...best, gain: best.gain - unsplit }
}

/** The value that serves a node's rows best: Newton's step, held back by `l2` and kept within the node's bounds. */
export function leafValue(node: NodeSum, l2: number): number {
  return Math.min(node.highest, Math.max(node.lowest, -node.gradient / (node.hessian + l2)))
}

function scanColumn(
  binned: BinnedTable,
  histogram: Histogram,
  column: number,
  node: NodeSum,
  rules: SplitRules,
  best: Split,
): void {
  const start = 2 * binned.starts[column]
  const present = binned.cuts[column].length + 1
  const missingGradient = histogram[start + 2 * present]
  const missingHessian = histogram[start + 2 * present + 1]
  const hasMissing = missingHessian > 0
  let gradient = 0
  let hessian = 0
  for (let bin = 0; bin < present; bin++) {
    const inBin = histogram[start + 2 * bin + 1]
    // An empty bin parts the rows as the bin before it did.
    if (inBin === 0) continue
    gradient += histogram[start + 2 * bin]
    hessian += inBin
    // Where training saw no missing value, one that comes later goes with the greater part.
    const toLarger = !hasMissing && 2 * hessian >= node.hessian
    judgeSplit(column, bin, toLarger, gradient, hessian, node, rules, best)
    if (hasMissing) {
      judgeSplit(column, bin, true, gradient + missingGradient, hessian + missingHessian, node, rules, best)
    }
  }
}

function judgeSplit(
  column: number,
  bin: number,
  missingLeft: boolean,
  gradient: number,
  hessian: number,
  node: NodeSum,
  rules: SplitRules,
  best: Split,
): void {
  const rightGradient = node.gradient - gradient
  const rightHessian = node.hessian - hessian
  if (hessian < rules.minimumHessian || rightHessian < rules.minimumHessian) return
  const { l2 } = rules
  const left = Math.min(node.highest, Math.max(node.lowest, -gradient / (hessian + l2)))
  const right = Math.min(node.highest, Math.max(node.lowest, -rightGradient / (rightHessian + l2)))
  if (rules.direction[column] * (right - left) < 0) return
  const gain = fitOf(gradient, hessian, left, l2) + fitOf(rightGradient, rightHessian, right, l2)
  if (!(gain > best.gain)) return
  best.gain = gain
  best.column = column
  best.bin = bin
  best.missingLeft = missingLeft
  best.leftGradient = gradient
  best.leftHessian = hessian
}

/** How much a value takes off twice the loss of rows with these sums, less the penalty on the value itself. */
function fitOf(gradient: number, hessian: number, value: number, l2: number): number {
  return -value * (2 * gradient + (hessian + l2) * value)
}
