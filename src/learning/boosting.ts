import { type BinnedTable, binTable } from './growth/bins.ts'
import { createGradients, type Gradients, updateGradients } from './growth/gradients.ts'
import { type GrowthData, type GrowthRules, growTree, type Leaf } from './growth/grow-tree.ts'
import { createHistogramPool } from './growth/histogram.ts'
import { createRowParter } from './growth/part-rows.ts'
import { createRandom, type Random, sampleColumns, sampleRows } from './random.ts'
import { checkColumns, checkLabels, type LabeledTable, type Table } from './table.ts'
import { addTrees, joinTrees, sumTrees, type Trees } from './trees.ts'

/** Boosted trees whose sum, with `base`, is the log-odds that a row's label is 1. Kept in arrays, ready to predict. */
export type BoostingModel = {
  readonly kind: 'boosting'
  readonly columns: readonly string[]
  readonly base: number
  readonly trees: Trees
}

/** How to train. What is left out is as in `boostingDefaults`. */
export type BoostingOptions = {
  /** The most trees, one a round. */
  readonly trees?: number
  /** The most questions on a way from root to leaf. */
  readonly depth?: number
  /** The most leaves of a tree. */
  readonly leaves?: number
  readonly learningRate?: number
  /** Holds leaf values back: the weight of their squares in the loss. */
  readonly l2?: number
  /** The least sum of second derivatives (weight times p times 1 - p) in a child. */
  readonly minimumChildWeight?: number
  /** A split must take more than this off twice the loss. */
  readonly minimumGain?: number
  /** The most bins of a column, 2 to 4,096. */
  readonly bins?: number
  /** The chance of each row to be used for a tree. */
  readonly rowShare?: number
  /** The share of the columns that a tree may use. */
  readonly columnShare?: number
  /** Columns along which the score may only rise (1) or only fall (-1). */
  readonly monotone?: Readonly<Record<string, 1 | -1>>
  /** A weight for each row. */
  readonly weights?: Float32Array
  /** A further weight for rows with label 1. */
  readonly positiveWeight?: number
  readonly seed?: number
  /** Rows of a later time; training stops when `patience` rounds did not lower their log loss, and keeps the best round. */
  readonly validation?: LabeledTable & { readonly patience: number }
}

/** What is known after each tree. */
export type BoostingRound = { readonly round: number; readonly rounds: number; readonly validationLoss?: number }

export const boostingDefaults = {
  trees: 100,
  depth: 6,
  leaves: Number.POSITIVE_INFINITY,
  learningRate: 0.1,
  l2: 1,
  minimumChildWeight: 1,
  minimumGain: 0,
  bins: 256,
  rowShare: 1,
  columnShare: 1,
  positiveWeight: 1,
  seed: 1,
} satisfies BoostingOptions

type Settings = BoostingOptions & Required<Pick<BoostingOptions, keyof typeof boostingDefaults>>
type Training = GrowthData & {
  readonly table: Table
  readonly labels: Uint8Array
  readonly weights: Float64Array
  readonly derivatives: Gradients
  readonly scores: Float64Array
  readonly random: Random
}

/**
 * Trains on log loss by histogram gradient boosting (Chen and Guestrin 2016, Ke et al. 2017). Blocks its thread for seconds;
 * `trainModel` of `train.ts` does the same in another thread. The same data, options and seed give the same model, and
 * without row sampling in whatever order the rows come. Throws a RangeError on labels or options that make no sense.
 */
export function fitBoosting(
  table: Table,
  labels: Uint8Array,
  options: BoostingOptions = {},
  onRound?: (round: BoostingRound) => void,
): BoostingModel {
  const settings: Settings = { ...boostingDefaults, ...options }
  checkLabels(table, labels)
  checkSettings(table, settings)
  const weights = weighRows(labels, settings)
  const base = baseOf(labels, weights)
  const training = prepare(table, labels, weights, base, settings)
  const rules = rulesOf(table, settings, training.derivatives.step)
  const validation = settings.validation && watch(settings.validation, base)
  const trees: Trees[] = []
  for (let round = 1; round <= settings.trees; round++) {
    trees.push(boost(training, rules, settings))
    const validationLoss = validation?.add(trees[trees.length - 1])
    onRound?.({ round, rounds: settings.trees, validationLoss })
    if (validation?.isOver()) break
  }
  const kept = validation ? trees.slice(0, validation.best()) : trees
  return { kind: 'boosting', columns: table.names, base, trees: joinTrees(kept) }
}

/** The log-odds of the row that starts at `offset` of `values`, its columns in the model's order. */
export function predictLogOdds(model: BoostingModel, values: Float32Array, offset = 0): number {
  return model.base + sumTrees(model.trees, values, offset)
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function predictAll(model: BoostingModel, table: Table): Float64Array {
  checkColumns(table, model.columns)
  const sums = new Float64Array(table.rows)
  addTrees(model.trees, table, sums)
  return sums.map((sum) => model.base + sum)
}

/** The probability that belongs to log-odds. */
export function probabilityOf(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds))
}

