import { gaussLegendre, type Quadrature } from './gauss-legendre.ts'
import type { Trees } from './trees.ts'

/** What each column adds to a row's sum of the trees. The contributions and the base add up to the sum. */
export type Explanation = {
  /** The mean sum of the rows that the model was trained on, as its trees saw them. */
  readonly base: number
  readonly contributions: Float64Array
}

/** Explains the row that starts at `offset` of `values`. */
export type Explain = (values: Float32Array, offset?: number) => Explanation

/** A model whose score is `base` (0 if left out) and the sum of its trees. */
export type TreeSumModel = { readonly columns: readonly string[]; readonly trees: Trees; readonly base?: number }

/** What an explainer of trees knows before any row: plain data, so that a thread may find it and give it to another. */
export type PreparedTrees = { readonly edges: Edges; readonly expected: number }

/** Finds what an explainer needs: milliseconds for each thousand nodes at first, less once the engine knows the code. */
export function prepareTrees(trees: Trees): PreparedTrees {
  return { edges: prepareEdges(trees), expected: expectedSum(trees) }
}

/**
 * Explains by exact path-dependent TreeSHAP: a column's Shapley value when a column that is not known is replaced by the training
 * rows' own split at each question. What is explained is the sum of the trees: log-odds of boosting, the mean share (not its
 * log-odds) of a tree, a forest or bags, the number of questions, over all trees, of an isolation forest. One explainer serves one
 * row at a time.
 *
 * A leaf's part in the score is a product with one factor for each column asked on the way, so its Shapley values are
 * integrals of a polynomial (Owen 1972), which a few points give exactly (Gauss and Legendre). Sums over all leaves below a
 * node are shared (Yu, Bifet, Read and Xu 2022), so that the time is linear in the number of nodes.
 */
export function createTreeExplainer(model: TreeSumModel, prepared: PreparedTrees = prepareTrees(model.trees)): Explain {
  const { trees, columns } = model
  const { edges, expected } = prepared
  const base = (model.base ?? 0) + expected
  const room: Room = {
    first: new Float64Array(edges.most),
    second: new Float64Array(edges.most),
    third: new Float64Array(edges.most),
    along: new Uint8Array(edges.most),
  }
  return (values, offset = 0) => {
    const contributions = new Float64Array(columns.length)
    for (let tree = 0; tree < trees.roots.length; tree++) {
      for (const block of edges.blocks) {
        weighDown(trees, edges, block, room, tree, values, offset)
        creditUp(trees, edges, block, room, tree, contributions)
      }
    }
    return { base, contributions }
  }
}

/**
 * What is known before any row is: for each node of the way into it from its parent, which asks a column. The `zero` share of a way
 * is that of the training rows that go along every question about its column down to here. A row goes along all of them or not;
 * at point t the column's factor is `zero + t * (1 - zero)` if it does and `zero * (1 - t)` if it does not.
 */
type Edges = {
  /** The points by three, which the engine keeps in registers. What is missing to three weighs nothing. */
  readonly blocks: readonly Block[]
  /** The most nodes of a tree. */
  readonly most: number
  /** Nodes that ask, tree by tree, parents before children; then where each tree's begin, and where the last one's end. */
  readonly inner: Int32Array
  readonly innerStarts: Int32Array
  /** The same of leaves. Apart from each other, the processor need not guess which of the two comes next. */
  readonly leaves: Int32Array
  readonly leafStarts: Int32Array
  /** The column that a node's parent asks. */
  readonly asked: Int32Array
  /** The nearest node above whose parent asks the same column; -1 if there is none. */
  readonly earlier: Int32Array
  /** By what the product of factors grows, at every point, if the row left the way at an earlier question about the column. */
  readonly still: Float64Array
}

/** Of three points. */
type Block = {
  /** For each node, twice three: by what the product of factors grows if the row leaves the way here, and if it goes along. */
  readonly factors: Float64Array
  /** For each node, twice three: what the column gets of the product beyond what it got by its earlier question. */
  readonly credits: Float64Array
}

