import { createRandom, drawDistinct, type Random } from './random.ts'
import { fitStandardization, type Standardization, standardize, standardizeRow } from './standardization.ts'
import { scoreRows, type Table } from './table.ts'

/** Means of the groups that rows fall into, on standardized columns; a row far from each of them is unusual. */
export type KmeansModel = {
  readonly kind: 'kmeans'
  readonly columns: readonly string[]
  readonly standardization: Standardization
  /** Standardized means, one after another. */
  readonly means: Float64Array
}

export type KmeansOptions = {
  /** How many means; fewer are kept where the rows have fewer distinct values. */
  readonly means?: number
  /** How many rows move the means at once. */
  readonly batch?: number
  readonly batches?: number
  /** How often to begin anew; the beginning that ends closest to the rows is kept. */
  readonly starts?: number
  readonly seed?: number
}

export const kmeansDefaults = {
  means: 20,
  batch: 1024,
  batches: 300,
  starts: 8,
  seed: 1,
} satisfies KmeansOptions

type Settings = Required<KmeansOptions>

/**
 * Mini-batch k-means (Sculley 2010) that begins with distant rows (k-means++, Arthur and Vassilvitskii 2007). No labels are
 * needed. The same table, options and seed give the same model.
 */
export function fitKmeans(table: Table, options: KmeansOptions = {}): KmeansModel {
  const settings: Settings = { ...kmeansDefaults, ...options }
  checkSettings(table, settings)
  const standardization = fitStandardization(table)
  const random = createRandom(settings.seed)
  const judges = readStandard(table, standardization, drawDistinct(random, table.rows, 8 * settings.batch))
  let best: Float64Array = new Float64Array()
  let least = Number.POSITIVE_INFINITY
  for (let start = 0; start < settings.starts; start++) {
    const means = spreadMeans(judges, table.columns, settings.means, random)
    moveMeans(means, table, standardization, settings, random)
    const distance = totalDistance(judges, means, table.columns)
    if (!(distance < least)) continue
    least = distance
    best = means
  }
  return { kind: 'kmeans', columns: table.names, standardization, means: best }
}

/** The distance from a row to the nearest mean, in deviations. */
export function scoreKmeans(model: KmeansModel, values: Float32Array, offset = 0): number {
  const { standardization, means } = model
  const columns = model.columns.length
  const row = standardizeRow(standardization, values, offset)
  return Math.sqrt(squaresBetween(row, 0, means, columns * findNearest(row, 0, means, columns), columns))
}

/** The distance from every row to its nearest mean. Throws unless the table's columns are the model's, in its order. */
export function scoreAllKmeans(model: KmeansModel, table: Table): Float64Array {
  return scoreRows(model, table, scoreKmeans)
}

function checkSettings(table: Table, settings: Settings): void {
  if (table.rows === 0) throw new RangeError('A table without rows has no means.')
  for (const name of ['means', 'batch', 'batches', 'starts'] as const) {
    const count = settings[name]
    if (!(Number.isInteger(count) && count >= 1)) throw new RangeError(`${name} must be a whole number from 1.`)
  }
}

function readStandard(table: Table, standardization: Standardization, rows: ArrayLike<number>): Float64Array {
  const { columns } = table
  const points = new Float64Array(rows.length * columns)
  for (let index = 0, to = 0; index < rows.length; index++) {
    const from = rows[index] * columns
    for (let column = 0; column < columns; column++)
      points[to++] = standardize(standardization, table.values[from + column], column)
  }
  return points
}

/** Chooses points as first means, each with a chance that grows with the square of its distance to those before it. */
function spreadMeans(points: Float64Array, columns: number, most: number, random: Random): Float64Array {
  const count = points.length / columns
  const apart = new Float64Array(count).fill(1)
  const chosen: number[] = []
  while (chosen.length < most) {
    const next = drawWeighed(apart, random)
    if (next < 0) break
    const isFirst = chosen.push(next) === 1
    for (let point = 0; point < count; point++) {
      const squares = squaresBetween(points, point * columns, points, next * columns, columns)
      apart[point] = isFirst ? squares : Math.min(apart[point], squares)
    }
  }
  const means = new Float64Array(chosen.length * columns)
  for (const [place, point] of chosen.entries()) {
    means.set(points.subarray(point * columns, (point + 1) * columns), place * columns)
  }
  return means
}

/** An index drawn by weight; -1 if nothing has weight. */
function drawWeighed(weights: Float64Array, random: Random): number {
  let left = random() * weights.reduce((sum, weight) => sum + weight, 0)
  let last = -1
  for (let index = 0; index < weights.length; index++) {
    if (weights[index] === 0) continue
    last = index
    left -= weights[index]
    if (left < 0) break
  }
  return last
}

/** Each batch pulls the means towards its rows, the less the more rows a mean has already seen. */
function moveMeans(
  means: Float64Array,
  table: Table,
  standardization: Standardization,
  settings: Settings,
  random: Random,
): void {
  const { columns } = table
  const seen = new Float64Array(means.length / columns)
  const rows = new Uint32Array(Math.min(settings.batch, table.rows))
  const nearest = new Int32Array(rows.length)
  for (let batch = 0; batch < settings.batches; batch++) {
    for (let index = 0; index < rows.length; index++) rows[index] = Math.floor(random() * table.rows)
    const points = readStandard(table, standardization, rows)
    for (let point = 0; point < rows.length; point++)
      nearest[point] = findNearest(points, point * columns, means, columns)
    for (let point = 0; point < rows.length; point++) {
      const mean = nearest[point]
      const pull = 1 / ++seen[mean]
      for (let column = 0; column < columns; column++) {
        means[mean * columns + column] += pull * (points[point * columns + column] - means[mean * columns + column])
      }
    }
  }
}

/** How many columns are added up before a mean that is further than another one is given up. */
const STRETCH = 16

function findNearest(points: Float64Array, at: number, means: Float64Array, columns: number): number {
  let nearest = 0
  let least = Number.POSITIVE_INFINITY
  for (let start = 0; start < means.length; start += columns) {
    let squares = 0
    for (let from = 0; from < columns && squares < least; from += STRETCH) {
      const until = Math.min(columns, from + STRETCH)
      for (let column = from; column < until; column++) {
        const apart = points[at + column] - means[start + column]
        squares += apart * apart
      }
    }
    if (!(squares < least)) continue
    least = squares
    nearest = start / columns
  }
  return nearest
}

function totalDistance(points: Float64Array, means: Float64Array, columns: number): number {
  let total = 0
  for (let at = 0; at < points.length; at += columns) {
    total += squaresBetween(points, at, means, findNearest(points, at, means, columns) * columns, columns)
  }
  return total
}

function squaresBetween(one: Float64Array, from: number, other: Float64Array, to: number, columns: number): number {
  let squares = 0
  for (let column = 0; column < columns; column++) {
    const apart = one[from + column] - other[to + column]
    squares += apart * apart
  }
  return squares
}
