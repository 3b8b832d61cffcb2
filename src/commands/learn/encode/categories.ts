/** Categories as numbers: a column for each level where there are few, else how often each is and how many of it are 1. */
import type { TextColumn } from '../read-table.ts'
import { type Encoding, type EncodingPlan, encodeOutOfFold, encodeRows } from './encoding.ts'

/** So many levels get a column each. */
const mostLevels = 12

const levelsAmong = ({ cells }: TextColumn, rows: Uint32Array): string[] =>
  [...new Set(Array.from(rows, (row) => cells[row].trim()))].sort()

/** One column for each level that the training rows know; another level is none of them. */
const encodeLevels = ({ name, cells }: TextColumn, plan: EncodingPlan, levels: readonly string[]): Encoding => {
  const names = levels.map((level) => `${name} = ${level}`)
  return encodeRows(names, plan, (row, out, offset) => {
    const level = levels.indexOf(cells[row].trim())
    if (level >= 0) out[offset + level] = 1
  })
}

interface Counts {
  readonly rows: number
  readonly ones: number
}

/** So many rows of the usual share are added to each level, so that a rare one is not taken at its word. */
const smoothing = 20

const countLevels = ({ cells }: TextColumn, labels: Uint8Array, rows: Uint32Array) => {
  const counts = new Map<string, Counts>()
  let ones = 0
  for (const row of rows) {
    const level = cells[row].trim()
    const { rows: before, ones: onesBefore } = counts.get(level) ?? { rows: 0, ones: 0 }
    counts.set(level, { rows: before + 1, ones: onesBefore + labels[row] })
    ones += labels[row]
  }
  return { counts, share: ones / rows.length }
}

const encodeShares = (column: TextColumn, plan: EncodingPlan): Encoding =>
  encodeOutOfFold(
    [`${column.name}: share of 1`, `${column.name}: rows`],
    plan,
    (rows) => countLevels(column, plan.labels, rows),
    ({ counts, share }, row, out, offset) => {
      const { rows, ones } = counts.get(column.cells[row].trim()) ?? { rows: 0, ones: 0 }
      out[offset] = (ones + smoothing * share) / (rows + smoothing)
      out[offset + 1] = Math.log1p(rows)
    },
  )

/** A missing cell is a level of its own. */
export const encodeCategories = (column: TextColumn, plan: EncodingPlan): Encoding => {
  const levels = levelsAmong(column, plan.train)
  return levels.length <= mostLevels ? encodeLevels(column, plan, levels) : encodeShares(column, plan)
}
