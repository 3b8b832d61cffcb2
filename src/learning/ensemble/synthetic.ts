/** Synthetic positives: points between a positive row and one of its nearest positive neighbors (Chawla et al. 2002, SMOTE). */
import type { Random } from '../random.ts'
import { createTable, type Table } from '../table.ts'

const neighbors = 5
/** A row is compared with at most so many others, drawn anew for each: a thousand positives need no index, a million no wait. */
const mostCompared = 500

/**
 * Makes `count` rows from a table of positives only. A column that holds whole numbers alone takes one parent's value, since a
 * fraction between two of them means nothing; so does a value that one parent is missing. Needs two rows or more.
 */
export function synthesize(random: Random, positives: Table, count: number): Table {
  const { rows, columns, names, values } = positives
  if (rows < 2) throw new RangeError('Synthetic rows need at least two positives.')
  const scales = Float64Array.from({ length: columns }, (_, column) => 1 / (deviationOf(positives, column) || 1))
  const isWhole = Array.from({ length: columns }, (_, column) => holdsWholeNumbers(positives, column))
  const made = new Float32Array(count * columns)
  for (let index = 0; index < count; index++) {
    const row = Math.floor(random() * rows)
    const other = drawNeighbor(random, positives, scales, row)
    const share = random()
    for (let column = 0; column < columns; column++) {
      const [own, theirs] = [values[row * columns + column], values[other * columns + column]]
      const isChosen = isWhole[column] || !Number.isFinite(own) || !Number.isFinite(theirs)
      if (isChosen) made[index * columns + column] = random() < share ? theirs : own
      else made[index * columns + column] = own + share * (theirs - own)
    }
  }
  return createTable(names, made)
}

function drawNeighbor(random: Random, table: Table, scales: Float64Array, row: number): number {
  const compared = Math.min(mostCompared, table.rows - 1)
  const isAll = compared === table.rows - 1
  const near: { other: number; distance: number }[] = []
  for (let index = 0; index < compared; index++) {
    const drawn = isAll ? index : Math.floor(random() * (table.rows - 1))
    const other = drawn < row ? drawn : drawn + 1
    const distance = distanceOf(table, scales, row, other)
    if (near.length === neighbors && distance >= near[neighbors - 1].distance) continue
    const place = near.findIndex((found) => distance < found.distance)
    near.splice(place < 0 ? near.length : place, 0, { other, distance })
    if (near.length > neighbors) near.pop()
  }
  return near[Math.floor(random() * near.length)].other
}

/** Squared, in deviations; what one of two rows is missing lies one deviation away. */
function distanceOf({ values, columns }: Table, scales: Float64Array, row: number, other: number): number {
  let sum = 0
  for (let column = 0; column < columns; column++) {
    const [left, right] = [values[row * columns + column], values[other * columns + column]]
    if (Number.isFinite(left) && Number.isFinite(right)) sum += ((left - right) * scales[column]) ** 2
    else if (!Object.is(left, right)) sum += 1
  }
  return sum
}

function deviationOf({ values, rows, columns }: Table, column: number): number {
  let [count, sum, squares] = [0, 0, 0]
  for (let row = 0; row < rows; row++) {
    const value = values[row * columns + column]
    if (!Number.isFinite(value)) continue
    count++
    sum += value
    squares += value * value
  }
  return count === 0 ? 0 : Math.sqrt(Math.max(0, squares / count - (sum / count) ** 2))
}

function holdsWholeNumbers({ values, rows, columns }: Table, column: number): boolean {
  for (let row = 0; row < rows; row++) {
    const value = values[row * columns + column]
    if (Number.isFinite(value) && !Number.isInteger(value)) return false
  }
  return true
}
