import type { Random } from '#learning/random'
import type { Trees } from '#learning/trees'
import { type BinnedTable, between } from './bins.ts'
import { createGiniJudge, type GiniSplit, type JudgeColumn, type Mass, POSITIVE, positivesIn, rowsIn } from './gini.ts'
import { createRowParter, type RowParter } from './part-rows.ts'
import { addLeaf, createSketch, finishSketch, makeBranch, type Sketch } from './sketch.ts'

export type CartRules = {
  readonly depth: number
  /** The fewest rows of a leaf. */
  readonly minimumLeaf: number
  /** How many columns, drawn anew, each question chooses from. */
  readonly columnsAtOnce: number
  /** What a leaf holds for the share of its rows that have label 1. */
  readonly leafValue: (positives: number, rows: number) => number
}

/** Grows trees on one table, one after another. */
export type CartGrower = (counts: ArrayLike<number>, random: Random) => Trees

type Growth = {
  readonly binned: BinnedTable
  readonly rules: CartRules
  readonly judge: JudgeColumn
  readonly partRows: RowParter
  readonly masses: Float64Array
  readonly rows: Uint32Array
  readonly columns: number[]
  readonly random: Random
  readonly sketch: Sketch
}

/** Prepares to grow classification trees by Gini's index; `counts` then says how often each row is in a tree's sample. */
export function createCartGrower(binned: BinnedTable, labels: Uint8Array, rules: CartRules): CartGrower {
  const masses = new Float64Array(binned.rows)
  const judge = createGiniJudge(binned, masses)
  const partRows = createRowParter(binned)
  const columns = Array.from({ length: binned.columns }, (_, column) => column)
  return (counts, random) => {
    const rows = new Uint32Array(binned.rows)
    let taken = 0
    let total: Mass = 0
    for (let row = 0; row < binned.rows; row++) {
      if (counts[row] === 0) continue
      masses[row] = counts[row] * (1 + labels[row] * POSITIVE)
      total += masses[row]
      rows[taken++] = row
    }
    const sketch = createSketch()
    const growth: Growth = { binned, rules, judge, partRows, masses, rows, columns: [...columns], random, sketch }
    addLeafFor(growth, total)
    growNode(growth, 0, 0, taken, total, 0)
    return finishSketch(sketch)
  }
}

function growNode(growth: Growth, node: number, start: number, end: number, total: Mass, depth: number): void {
  const { rules, rows, masses, sketch } = growth
  const positives = positivesIn(total)
  if (depth >= rules.depth || positives === 0 || positives === rowsIn(total)) return
  const split = findQuestion(growth, start, end)
  if (split.column < 0) return
  const middle = growth.partRows(rows, start, end, split)
  let leftTotal: Mass = 0
  for (let index = start; index < middle; index++) leftTotal += masses[rows[index]]
  makeBranch(sketch, node, { ...split, threshold: thresholdOf(growth.binned, split) })
  const left = addLeafFor(growth, leftTotal)
  addLeafFor(growth, total - leftTotal)
  growNode(growth, left, start, middle, leftTotal, depth + 1)
  growNode(growth, left + 1, middle, end, total - leftTotal, depth + 1)
}

function addLeafFor({ rules, sketch }: Growth, mass: Mass): number {
  return addLeaf(sketch, rules.leafValue(positivesIn(mass), rowsIn(mass)), rowsIn(mass))
}

/** The best question about some of the columns; where all of those are constant, about the first that is not. */
function findQuestion(growth: Growth, start: number, end: number): GiniSplit {
  const { columns, rules, rows, judge } = growth
  const best: GiniSplit = { impurity: Number.POSITIVE_INFINITY, column: -1, bin: 0, next: 0, missingLeft: false }
  const isDrawn = rules.columnsAtOnce < columns.length
  let varying = 0
  for (let asked = 0; asked < columns.length && (asked < rules.columnsAtOnce || varying === 0); asked++) {
    if (isDrawn) drawColumn(growth, asked)
    if (judge(columns[asked], rows, start, end, rules.minimumLeaf, best)) varying++
  }
  return best
}

/** Puts one of the columns that were not asked about yet in its place. */
function drawColumn({ columns, random }: Growth, place: number): void {
  const other = place + Math.floor(random() * (columns.length - place))
  const kept = columns[place]
  columns[place] = columns[other]
  columns[other] = kept
}

/** Halfway between the bins that the question parts; infinity where only missing values go right. */
function thresholdOf({ cuts }: BinnedTable, { column, bin, next }: GiniSplit): number {
  const bounds = cuts[column]
  if (next > bounds.length) return bounds[bin] ?? Number.POSITIVE_INFINITY
  return next === bin + 1 ? bounds[bin] : between(bounds[bin], bounds[next - 1])
}
