/** How features and scores lay when a model learned: bins of about equal weight, which later payments are counted into. */
import type { Table } from '#learning/table'

/** Bins of one feature or of the score: up to each edge, beyond the last one, and missing. */
export interface Bins {
  readonly name: string
  readonly edges: readonly number[]
  /** Of each bin, the last one for missing values; they add up to 1. */
  readonly shares: readonly number[]
}

const binsOfEach = 10

/** Ascending quantiles of weighted values, each once. */
const edgesOf = (values: Float64Array, weights: Float64Array): number[] => {
  const order = Uint32Array.from(values, (_, row) => row)
    .filter((row) => !Number.isNaN(values[row]))
    .sort((left, right) => values[left] - values[right])
  const total = order.reduce((sum, row) => sum + weights[row], 0)
  const edges: number[] = []
  let [sum, next] = [0, 1]
  for (const row of order) {
    sum += weights[row]
    if (sum < (next * total) / binsOfEach || next === binsOfEach) continue
    while (next < binsOfEach && sum >= (next * total) / binsOfEach) next++
    if (values[row] !== edges[edges.length - 1]) edges.push(values[row])
  }
  // Nothing lies beyond the largest value.
  return edges.filter((edge) => edge < values[order[order.length - 1]])
}

/** The bin of a value. */
export const binOf = (edges: readonly number[], value: number): number => {
  if (Number.isNaN(value)) return edges.length + 1
  let index = 0
  while (index < edges.length && value > edges[index]) index++
  return index
}

const binsOf = (name: string, values: Float64Array, weights: Float64Array): Bins => {
  const edges = edgesOf(values, weights)
  const sums = new Float64Array(edges.length + 2)
  for (let row = 0; row < values.length; row++) sums[binOf(edges, values[row])] += weights[row]
  const total = sums.reduce((sum, part) => sum + part, 0)
  return { name, edges, shares: Array.from(sums, (sum) => Math.round((sum / total) * 1e6) / 1e6) }
}

/** The name of the score among the bins; no feature is called so. */
export const scoreName = 'score'

/** Rows that bins are made of; more would not move them. */
const mostRows = 20_000

/** Of every so manieth row: bins of each column, and of the scores. */
export const referenceOf = (table: Table, scores: Float64Array, weights: Float32Array): Bins[] => {
  const step = Math.max(1, Math.ceil(table.rows / mostRows))
  const rows = Uint32Array.from({ length: Math.ceil(table.rows / step) }, (_, index) => index * step)
  const chosen = Float64Array.from(rows, (row) => weights[row])
  const columns = table.names.map((name, column) =>
    binsOf(
      name,
      Float64Array.from(rows, (row) => table.values[row * table.columns + column]),
      chosen,
    ),
  )
  return [
    ...columns,
    binsOf(
      scoreName,
      Float64Array.from(rows, (row) => scores[row]),
      chosen,
    ),
  ]
}
