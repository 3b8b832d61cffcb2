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
  const { points, most } = edges
  const room: Room = { weights: new Float64Array(most * points), along: new Uint8Array(most) }
  return (values, offset = 0) => {
    const contributions = new Float64Array(columns.length)
    for (let tree = 0; tree < trees.roots.length; tree++) {
      const start = trees.roots[tree]
      const end = trees.roots[tree + 1] ?? trees.column.length
      weighDown(trees, edges, room, start, end, values, offset)
      creditUp(trees, edges, room, start, end, contributions)
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
  /** How many points there are. */
  readonly points: number
  /** The most nodes of a tree. */
  readonly most: number
  /** The column that a node's parent asks. */
  readonly asked: Int32Array
  /** The nearest node above whose parent asks the same column; -1 if there is none. */
  readonly earlier: Int32Array
  /** For each node, twice the points: by what the product of factors grows if the row leaves the way here, and if it goes along. */
  readonly factors: Float64Array
  /** The same, at every point, if the row left the way at an earlier question about the column. */
  readonly still: Float64Array
  /** For each node, twice the points: what the column gets of the product beyond what it got by its earlier question. */
  readonly credits: Float64Array
}

/** Of one tree, for each node: the products of the factors at each point, and whether the row goes along the way into it, leaves it here (0) or left it before. */
type Room = { readonly weights: Float64Array; readonly along: Uint8Array }

const ALONG = 1
const STILL_AWAY = 2

/** Multiplies the factors from the root down to every node. */
function weighDown(
  trees: Trees,
  edges: Edges,
  room: Room,
  start: number,
  end: number,
  values: Float32Array,
  offset: number,
): void {
  const { column, left, threshold, missingLeft } = trees
  room.weights.fill(1, 0, edges.points)
  for (let node = start; node < end; node++) {
    if (column[node] < 0) continue
    const value = values[offset + column[node]]
    const isLeft = value <= threshold[node] || (missingLeft[node] === 1 && Number.isNaN(value)) ? 1 : 0
    enter(edges, room, start, node, left[node], isLeft)
    enter(edges, room, start, node, left[node] + 1, 1 - isLeft)
  }
}

function enter(edges: Edges, room: Room, start: number, node: number, child: number, goes: number): void {
  const { points, earlier, factors, still } = edges
  const { weights, along } = room
  const from = (node - start) * points
  const to = (child - start) * points
  const before = earlier[child]
  if (before >= 0 && along[before - start] !== ALONG) {
    along[child - start] = STILL_AWAY
    const factor = still[child]
    for (let point = 0; point < points; point++) weights[to + point] = weights[from + point] * factor
    return
  }
  along[child - start] = goes
  const at = (2 * child + goes) * points
  for (let point = 0; point < points; point++) weights[to + point] = weights[from + point] * factors[at + point]
}

/** Adds up what the leaves below each node hold, from the last node to the root, and credits the columns with it. */
function creditUp(
  trees: Trees,
  edges: Edges,
  room: Room,
  start: number,
  end: number,
  contributions: Float64Array,
): void {
  const { column, left, value } = trees
  const { points, asked, credits } = edges
  const { weights, along } = room
  for (let node = end - 1; node > start; node--) {
    const at = (node - start) * points
    if (column[node] < 0) {
      const held = value[node]
      for (let point = 0; point < points; point++) weights[at + point] *= held
    } else {
      const child = (left[node] - start) * points
      for (let point = 0; point < points; point++) {
        weights[at + point] = weights[child + point] + weights[child + points + point]
      }
    }
    const goes = along[node - start]
    // Where the row left the way before, this question adds nothing to what the earlier one got.
    if (goes === STILL_AWAY) continue
    const by = (2 * node + goes) * points
    let sum = 0
    for (let point = 0; point < points; point++) sum += weights[at + point] * credits[by + point]
    contributions[asked[node]] += sum
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
  const quadrature = gaussLegendre(Math.max(1, Math.ceil(mostColumns(parent, earlier) / 2)))
  return { asked, earlier, most: mostNodes(trees), ...factorsOf(zero, earlier, quadrature) }
}

function findEarlier(node: number, column: number, asked: Int32Array, parent: Int32Array): number {
  let above = node
  while (above >= 0 && asked[above] !== column) above = parent[above]
  return above
}

function factorsOf(zero: Float64Array, earlier: Int32Array, { points: at, weights }: Quadrature) {
  const points = at.length
  const factors = new Float64Array(2 * zero.length * points)
  const credits = new Float64Array(2 * zero.length * points)
  const factorOf = (node: number, point: number) => (node < 0 ? 1 : zero[node] + at[point] * (1 - zero[node]))
  const creditOf = (node: number, point: number) =>
    node < 0 ? 0 : (weights[point] * (1 - zero[node])) / factorOf(node, point)
  for (let node = 0; node < zero.length; node++) {
    const before = earlier[node]
    for (let point = 0; point < points; point++) {
      const [away, along] = [2 * node * points + point, (2 * node + 1) * points + point]
      factors[away] = (zero[node] * (1 - at[point])) / factorOf(before, point)
      factors[along] = factorOf(node, point) / factorOf(before, point)
      credits[away] = -weights[point] / (1 - at[point]) - creditOf(before, point)
      credits[along] = creditOf(node, point) - creditOf(before, point)
    }
  }
  const still = zero.map((share, node) => (earlier[node] < 0 ? 1 : share / zero[earlier[node]]))
  return { points, factors, credits, still }
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
