import type { Trees } from '#learning/trees'
import type { BinnedTable } from './bins.ts'
import { buildHistogram, type Histogram, type HistogramPool, subtractHistogram } from './histogram.ts'
import type { RowParter } from './part-rows.ts'
import { addLeaf, createSketch, finishSketch, makeBranch, type Sketch } from './sketch.ts'
import { findSplit, leafValue, type NodeSum, type Split, type SplitRules } from './split.ts'

/** How far a tree may grow and how much of its leaves' values counts. */
export type GrowthRules = SplitRules & {
  readonly depth: number
  readonly leaves: number
  readonly learningRate: number
}

/** What stays the same from tree to tree. `scratch` has room for two numbers a row. */
export type GrowthData = {
  readonly binned: BinnedTable
  readonly gradients: Float64Array
  readonly pool: HistogramPool
  readonly scratch: Float64Array
  readonly partRows: RowParter
}

/** A leaf of a finished tree and which part of the tree's rows it holds. */
export type Leaf = { readonly start: number; readonly end: number; readonly value: number }

type Node = NodeSum & { readonly id: number; readonly start: number; readonly end: number; readonly depth: number }
type OpenNode = { readonly node: Node; readonly histogram: Histogram; readonly split: Split }
type Growth = {
  readonly data: GrowthData
  readonly rules: GrowthRules
  readonly columns: readonly number[]
  readonly rows: Uint32Array
  readonly trees: Sketch
  readonly open: OpenNode[]
  readonly leaves: Leaf[]
}

/**
 * Grows one tree on the gradients of the given rows, best split first, and puts the rows in the order of the leaves.
 * Only the columns given are asked about.
 */
export function growTree(
  data: GrowthData,
  rules: GrowthRules,
  columns: readonly number[],
  rows: Uint32Array,
): { readonly tree: Trees; readonly leaves: readonly Leaf[] } {
  const trees = createSketch()
  const growth: Growth = { data, rules, columns, rows, trees, open: [], leaves: [] }
  const root = addNode(trees, { ...sumRows(data.gradients, rows), start: 0, end: rows.length, depth: 0 })
  openNode(growth, root, rules.depth > 0 && rules.leaves > 1 ? countNode(growth, root) : undefined)
  while (growth.open.length > 0) {
    const next = takeBest(growth.open)
    // Every open node becomes a leaf at least, so together they say how many leaves there will be.
    if (growth.leaves.length + growth.open.length + 1 < rules.leaves) splitNode(growth, next)
    else closeNode(growth, next.node, next.histogram)
  }
  return { tree: finishSketch(trees), leaves: growth.leaves }
}

function openNode(growth: Growth, node: Node, histogram: Histogram | undefined): void {
  const split = histogram && findSplit(growth.data.binned, growth.columns, histogram, node, growth.rules)
  if (split) growth.open.push({ node, histogram, split })
  else closeNode(growth, node, histogram)
}

function closeNode(growth: Growth, node: Node, histogram: Histogram | undefined): void {
  if (histogram !== undefined) growth.data.pool.giveBack(histogram)
  const value = growth.rules.learningRate * leafValue(node, growth.rules.l2)
  growth.trees.value[node.id] = value
  growth.leaves.push({ start: node.start, end: node.end, value })
}

function splitNode(growth: Growth, { node, histogram, split }: OpenNode): void {
  const { data, rules, rows, trees } = growth
  const middle = data.partRows(rows, node.start, node.end, split)
  const [leftSum, rightSum] = partSum(node, split, rules)
  const depth = node.depth + 1
  const threshold = data.binned.cuts[split.column][split.bin] ?? Number.POSITIVE_INFINITY
  makeBranch(trees, node.id, { ...split, threshold })
  const left = addNode(trees, { ...leftSum, start: node.start, end: middle, depth })
  const right = addNode(trees, { ...rightSum, start: middle, end: node.end, depth })
  if (depth >= rules.depth) {
    closeNode(growth, left, histogram)
    closeNode(growth, right, undefined)
    return
  }
  // Only the smaller child is counted; the larger one is what the parent has more.
  const isLeftSmaller = middle - node.start <= node.end - middle
  const counted = countNode(growth, isLeftSmaller ? left : right)
  subtractHistogram(histogram, counted)
  openNode(growth, left, isLeftSmaller ? counted : histogram)
  openNode(growth, right, isLeftSmaller ? histogram : counted)
}

function countNode({ data, columns, rows }: Growth, node: Node): Histogram {
  const histogram = data.pool.borrow()
  buildHistogram(data.binned, columns, data.gradients, rows, node.start, node.end, data.scratch, histogram)
  return histogram
}

/** The sums of both children, and the bounds by which a monotone split keeps everything below it in order. */
function partSum(node: NodeSum, split: Split, rules: SplitRules): [NodeSum, NodeSum] {
  const left = { ...node, gradient: split.leftGradient, hessian: split.leftHessian }
  const right = {
    ...node,
    gradient: node.gradient - split.leftGradient,
    hessian: node.hessian - split.leftHessian,
  }
  const direction = rules.direction[split.column]
  if (direction === 0) return [left, right]
  const middle = (leafValue(left, rules.l2) + leafValue(right, rules.l2)) / 2
  return direction > 0
    ? [
        { ...left, highest: middle },
        { ...right, lowest: middle },
      ]
    : [
        { ...left, lowest: middle },
        { ...right, highest: middle },
      ]
}

function sumRows(gradients: Float64Array, rows: Uint32Array): NodeSum {
  let gradient = 0
  let hessian = 0
  for (let index = 0; index < rows.length; index++) {
    gradient += gradients[2 * rows[index]]
    hessian += gradients[2 * rows[index] + 1]
  }
  return { gradient, hessian, lowest: Number.NEGATIVE_INFINITY, highest: Number.POSITIVE_INFINITY }
}

function takeBest(open: OpenNode[]): OpenNode {
  let best = 0
  for (let index = 1; index < open.length; index++) if (open[index].split.gain > open[best].split.gain) best = index
  return open.splice(best, 1)[0]
}

function addNode(trees: Sketch, node: Omit<Node, 'id'>): Node {
  return { ...node, id: addLeaf(trees, 0, node.end - node.start) }
}
