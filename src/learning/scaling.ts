import { fitQuantiles, normalScore, type Quantiles } from './scaling/quantiles.ts'
import { medianOf, type SortedColumn, sortColumn } from './scaling/sorted-column.ts'
import type { Table } from './table.ts'

/** Values as they are, the signed log(1 + |x|) of them, or the normal score of their rank. */
export type Shape = 'standard' | 'log' | 'quantile'

/**
 * Makes inputs with mean 0 and deviation 1 out of the columns of a table. A missing value becomes the column's median, an
 * infinity its largest or smallest finite value. Behind the columns come the indicators: 1 where a column's value is missing,
 * for each column of which values were missing in training, scaled too. A column of one value gives 0.
 */
export type Scaling = {
  readonly shape: Shape
  /** For each column, what a missing value becomes. */
  readonly fill: Float64Array
  readonly low: Float64Array
  readonly high: Float64Array
  /** The columns that have an indicator, ascending. */
  readonly indicators: Int32Array
  /** For each input, what is taken off before it is multiplied by the factor. */
  readonly mean: Float64Array
  readonly factor: Float64Array
  /** Given if the shape is `quantile`. */
  readonly quantiles?: Quantiles
}

export type ScalingOptions = {
  readonly shape?: Shape
  /** Whether columns with missing values get an indicator. */
  readonly indicators?: boolean
  /** The most quantiles of a column. */
  readonly quantiles?: number
}

export const scalingDefaults = { shape: 'standard', indicators: true, quantiles: 256 } satisfies ScalingOptions

/** No input is further than this many deviations from 0, so that one absurd value cannot outweigh all else. */
const FARTHEST = 1000

/** Learns a scaling from the rows of a table, each counting by its weight. */
export function fitScaling(table: Table, weights: Float64Array, options: ScalingOptions = {}): Scaling {
  const { shape, indicators, quantiles } = { ...scalingDefaults, ...options }
  if (!['standard', 'log', 'quantile'].includes(shape)) throw new RangeError(`There is no scaling named ${shape}.`)
  if (!(Number.isInteger(quantiles) && quantiles >= 2)) throw new RangeError('At least two quantiles are needed.')
  const columns = table.names.map((_, column) => sortColumn(table, weights, column))
  const flags = indicators ? columns.flatMap((column, index) => (isPartlyMissing(column) ? [index] : [])) : []
  const unscaled: Scaling = {
    shape,
    fill: Float64Array.from(columns, medianOf),
    low: Float64Array.from(columns, ({ values }) => values[0] ?? 0),
    high: Float64Array.from(columns, ({ values }) => values.at(-1) ?? 0),
    indicators: Int32Array.from(flags),
    mean: new Float64Array(columns.length + flags.length),
    factor: new Float64Array(columns.length + flags.length),
    ...(shape === 'quantile' && { quantiles: fitQuantiles(columns, quantiles) }),
  }
  for (const [index, column] of columns.entries()) center(unscaled, index, momentsOf(unscaled, index, column))
  for (const [index, flag] of flags.entries()) {
    const missing = columns[flag].missing / weightOf(columns[flag])
    center(unscaled, columns.length + index, { mean: missing, deviation: Math.sqrt(missing * (1 - missing)) })
  }
  return unscaled
}

/** How many inputs a scaling makes of a row. */
export function inputsOf(scaling: Scaling): number {
  return scaling.mean.length
}

/** The column that an input is made of. */
export function columnOfInput(scaling: Scaling, input: number): number {
  const columns = scaling.fill.length
  return input < columns ? input : scaling.indicators[input - columns]
}

/** Writes the inputs of the row at `offset` of `values` to `start` of `inputs`. */
export function scaleRow(
  scaling: Scaling,
  values: Float32Array,
  offset: number,
  inputs: Float32Array,
  start: number,
): void {
  const { fill, low, high, indicators, mean, factor } = scaling
  const columns = fill.length
  for (let column = 0; column < columns; column++) {
    let value = values[offset + column]
    if (Number.isNaN(value)) value = fill[column]
    else if (value === Number.POSITIVE_INFINITY) value = high[column]
    else if (value === Number.NEGATIVE_INFINITY) value = low[column]
    inputs[start + column] = clip((shapeValue(scaling, column, value) - mean[column]) * factor[column])
  }
  for (let index = 0, input = columns; index < indicators.length; index++, input++) {
    const flag = Number.isNaN(values[offset + indicators[index]]) ? 1 : 0
    inputs[start + input] = clip((flag - mean[input]) * factor[input])
  }
}

/** The inputs of all rows, one row after another. */
export function scaleTable(scaling: Scaling, table: Table): Float32Array {
  const width = inputsOf(scaling)
  const inputs = new Float32Array(table.rows * width)
  for (let row = 0; row < table.rows; row++) scaleRow(scaling, table.values, row * table.columns, inputs, row * width)
  return inputs
}

function clip(value: number): number {
  return Math.min(FARTHEST, Math.max(-FARTHEST, value))
}

function shapeValue({ shape, quantiles }: Scaling, column: number, value: number): number {
  if (shape === 'standard') return value
  if (quantiles) return normalScore(quantiles, column, value)
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value)
}

type Moments = { readonly mean: number; readonly deviation: number }

/** Mean and deviation of a column's shaped values, once those that are missing or infinite are filled in. */
function momentsOf(scaling: Scaling, index: number, column: SortedColumn): Moments {
  const { fill, low, high } = scaling
  if (low[index] === high[index]) return { mean: 0, deviation: 0 }
  const filled: [value: number, weight: number][] = [
    [fill[index], column.missing],
    [low[index], column.below],
    [high[index], column.above],
  ]
  const shaped = new Float64Array(column.values.length)
  let sum = 0
  for (let at = 0; at < shaped.length; at++) {
    shaped[at] = shapeValue(scaling, index, column.values[at])
    sum += column.weights[at] * shaped[at]
  }
  for (const [value, weight] of filled) sum += weight * shapeValue(scaling, index, value)
  const weight = weightOf(column)
  const mean = sum / weight
  let squares = 0
  for (let at = 0; at < shaped.length; at++) squares += column.weights[at] * (shaped[at] - mean) ** 2
  for (const [value, weight] of filled) squares += weight * (shapeValue(scaling, index, value) - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / weight) }
}

function center({ mean, factor }: Scaling, input: number, moments: Moments): void {
  mean[input] = moments.mean
  factor[input] = moments.deviation > 0 ? 1 / moments.deviation : 0
}

function isPartlyMissing(column: SortedColumn): boolean {
  return column.missing > 0 && column.missing < weightOf(column)
}

function weightOf({ weights, missing, above, below }: SortedColumn): number {
  let sum = missing + above + below
  for (const weight of weights) sum += weight
  return sum
}