function checkSettings(table: Table, settings: Settings): void {
  const isShare = (share: number) => share > 0 && share <= 1
  const isCount = (count: number) => Number.isInteger(count) && count >= 1
  if (!isCount(settings.trees)) throw new RangeError('At least one tree is needed.')
  if (!isCount(settings.depth) || settings.depth > 64) throw new RangeError('Depth must be between 1 and 64.')
  if (!(settings.leaves >= 2)) throw new RangeError('A tree needs at least two leaves.')
  if (!isShare(settings.rowShare) || !isShare(settings.columnShare))
    throw new RangeError('Shares lie above 0, up to 1.')
  if (!isShare(settings.learningRate)) throw new RangeError('The learning rate lies above 0, up to 1.')
  if (!(settings.positiveWeight > 0)) throw new RangeError('The weight of positives must be above 0.')
  if (!(settings.l2 >= 0 && settings.minimumChildWeight >= 0)) throw new RangeError('Penalties cannot be below 0.')
  if (settings.weights && settings.weights.length !== table.rows) throw new RangeError('Each row needs one weight.')
  for (const name of Object.keys(settings.monotone ?? {})) {
    if (!table.names.includes(name)) throw new RangeError(`The table has no column named ${name}.`)
  }
  if (settings.validation) {
    checkLabels(settings.validation.table, settings.validation.labels)
    if (settings.validation.table.names.join('\n') !== table.names.join('\n')) {
      throw new RangeError('The validation table has other columns.')
    }
  }
}

function weighRows(labels: Uint8Array, { weights, positiveWeight }: Settings): Float64Array {
  return Float64Array.from(labels, (label, row) => {
    const weight = weights ? weights[row] : 1
    if (!(weight >= 0 && weight < Number.POSITIVE_INFINITY))
      throw new RangeError('Weights must be finite and not below 0.')
    return weight * (label === 1 ? positiveWeight : 1)
  })
}

function baseOf(labels: Uint8Array, weights: Float64Array): number {
  let positive = 0
  let negative = 0
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === 1) positive += weights[row]
    else negative += weights[row]
  }
  if (!(positive > 0 && negative > 0)) throw new RangeError('Both labels must carry weight.')
  return Math.log(positive / negative)
}

function prepare(table: Table, labels: Uint8Array, weights: Float64Array, base: number, settings: Settings): Training {
  const binned: BinnedTable = binTable(table, settings.bins)
  const derivatives = createGradients(weights)
  return {
    table,
    labels,
    weights,
    binned,
    derivatives,
    gradients: derivatives.pairs,
    scores: new Float64Array(table.rows).fill(base),
    random: createRandom(settings.seed),
    pool: createHistogramPool(binned),
    scratch: new Float64Array(2 * table.rows),
    partRows: createRowParter(binned),
  }
}

function rulesOf(table: Table, settings: Settings, step: number): GrowthRules {
  const { depth, leaves, learningRate, l2, minimumGain, monotone } = settings
  const direction = Int8Array.from(table.names, (name) => monotone?.[name] ?? 0)
  const minimumHessian = Math.max(settings.minimumChildWeight, step)
  return { depth, leaves, learningRate, l2, minimumGain, minimumHessian, direction }
}

/** One round: a tree on the gradients of the present scores, and the scores moved by it. */
function boost(training: Training, rules: GrowthRules, settings: Settings): Trees {
  const { table, labels, weights, scores, random } = training
  updateGradients(training.derivatives, scores, labels, weights)
  const isSampled = settings.rowShare < 1
  const rows = isSampled ? sampleRows(random, table.rows, settings.rowShare) : allRows(table.rows)
  const columns = sampleColumns(random, table.columns, settings.columnShare)
  const { tree, leaves } = growTree(training, rules, columns, rows)
  if (isSampled) addTrees(tree, table, scores)
  else addLeaves(leaves, rows, scores)
  return tree
}

function allRows(count: number): Uint32Array {
  const rows = new Uint32Array(count)
  for (let row = 0; row < count; row++) rows[row] = row
  return rows
}

function addLeaves(leaves: readonly Leaf[], rows: Uint32Array, scores: Float64Array): void {
  for (const { start, end, value } of leaves) {
    for (let index = start; index < end; index++) scores[rows[index]] += value
  }
}

/** Follows the log loss of the validation rows from tree to tree. */
function watch({ table, labels, patience }: NonNullable<BoostingOptions['validation']>, base: number) {
  const scores = new Float64Array(table.rows).fill(base)
  let rounds = 0
  let best = 1
  let least = Number.POSITIVE_INFINITY
  return {
    add: (tree: Trees): number => {
      addTrees(tree, table, scores)
      rounds++
      const loss = logLossOf(scores, labels)
      if (loss < least) {
        least = loss
        best = rounds
      }
      return loss
    },
    best: () => best,
    isOver: () => rounds - best >= patience,
  }
}

function logLossOf(scores: Float64Array, labels: Uint8Array): number {
  let sum = 0
  for (let row = 0; row < scores.length; row++) {
    // log(1 + exp(-m)) of the margin m, written so that it cannot overflow.
    const margin = labels[row] === 1 ? scores[row] : -scores[row]
    sum += Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin)
  }
  return sum / scores.length
}
