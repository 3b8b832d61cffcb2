/** How odd a row is without any label: three scores that the ensemble's members read beside the row's own columns. */
import { fitIsolationForest, type IsolationForestModel, scoreIsolationForest } from '../isolation-forest.ts'
import { fitKmeans, type KmeansModel, scoreKmeans } from '../kmeans.ts'
import { fitPca, type PcaModel, scorePca } from '../pca.ts'
import { createTable, selectRows, type Table } from '../table.ts'

export interface Oddness {
  readonly isolation: IsolationForestModel
  readonly means: KmeansModel
  readonly directions: PcaModel
}

/** The columns that the scores are given as, in their order. */
export const oddnessColumns = ['oddness-isolation', 'oddness-distance', 'oddness-reconstruction'] as const

/** What is usual shows in so many rows; more would only take longer. */
const mostRows = 50_000

/** Fits the three on rows spread evenly over the table. */
export function fitOddness(all: Table, seed: number): Oddness {
  const count = Math.min(all.rows, mostRows)
  const spread = Uint32Array.from({ length: count }, (_, index) => Math.floor((index * all.rows) / count))
  const table = count === all.rows ? all : selectRows(all, spread)
  return {
    isolation: fitIsolationForest(table, { seed }),
    means: fitKmeans(table, { seed }),
    directions: fitPca(table),
  }
}

/** Copies a row and its three scores to `out`, which has three columns more. */
export function widenRow(oddness: Oddness, values: Float32Array, offset: number, out: Float32Array, to = 0): void {
  const columns = oddness.isolation.columns.length
  for (let column = 0; column < columns; column++) out[to + column] = values[offset + column]
  out[to + columns] = scoreIsolationForest(oddness.isolation, values, offset)
  out[to + columns + 1] = scoreKmeans(oddness.means, values, offset)
  out[to + columns + 2] = scorePca(oddness.directions, values, offset)
}

/** The table with the three scores as further columns. */
export function widenTable(oddness: Oddness, table: Table): Table {
  const columns = table.columns + oddnessColumns.length
  const values = new Float32Array(table.rows * columns)
  for (let row = 0; row < table.rows; row++) widenRow(oddness, table.values, row * table.columns, values, row * columns)
  return createTable([...table.names, ...oddnessColumns], values)
}
