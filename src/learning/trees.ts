import type { Table } from './table.ts'

/**
 * Decision trees in flat arrays, one entry for each node of all trees. The children of a node stand side by side: the left one
 * at `left[node]`, the right one after it. A value goes left if it is at most the threshold; NaN goes where `missingLeft` says.
 */
export type Trees = {
  /** Where each tree starts. */
  readonly roots: Int32Array
  /** Which column a node asks about; -1 in a leaf. */
  readonly column: Int32Array
  readonly threshold: Float32Array
  readonly left: Int32Array
  readonly missingLeft: Uint8Array
  /** What a leaf adds to the score; 0 elsewhere. */
  readonly value: Float64Array
  /** How many training rows reached the node; explanations weigh branches by it. */
  readonly cover: Float64Array
}

/** The leaf that a row reaches; the row starts at `offset` of `values`. */
export function findLeaf(trees: Trees, root: number, values: Float32Array, offset: number): number {
  const { column, threshold, left, missingLeft } = trees
  let node = root
  for (let asked = column[node]; asked >= 0; asked = column[node]) {
    const value = values[offset + asked]
    // Counting the answer instead of branching on it spares the processor a guess that is wrong half of the time.
    const isRight = Number.isNaN(value) ? 1 - missingLeft[node] : Number(value > threshold[node])
    node = left[node] + isRight
  }
  return node
}

/** The sum of all trees for the row that starts at `offset` of `values`. */
export function sumTrees(trees: Trees, values: Float32Array, offset: number): number {
  const { roots, value } = trees
  let sum = 0
  for (let tree = 0; tree < roots.length; tree++) sum += value[findLeaf(trees, roots[tree], values, offset)]
  return sum
}

/** Adds the sum of all trees for each row of a table to what `sums` holds. */
export function addTrees(trees: Trees, table: Table, sums: Float64Array): void {
  // Row by row is quicker than tree by tree: the ways through different trees do not wait for one another.
  for (let row = 0; row < table.rows; row++) sums[row] += sumTrees(trees, table.values, row * table.columns)
}

/** Puts the trees of a list behind one another. */
export function joinTrees(list: readonly Trees[]): Trees {
  let nodes = 0
  const starts = list.map((trees) => {
    const start = nodes
    nodes += trees.column.length
    return start
  })
  const joined = emptyTrees(
    list.reduce((sum, trees) => sum + trees.roots.length, 0),
    nodes,
  )
  let roots = 0
  for (const [index, trees] of list.entries()) {
    copyTrees(trees, joined, starts[index], roots)
    roots += trees.roots.length
  }
  return joined
}

/** How many questions the longest way down asks. */
export function depthOf(trees: Trees): number {
  // A child always stands behind its parent, so one pass forward knows every parent's depth in time.
  const depths = new Int32Array(trees.column.length)
  let deepest = 0
  for (let node = 0; node < depths.length; node++) {
    if (trees.column[node] < 0) continue
    const depth = depths[node] + 1
    depths[trees.left[node]] = depth
    depths[trees.left[node] + 1] = depth
    deepest = Math.max(deepest, depth)
  }
  return deepest
}

/** Throws a RangeError unless every index of the arrays leads somewhere and children stand behind their parents. */
export function checkTrees(trees: Trees, columns: number): void {
  const nodes = trees.column.length
  const lengths = [trees.threshold, trees.left, trees.missingLeft, trees.value, trees.cover].map((list) => list.length)
  if (lengths.some((length) => length !== nodes)) throw new RangeError('The arrays of the trees differ in length.')
  if (trees.roots.some((root) => root < 0 || root >= nodes)) throw new RangeError('A tree starts outside its nodes.')
  if (trees.roots.some((root, tree) => (tree === 0 ? root !== 0 : root <= trees.roots[tree - 1]))) {
    throw new RangeError('The trees do not stand one behind another.')
  }
  for (let node = 0; node < nodes; node++) {
    if (trees.column[node] >= columns) throw new RangeError('A tree asks about a column that the model does not have.')
    const isBranch = trees.column[node] >= 0
    if (isBranch && (trees.left[node] <= node || trees.left[node] + 1 >= nodes)) {
      throw new RangeError('A branch of a tree leads outside its nodes.')
    }
  }
}

function emptyTrees(roots: number, nodes: number): Trees {
  return {
    roots: new Int32Array(roots),
    column: new Int32Array(nodes),
    threshold: new Float32Array(nodes),
    left: new Int32Array(nodes),
    missingLeft: new Uint8Array(nodes),
    value: new Float64Array(nodes),
    cover: new Float64Array(nodes),
  }
}

function copyTrees(from: Trees, to: Trees, node: number, tree: number): void {
  to.column.set(from.column, node)
  to.threshold.set(from.threshold, node)
  to.missingLeft.set(from.missingLeft, node)
  to.value.set(from.value, node)
  to.cover.set(from.cover, node)
  for (let index = 0; index < from.left.length; index++) {
    to.left[node + index] = from.column[index] < 0 ? 0 : from.left[index] + node
  }
  for (let index = 0; index < from.roots.length; index++) to.roots[tree + index] = from.roots[index] + node
}