/** Of one tree, for each node: the products of the factors at three points, and whether the row goes along the way into it, leaves it here (0) or left it before. */
type Room = {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly third: Float64Array
  readonly along: Uint8Array
}

const ALONG = 1
const STILL_AWAY = 2

/** Multiplies the factors from the root down to every node. */
function weighDown(
  trees: Trees,
  { inner, innerStarts, earlier, still }: Edges,
  { factors }: Block,
  { first, second, third, along }: Room,
  tree: number,
  values: Float32Array,
  offset: number,
): void {
  const { roots, column, left, threshold, missingLeft } = trees
  const start = roots[tree]
  const end = innerStarts[tree + 1]
  first[0] = 1
  second[0] = 1
  third[0] = 1
  for (let place = innerStarts[tree]; place < end; place++) {
    const node = inner[place]
    const value = values[offset + column[node]]
    const isLeft = Number(value <= threshold[node]) | (Number(Number.isNaN(value)) & missingLeft[node])
    const at = node - start
    const a = first[at]
    const b = second[at]
    const c = third[at]
    const child = left[node]
    const to = child - start
    const before = earlier[child]
    if (before >= 0 && along[before - start] !== ALONG) {
      along[to] = STILL_AWAY
      along[to + 1] = STILL_AWAY
      const one = still[child]
      const other = still[child + 1]
      first[to] = a * one
      second[to] = b * one
      third[to] = c * one
      first[to + 1] = a * other
      second[to + 1] = b * other
      third[to + 1] = c * other
      continue
    }
    along[to] = isLeft
    along[to + 1] = 1 - isLeft
    const one = 3 * (2 * child + isLeft)
    const other = 3 * (2 * child + 3 - isLeft)
    first[to] = a * factors[one]
    second[to] = b * factors[one + 1]
    third[to] = c * factors[one + 2]
    first[to + 1] = a * factors[other]
    second[to + 1] = b * factors[other + 1]
    third[to + 1] = c * factors[other + 2]
  }
}

/** Adds up what the leaves below each node hold, from the last node to the root, and credits the columns with it. */
function creditUp(
  { roots, left, value }: Trees,
  { inner, innerStarts, leaves, leafStarts, asked }: Edges,
  { credits }: Block,
  { first, second, third, along }: Room,
  tree: number,
  contributions: Float64Array,
): void {
  const start = roots[tree]
  const leafEnd = leafStarts[tree + 1]
  for (let place = leafStarts[tree]; place < leafEnd; place++) {
    const leaf = leaves[place]
    const at = leaf - start
    const held = value[leaf]
    const a = first[at] * held
    const b = second[at] * held
    const c = third[at] * held
    first[at] = a
    second[at] = b
    third[at] = c
    if (along[at] === STILL_AWAY) continue
    const by = 3 * (2 * leaf + along[at])
    contributions[asked[leaf]] += a * credits[by] + b * credits[by + 1] + c * credits[by + 2]
  }
  const root = innerStarts[tree]
  for (let place = innerStarts[tree + 1] - 1; place > root; place--) {
    const node = inner[place]
    const at = node - start
    const child = left[node] - start
    const a = first[child] + first[child + 1]
    const b = second[child] + second[child + 1]
    const c = third[child] + third[child + 1]
    first[at] = a
    second[at] = b
    third[at] = c
    // Where the row left the way before, this question adds nothing to what the earlier one got.
    if (along[at] === STILL_AWAY) continue
    const by = 3 * (2 * node + along[at])
    contributions[asked[node]] += a * credits[by] + b * credits[by + 1] + c * credits[by + 2]
  }
}

