import type { BoostingModel } from './boosting.ts'
import { depthOf, type Trees } from './trees.ts'

/** What each column adds to a row's score, in log-odds. The contributions and the base add up to the score. */
export type Explanation = {
  /** The mean score of the rows that the model was trained on, as its trees saw them. */
  readonly base: number
  readonly contributions: Float64Array
}

/** 1 / n, because the inner loops would otherwise spend their time dividing. Trees are at most 64 deep. */
const inverse = Float64Array.from({ length: 68 }, (_, index) => 1 / index)

/** Explains the row that starts at `offset` of `values`. */
export type Explain = (values: Float32Array, offset?: number) => Explanation

/**
 * Prepares exact path-dependent TreeSHAP (Lundberg, Erion and Lee 2018, algorithm 2): a column's Shapley value when a column
 * that is not known is replaced by the training rows' own split at each question. One explainer serves one row at a time.
 */
export function createTreeExplainer(model: BoostingModel): Explain {
  const { trees } = model
  const base = model.base + expectedSum(trees)
  const walk = createWalk(trees)
  return (values, offset = 0) => {
    const contributions = new Float64Array(model.columns.length)
    for (const root of trees.roots) walk(root, values, offset, contributions)
    return { base, contributions }
  }
}

/**
 * The columns asked on the way down, each once, in parallel arrays. `zero` is the share of training rows that goes along when the
 * column is unknown, `one` is 1 if the row itself goes along and 0 if not, `weight[i]` is the summed permutation weight of the
 * subsets of size i. Each level of the tree keeps its own copy, one after another, so that going back up restores nothing.
 */
type Path = {
  readonly column: Int32Array
  readonly zero: Float64Array
  readonly one: Float64Array
  readonly weight: Float64Array
}

function createWalk(trees: Trees) {
  const { column, left, cover } = trees
  const length = depthOf(trees) + 2
  const path = createPath((length * (length + 1)) / 2)

  return (root: number, values: Float32Array, offset: number, contributions: Float64Array): void => {
    const visit = (node: number, from: number, size: number, zero: number, one: number, asked: number): void => {
      // The copy of this level starts behind that of the level above.
      const start = from + size
      copyPath(path, from, start, size)
      extendPath(path, start, size, zero, one, asked)
      if (column[node] < 0) {
        addLeaf(path, start, size, trees.value[node], contributions)
        return
      }
      let last = size
      let knownZero = 1
      let knownOne = 1
      const earlier = findEntry(path, start, last, column[node])
      if (earlier > 0) {
        knownZero = path.zero[start + earlier]
        knownOne = path.one[start + earlier]
        unwindPath(path, start, last, earlier)
        last--
      }
      const leftOne = goesLeft(trees, node, values[offset + column[node]]) ? 1 : 0
      const child = left[node]
      const share = knownZero / cover[node]
      visit(child, start, last + 1, share * cover[child], knownOne * leftOne, column[node])
      visit(child + 1, start, last + 1, share * cover[child + 1], knownOne * (1 - leftOne), column[node])
    }
    visit(root, 0, 0, 1, 1, -1)
  }
}

/** Credits a leaf's value to the columns on the way to it. */
function addLeaf(path: Path, start: number, last: number, value: number, contributions: Float64Array): void {
  // A column that leads the row elsewhere takes away the same whatever its share is, so that is worked out once.
  const away = -value * sumWithoutAway(path, start, last)
  for (let entry = 1; entry <= last; entry++) {
    const at = start + entry
    contributions[path.column[at]] +=
      path.one[at] === 0 ? away : value * sumWithoutAlong(path, start, last, path.zero[at]) * (1 - path.zero[at])
  }
}

function createPath(length: number): Path {
  return {
    column: new Int32Array(length),
    zero: new Float64Array(length),
    one: new Float64Array(length),
    weight: new Float64Array(length),
  }
}

/** Adds an entry at position `last`; the weights of subsets with and without it follow (EXTEND in the paper). */
function extendPath(path: Path, start: number, last: number, zero: number, one: number, column: number): void {
  const { weight } = path
  path.column[start + last] = column
  path.zero[start + last] = zero
  path.one[start + last] = one
  weight[start + last] = last === 0 ? 1 : 0
  const along = one * inverse[last + 1]
  const unknown = zero * inverse[last + 1]
  for (let index = last - 1; index >= 0; index--) {
    const at = start + index
    weight[at + 1] += along * weight[at] * (index + 1)
    weight[at] *= unknown * (last - index)
  }
}

/** Takes an entry out again, as if it had never been added (UNWIND in the paper). */
function unwindPath(path: Path, start: number, last: number, entry: number): void {
  const { weight } = path
  const isAway = path.one[start + entry] === 0
  const zero = path.zero[start + entry]
  let next = weight[start + last]
  for (let index = last - 1; index >= 0; index--) {
    const at = start + index
    if (isAway) {
      weight[at] = (weight[at] * (last + 1)) / (zero * (last - index))
    } else {
      const before = weight[at]
      weight[at] = (next * (last + 1)) / (index + 1)
      next = before - (weight[at] * zero * (last - index)) / (last + 1)
    }
  }
  for (let at = start + entry; at < start + last; at++) {
    path.column[at] = path.column[at + 1]
    path.zero[at] = path.zero[at + 1]
    path.one[at] = path.one[at + 1]
  }
}

/** The sum of the weights that are left without an entry that leads elsewhere, times the entry's share. */
function sumWithoutAway({ weight }: Path, start: number, last: number): number {
  let sum = 0
  for (let index = last - 1; index >= 0; index--) sum += weight[start + index] * inverse[last - index]
  return sum * (last + 1)
}

/** The sum of the weights that are left without an entry of this share that goes along with the row. */
function sumWithoutAlong({ weight }: Path, start: number, last: number, zero: number): number {
  let sum = 0
  let next = weight[start + last]
  for (let index = last - 1; index >= 0; index--) {
    const part = next * inverse[index + 1]
    sum += part
    next = weight[start + index] - part * zero * (last - index)
  }
  return sum * (last + 1)
}

function goesLeft(trees: Trees, node: number, value: number): boolean {
  return value <= trees.threshold[node] || (Number.isNaN(value) && trees.missingLeft[node] === 1)
}

function copyPath(path: Path, from: number, to: number, size: number): void {
  const { column, zero, one, weight } = path
  for (let index = 0; index < size; index++) {
    column[to + index] = column[from + index]
    zero[to + index] = zero[from + index]
    one[to + index] = one[from + index]
    weight[to + index] = weight[from + index]
  }
}

function findEntry(path: Path, start: number, last: number, column: number): number {
  for (let entry = 1; entry <= last; entry++) if (path.column[start + entry] === column) return entry
  return 0
}

/** What the trees give on average when nothing is known of a row. */
function expectedSum(trees: Trees): number {
  const { roots, column, value, cover, left } = trees
  // Children stand behind their parents: shares flow down in one pass.
  const share = new Float64Array(column.length)
  for (const root of roots) share[root] = 1
  let sum = 0
  for (let node = 0; node < column.length; node++) {
    if (column[node] < 0) {
      sum += share[node] * value[node]
      continue
    }
    for (const child of [left[node], left[node] + 1]) share[child] = (share[node] * cover[child]) / cover[node]
  }
  return sum
}
