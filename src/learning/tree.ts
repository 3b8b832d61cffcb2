import { prepareTrees, type TreeOptions } from './growth/many-trees.ts'
import { logOddsOf, shareOf, sharesOf } from './leaf-shares.ts'
import { createRandom } from './random.ts'
import { positiveShare, type Table } from './table.ts'
import type { Trees } from './trees.ts'

/** One classification tree; each leaf holds the share of its rows that have label 1. */
export type TreeModel = { readonly kind: 'tree'; readonly columns: readonly string[]; readonly trees: Trees }

export type { TreeOptions }

export const treeDefaults = { depth: 5, minimumLeaf: 1, smoothing: 1, bins: 4096 } satisfies TreeOptions

/**
 * Grows a classification tree by Gini's index (CART; Breiman, Friedman, Olshen and Stone 1984). Missing values go to the side that
 * parts the rows better. The order of the rows does not matter. Throws a RangeError on labels or options that make no sense.
 */
export function fitTree(table: Table, labels: Uint8Array, options: TreeOptions = {}): TreeModel {
  const settings = { ...treeDefaults, ...options, columnsAtOnce: table.columns }
  const grow = prepareTrees(table, labels, settings, positiveShare(labels), 1)
  // Nothing is drawn where each question chooses from all columns.
  const trees = grow(new Uint8Array(table.rows).fill(1), createRandom(0))
  return { kind: 'tree', columns: table.names, trees }
}

/** The log-odds of the share of label 1 in the leaf that the row reaches; `shareOf` gives the share itself. */
export function scoreTree(model: TreeModel, values: Float32Array, offset = 0): number {
  return logOddsOf(shareOf(model, values, offset))
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllTree(model: TreeModel, table: Table): Float64Array {
  return sharesOf(model, table).map(logOddsOf)
}