function prepareEdges(trees: Trees): Edges {
  const { column, left, cover } = trees
  const nodes = column.length
  const asked = new Int32Array(nodes).fill(-1)
  const earlier = new Int32Array(nodes).fill(-1)
  const parent = new Int32Array(nodes).fill(-1)
  const zero = new Float64Array(nodes).fill(1)
  for (let node = 0; node < nodes; node++) {
    if (column[node] < 0) continue
    const before = findEarlier(node, column[node], asked, parent)
    for (const child of [left[node], left[node] + 1]) {
      parent[child] = node
      asked[child] = column[node]
      earlier[child] = before
      zero[child] = (cover[child] / cover[node]) * (before < 0 ? 1 : zero[before])
    }
  }
  const still = zero.map((share, node) => (earlier[node] < 0 ? 1 : share / zero[earlier[node]]))
  const quadrature = gaussLegendre(Math.max(1, Math.ceil(mostColumns(parent, earlier) / 2)))
  const blocks = blocksOf(quadrature).map((block) => factorsOf(zero, earlier, block))
  return { asked, earlier, still, blocks, most: mostNodes(trees), ...sortNodes(trees) }
}

/** Three points each. */
function blocksOf({ points, weights }: Quadrature): Quadrature[] {
  return Array.from({ length: Math.ceil(points.length / 3) }, (_, block) => ({
    points: Float64Array.from({ length: 3 }, (_, point) => points[3 * block + point] ?? 0.5),
    weights: Float64Array.from({ length: 3 }, (_, point) => weights[3 * block + point] ?? 0),
  }))
}

/** Nodes that ask and leaves, apart from each other. */
function sortNodes({ roots, column }: Trees) {
  const [inner, leaves]: number[][] = [[], []]
  const [innerStarts, leafStarts] = [new Int32Array(roots.length + 1), new Int32Array(roots.length + 1)]
  for (let tree = 0; tree < roots.length; tree++) {
    const end = roots[tree + 1] ?? column.length
    for (let node = roots[tree]; node < end; node++) (column[node] < 0 ? leaves : inner).push(node)
    innerStarts[tree + 1] = inner.length
    leafStarts[tree + 1] = leaves.length
  }
  return { inner: Int32Array.from(inner), innerStarts, leaves: Int32Array.from(leaves), leafStarts }
}

function findEarlier(node: number, column: number, asked: Int32Array, parent: Int32Array): number {
  let above = node
  while (above >= 0 && asked[above] !== column) above = parent[above]
  return above
}

function factorsOf(zero: Float64Array, earlier: Int32Array, { points: at, weights }: Quadrature): Block {
  const factors = new Float64Array(6 * zero.length)
  const credits = new Float64Array(6 * zero.length)
  const factorOf = (node: number, point: number) => (node < 0 ? 1 : zero[node] + at[point] * (1 - zero[node]))
  const creditOf = (node: number, point: number) =>
    node < 0 ? 0 : (weights[point] * (1 - zero[node])) / factorOf(node, point)
  for (let node = 0; node < zero.length; node++) {
    const before = earlier[node]
    for (let point = 0; point < 3; point++) {
      const [away, along] = [6 * node + point, 6 * node + 3 + point]
      factors[away] = (zero[node] * (1 - at[point])) / factorOf(before, point)
      factors[along] = factorOf(node, point) / factorOf(before, point)
      credits[away] = -weights[point] / (1 - at[point]) - creditOf(before, point)
      credits[along] = creditOf(node, point) - creditOf(before, point)
    }
  }
  return { factors, credits }
}

/** The most different columns that are asked on the way to a leaf. */
function mostColumns(parent: Int32Array, earlier: Int32Array): number {
  const counts = new Int32Array(parent.length)
  let most = 0
  for (let node = 0; node < counts.length; node++) {
    if (parent[node] < 0) continue
    counts[node] = counts[parent[node]] + (earlier[node] < 0 ? 1 : 0)
    most = Math.max(most, counts[node])
  }
  return most
}

function mostNodes({ roots, column }: Trees): number {
  return roots.reduce((most, root, tree) => Math.max(most, (roots[tree + 1] ?? column.length) - root), 0)
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
