import { checkColumns, type Table } from './table.ts'
import { addTrees, sumTrees, type Trees } from './trees.ts'

/** Trees whose leaves hold shares of rows with label 1, each divided by the number of trees: their sum is the mean share. */
export type ShareModel = { readonly columns: readonly string[]; readonly trees: Trees }

/** No share counts as nearer to 0 or 1 than this, because log-odds have no end. */
const NEAREST = 1e-6

/** The mean share of label 1 in the leaves that a row reaches. */
export function shareOf(model: ShareModel, values: Float32Array, offset = 0): number {
  return sumTrees(model.trees, values, offset)
}

/** The mean share of every row. Throws unless the table's columns are the model's, in its order. */
export function sharesOf(model: ShareModel, table: Table): Float64Array {
  checkColumns(table, model.columns)
  const shares = new Float64Array(table.rows)
  addTrees(model.trees, table, shares)
  return shares
}

/** The log-odds of a share, kept between minus and plus 13.8. */
export function logOddsOf(share: number): number {
  const kept = Math.min(1 - NEAREST, Math.max(NEAREST, share))
  return Math.log(kept / (1 - kept))
}
