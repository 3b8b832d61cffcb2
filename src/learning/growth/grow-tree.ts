import type { Trees } from '#learning/trees'
import type { BinnedTable } from './bins.ts'
import { buildHistogram, type Histogram, type HistogramPool, subtractHistogram } from './histogram.ts'
import { findSplit, leafValue, type NodeSum, type Split, type SplitRules } from './split.ts'

/** How far a tree may grow and how much of its leaves' values counts. */
export type GrowthRules = SplitRules & {
  readonly depth: number
  readonly leaves: number
  readonly learningRate: number
}

/** What stays the same from tree to tree. `scratch` has room for two numbers a row, `scratchRows` for one, `goesLeft` for each bin. */
export type GrowthData = {
  readonly binned: BinnedTable
  readonly gradients: Float64Array
  readonly pool: HistogramPool
  readonly scratch: Float64Array
  readonly scratchRows: Uint32Array
  readonly goesLeft: Uint8Array
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
type Sketch = { [Key in keyof Omit<Trees, 'roots'>]: number[] }

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
  const trees: Sketch = { column: [], threshold: [], left: [], missingLeft: [], value: [], cover: [] }
  const growth: Growth = { data, rules, columns, rows, trees, open: [], leaves: [] }
  const root = addNode(trees, { ...sumRows(data.gradients, rows), start: 0, end: rows.length, depth: 0 })
  openNode(growth, root, rules.depth > 0 && rules.leaves > 1 ? countNode(growth, root) : undefined)
  while (growth.open.length > 0) {
    const next = takeBest(growth.open)
    // Every open node becomes a leaf at least, so together they say how many leaves there will be.
    if (growth.leaves.length + growth.open.length + 1 < rules.leaves) splitNode(growth, next)
    else closeNode(growth, next.node, next.histogram)
  }
  return { tree: finishTree(trees), leaves: growth.leaves }
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
  const middle = partRows(data, split, rows, node.start, node.end)
  const [leftSum, rightSum] = partSum(node, split, rules)
  const depth = node.depth + 1
  const left = addNode(trees, { ...leftSum, start: node.start, end: middle, depth })
  const right = addNode(trees, { ...rightSum, start: middle, end: node.end, depth })
  trees.column[node.id] = split.column
  trees.threshold[node.id] = data.binned.cuts[split.column][split.bin] ?? Number.POSITIVE_INFINITY
  trees.missingLeft[node.id] = split.missingLeft ? 1 : 0
  trees.left[node.id] = left.id
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

/** Moves the rows that go left before those that go right, keeping the order in both; says where the latter start. */
function partRows(data: GrowthData, split: Split, rows: Uint32Array, start: number, end: number): number {
  const bins = data.binned.bins[split.column]
  const missing = data.binned.cuts[split.column].length + 1
  const { scratchRows: aside, goesLeft } = data
  goesLeft.fill(1, 0, split.bin + 1)
  goesLeft.fill(0, split.bin + 1, missing)
  goesLeft[missing] = split.missingLeft ? 1 : 0
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
  rows.set(aside.subarray(0, right), left)
  return left
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
  const id = trees.column.length
  trees.column.push(-1)
  trees.threshold.push(0)
  trees.left.push(0)
  trees.missingLeft.push(0)
  trees.value.push(0)
  trees.cover.push(node.end - node.start)
  return { ...node, id }
}

function finishTree(trees: Sketch): Trees {
  return {
    roots: Int32Array.of(0),
    column: Int32Array.from(trees.column),
    threshold: Float32Array.from(trees.threshold),
    left: Int32Array.from(trees.left),
    missingLeft: Uint8Array.from(trees.missingLeft),
    value: Float64Array.from(trees.value),
    cover: Float64Array.from(trees.cover),
  }
}
