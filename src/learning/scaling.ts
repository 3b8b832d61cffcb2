import { fitQuantiles, joinQuantiles, normalScore, type Quantiles } from './scaling/quantiles.ts'
import { medianOf, type SortedColumn, sortColumns } from './scaling/sorted-column.ts'
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
  const columns: ColumnScaling[] = []
  for (const column of sortColumns(table, weights)) columns.push(scaleColumn(column, shape, quantiles))
  const flags = indicators ? columns.flatMap(({ missing }, index) => (missing > 0 && missing < 1 ? [index] : [])) : []
  const flagMoments = flags.map((flag): Moments => {
    const { missing } = columns[flag]
    return { mean: missing, deviation: Math.sqrt(missing * (1 - missing)) }
  })
  const moments = [...columns.map((column) => column.moments), ...flagMoments]
  return {
    shape,
    fill: Float64Array.from(columns, ({ fill }) => fill),
    low: Float64Array.from(columns, ({ low }) => low),
    high: Float64Array.from(columns, ({ high }) => high),
    indicators: Int32Array.from(flags),
    mean: Float64Array.from(moments, ({ mean }) => mean),
    factor: Float64Array.from(moments, ({ deviation }) => (deviation > 0 ? 1 / deviation : 0)),
    ...(shape === 'quantile' && { quantiles: joinQuantiles(columns.flatMap((column) => column.quantiles ?? [])) }),
  }
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
  const { shape, quantiles, fill, low, high, indicators, mean, factor } = scaling
  const columns = fill.length
  for (let column = 0; column < columns; column++) {
    let value = values[offset + column]
    if (Number.isNaN(value)) value = fill[column]
    else if (value === Number.POSITIVE_INFINITY) value = high[column]
    else if (value === Number.NEGATIVE_INFINITY) value = low[column]
    inputs[start + column] = clip((shapeValue(shape, quantiles, column, value) - mean[column]) * factor[column])
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

function shapeValue(shape: Shape, quantiles: Quantiles | undefined, column: number, value: number): number {
  if (shape === 'standard') return value
  if (quantiles) return normalScore(quantiles, column, value)
  return value < 0 ? -Math.log1p(-value) : Math.log1p(value)
}

type Moments = { readonly mean: number; readonly deviation: number }

/** What one column is scaled by. */
type ColumnScaling = {
  readonly fill: number
  readonly low: number
  readonly high: number
  /** The share of the weight whose values are missing. */
  readonly missing: number
  readonly moments: Moments
  readonly quantiles?: Quantiles
}

function scaleColumn(column: SortedColumn, shape: Shape, most: number): ColumnScaling {
  const quantiles = shape === 'quantile' ? fitQuantiles(column, most) : undefined
  const ends = { fill: medianOf(column), low: column.values[0] ?? 0, high: column.values.at(-1) ?? 0 }
  const shapeOf = (value: number) => shapeValue(shape, quantiles, 0, value)
  return { ...ends, missing: column.missing / weightOf(column), moments: momentsOf(column, ends, shapeOf), quantiles }
}

/** Mean and deviation of a column's shaped values, once those that are missing or infinite are filled in. */
function momentsOf(
  column: SortedColumn,
  { fill, low, high }: Pick<ColumnScaling, 'fill' | 'low' | 'high'>,
  shapeOf: (value: number) => number,
): Moments {
  if (low === high) return { mean: 0, deviation: 0 }
  const filled: [value: number, weight: number][] = [
    [fill, column.missing],
    [low, column.below],
    [high, column.above],
  ]
  const shaped = new Float64Array(column.values.length)
  let sum = 0
  for (let at = 0; at < shaped.length; at++) {
    shaped[at] = shapeOf(column.values[at])
    sum += column.weights[at] * shaped[at]
  }
  for (const [value, weight] of filled) sum += weight * shapeOf(value)
  const weight = weightOf(column)
  const mean = sum / weight
  let squares = 0
  for (let at = 0; at < shaped.length; at++) squares += column.weights[at] * (shaped[at] - mean) ** 2
  for (const [value, weight] of filled) squares += weight * (shapeOf(value) - mean) ** 2
  return { mean, deviation: Math.sqrt(squares / weight) }
}

function weightOf({ weights, missing, above, below }: SortedColumn): number {
  let sum = missing + above + below
  for (const weight of weights) sum += weight
  return sum
}
