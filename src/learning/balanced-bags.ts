import { type DrawSample, growManyTrees, type ManyTreesOptions, type TreeProgress } from './growth/many-trees.ts'
import { logOddsOf, shareOf, sharesOf } from './leaf-shares.ts'
import { drawAgain } from './random.ts'
import type { Table } from './table.ts'
import type { Trees } from './trees.ts'

/** Trees on bags in which label 1 is more frequent than in the table; the share is that of such a bag, not a probability. */
export type BalancedBagsModel = {
  readonly kind: 'balanced-bags'
  readonly columns: readonly string[]
  readonly trees: Trees
}

/** How to grow trees on balanced bags. `columnsAtOnce` is all columns if it is left out. */
export type BalancedBagsOptions = ManyTreesOptions & {
  /** How many rows with label 0 a bag holds for each with label 1. */
  readonly negativesPerPositive?: number
}

export const balancedBagsDefaults = {
  trees: 100,
  negativesPerPositive: 20,
  depth: 20,
  minimumLeaf: 1,
  smoothing: 0,
  bins: 4096,
  seed: 1,
} satisfies BalancedBagsOptions

/**
 * Grows each tree on a bag of its own: as many rows with label 1 as there are, drawn with repetition, and a fixed number of rows
 * with label 0 for each. The same table, options and seed give the same model. Throws a RangeError on what makes no sense.
 */
export function fitBalancedBags(
  table: Table,
  labels: Uint8Array,
  options: BalancedBagsOptions = {},
  onProgress?: (progress: TreeProgress) => void,
): BalancedBagsModel {
  const settings = { ...balancedBagsDefaults, columnsAtOnce: table.columns, ...options }
  if (!(settings.negativesPerPositive > 0)) throw new RangeError('A bag needs rows with label 0.')
  const rows = Uint32Array.from(labels, (_, row) => row)
  const positives = rows.filter((row) => labels[row] === 1)
  const negatives = rows.filter((row) => labels[row] === 0)
  const wanted = Math.min(negatives.length, Math.ceil(settings.negativesPerPositive * positives.length))
  const draw: DrawSample = (random, counts) => {
    drawAgain(random, positives, positives.length, counts)
    drawAgain(random, negatives, wanted, counts)
  }
  const prior = positives.length / (positives.length + wanted)
  const trees = growManyTrees(table, labels, settings, prior, draw, onProgress)
  return { kind: 'balanced-bags', columns: table.names, trees }
}

/** The log-odds of the mean share in the leaves that the row reaches; `shareOf` gives the share itself. */
export function scoreBalancedBags(model: BalancedBagsModel, values: Float32Array, offset = 0): number {
  return logOddsOf(shareOf(model, values, offset))
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllBalancedBags(model: BalancedBagsModel, table: Table): Float64Array {
  return sharesOf(model, table).map(logOddsOf)
}
