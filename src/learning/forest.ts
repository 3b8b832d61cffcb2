import { growManyTrees, type ManyTreesOptions, type TreeProgress } from './growth/many-trees.ts'
import { logOddsOf, shareOf, sharesOf } from './leaf-shares.ts'
import { drawAgain } from './random.ts'
import { positiveShare, type Table } from './table.ts'
import type { Trees } from './trees.ts'

/** A random forest; its share is the mean of the shares of label 1 in the leaves that a row reaches. */
export type ForestModel = { readonly kind: 'forest'; readonly columns: readonly string[]; readonly trees: Trees }

/** How to grow a forest. `columnsAtOnce` is the square root of the number of columns, rounded down, if it is left out. */
export type ForestOptions = ManyTreesOptions

export const forestDefaults = {
  trees: 100,
  depth: 20,
  minimumLeaf: 1,
  smoothing: 0,
  bins: 4096,
  seed: 1,
} satisfies ForestOptions

/**
 * Grows a random forest (Breiman 2001): each tree on as many rows as there are, drawn with repetition, each question about the best
 * of a few columns. The same table, options and seed give the same model. Throws a RangeError on what makes no sense.
 */
export function fitForest(
  table: Table,
  labels: Uint8Array,
  options: ForestOptions = {},
  onProgress?: (progress: TreeProgress) => void,
): ForestModel {
  const columnsAtOnce = Math.floor(Math.sqrt(table.columns))
  const settings = { ...forestDefaults, columnsAtOnce, ...options }
  const all = Uint32Array.from(labels, (_, row) => row)
  const draw = (random: () => number, counts: Uint32Array) => drawAgain(random, all, all.length, counts)
  const trees = growManyTrees(table, labels, settings, positiveShare(labels), draw, onProgress)
  return { kind: 'forest', columns: table.names, trees }
}

/** The log-odds of the mean share of label 1 in the leaves that the row reaches; `shareOf` gives the share itself. */
export function scoreForest(model: ForestModel, values: Float32Array, offset = 0): number {
  return logOddsOf(shareOf(model, values, offset))
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllForest(model: ForestModel, table: Table): Float64Array {
  return sharesOf(model, table).map(logOddsOf)
}
