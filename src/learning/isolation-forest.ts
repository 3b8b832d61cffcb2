import { addLeaf, createSketch, finishSketch, makeBranch, type Question, type Sketch } from './growth/sketch.ts'
import { createRandom, drawDistinct, type Random, shuffle } from './random.ts'
import { medianOf, sortColumns } from './scaling/sorted-column.ts'
import { checkColumns, type Table } from './table.ts'
import { addTrees, joinTrees, sumTrees, type Trees } from './trees.ts'

/** Trees of random questions; a row that few questions set apart from all others is unusual. */
export type IsolationForestModel = {
  readonly kind: 'isolation-forest'
  readonly columns: readonly string[]
  /** A leaf's value is how many questions set its rows apart, those counted that it would still take. */
  readonly trees: Trees
  /** How many questions it takes on average among so many rows. */
  readonly usual: number
}

export type IsolationForestOptions = {
  readonly trees?: number
  /** How many rows each tree is grown on. */
  readonly sample?: number
  readonly seed?: number
}

export const isolationForestDefaults = { trees: 100, sample: 256, seed: 1 } satisfies IsolationForestOptions

type Growth = {
  readonly table: Table
  readonly medians: Float32Array
  readonly rows: Uint32Array
  readonly columns: number[]
  readonly deepest: number
  readonly random: Random
  readonly sketch: Sketch
}

/**
 * Grows an isolation forest (Liu, Ting and Zhou 2008): each question takes a random column and a random value between the least
 * and the largest that is left. A missing value counts as the column's median. No labels are needed. The same table, options and
 * seed give the same model.
 */
export function fitIsolationForest(table: Table, options: IsolationForestOptions = {}): IsolationForestModel {
  const { trees, sample, seed } = { ...isolationForestDefaults, ...options }
  if (!(Number.isInteger(trees) && trees >= 1)) throw new RangeError('At least one tree is needed.')
  if (!(Number.isInteger(sample) && sample >= 2)) throw new RangeError('A tree needs a sample of at least two rows.')
  if (table.rows === 0) throw new RangeError('A table without rows has nothing to set apart.')
  const random = createRandom(seed)
  const medians = Float32Array.from(sortColumns(table, new Float64Array(table.rows).fill(1)), medianOf)
  const grown = Array.from({ length: trees }, () => growIsolationTree(table, medians, sample, random))
  const usual = questionsAmong(Math.min(sample, table.rows))
  return { kind: 'isolation-forest', columns: table.names, trees: joinTrees(grown), usual }
}

/** 2 to the power of minus the row's mean number of questions over the usual one: above 0.5 is unusual, near 1 very much so. */
export function scoreIsolationForest(model: IsolationForestModel, values: Float32Array, offset = 0): number {
  return scoreOf(model, sumTrees(model.trees, values, offset))
}

/** The score of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllIsolationForest(model: IsolationForestModel, table: Table): Float64Array {
  checkColumns(table, model.columns)
  const sums = new Float64Array(table.rows)
  addTrees(model.trees, table, sums)
  return sums.map((sum) => scoreOf(model, sum))
}

/** How many random questions it takes on average to set one of `rows` rows apart: c(n) in the paper, without its rounding. */
export function questionsAmong(rows: number): number {
  let harmonic = 0
  for (let number = 1; number < rows; number++) harmonic += 1 / number
  return rows < 2 ? 0 : 2 * harmonic - (2 * (rows - 1)) / rows
}

function scoreOf({ trees, usual }: IsolationForestModel, questions: number): number {
  // A forest that was grown on a single row has no opinion.
  return usual === 0 ? 0.5 : 2 ** (-questions / trees.roots.length / usual)
}

function growIsolationTree(table: Table, medians: Float32Array, sample: number, random: Random): Trees {
  const rows = drawDistinct(random, table.rows, sample)
  const growth: Growth = {
    table,
    medians,
    rows,
    columns: table.names.map((_, column) => column),
    deepest: Math.ceil(Math.log2(rows.length)),
    random,
    sketch: createSketch(),
  }
  addLeafFor(growth, 0, rows.length, 0)
  growNode(growth, 0, 0, rows.length, 0)
  return finishSketch(growth.sketch)
}

function growNode(growth: Growth, node: number, start: number, end: number, depth: number): void {
  if (depth >= growth.deepest || end - start < 2) return
  const question = drawQuestion(growth, start, end)
  if (question === undefined) return
  const middle = partRows(growth, question, start, end)
  makeBranch(growth.sketch, node, question)
  const left = addLeafFor(growth, start, middle, depth + 1)
  addLeafFor(growth, middle, end, depth + 1)
  growNode(growth, left, start, middle, depth + 1)
  growNode(growth, left + 1, middle, end, depth + 1)
}

function addLeafFor({ sketch }: Growth, start: number, end: number, depth: number): number {
  return addLeaf(sketch, depth + questionsAmong(end - start), end - start)
}

/** A random one of the columns that vary among the rows, and a value that parts them; undefined if all rows are alike. */
function drawQuestion(growth: Growth, start: number, end: number): Question | undefined {
  shuffle(growth.random, growth.columns)
  for (const column of growth.columns) {
    let low = Number.POSITIVE_INFINITY
    let high = Number.NEGATIVE_INFINITY
    for (let index = start; index < end; index++) {
      const value = readValue(growth, growth.rows[index], column)
      if (value < low) low = value
      if (value > high) high = value
    }
    if (low >= high) continue
    const threshold = drawBetween(growth.random, low, high)
    return { column, threshold, missingLeft: growth.medians[column] <= threshold }
  }
  return undefined
}

/** A number from `low`, included, to below `high`, also after rounding and next to infinities. */
function drawBetween(random: Random, low: number, high: number): number {
  const [from, to] = [Math.max(low, -LARGEST), Math.min(high, LARGEST)]
  const drawn = Math.fround(from + random() * (to - from))
  return drawn >= low && drawn < high ? drawn : low
}

/** The largest 32-bit float. */
const LARGEST = 3.4028234663852886e38

function partRows(growth: Growth, { column, threshold }: Question, start: number, end: number): number {
  const { rows } = growth
  let middle = start
  for (let index = start; index < end; index++) {
    const row = rows[index]
    if (readValue(growth, row, column) > threshold) continue
    rows[index] = rows[middle]
    rows[middle++] = row
  }
  return middle
}

function readValue({ table, medians }: Growth, row: number, column: number): number {
  const value = table.values[row * table.columns + column]
  return Number.isNaN(value) ? medians[column] : value
}
