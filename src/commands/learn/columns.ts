/** What kind of column each is, found by its cells alone and never by the labels; and its numbers. */
import { dayMs, hourMs } from '#platform/time'
import { isMissing, numberOf, timeOf } from './cells.ts'
import { encodeCategories } from './encode/categories.ts'
import { type Encoding, type EncodingPlan, encodeRows } from './encode/encoding.ts'
import { prepareTexts } from './encode/texts.ts'
import type { TextColumn } from './read-table.ts'

export type ColumnKind = 'number' | 'time' | 'category' | 'text' | 'empty'

/** So many of the cells that say something must be numbers, or times, for a column to be of them; the others are missing. */
const mostly = 0.98
/** Cells that are looked at. */
const mostLooked = 20_000

const share = (cells: readonly string[], holds: (cell: string) => boolean): number =>
  cells.reduce((count, cell) => count + (holds(cell) ? 1 : 0), 0) / cells.length

/** Text differs from row to row; categories come back, or are short and few. */
const isText = (cells: readonly string[]): boolean => {
  const different = new Set(cells).size
  if (different <= 20) return false
  const length = cells.reduce((sum, cell) => sum + cell.trim().length, 0) / cells.length
  const words = share(cells, (cell) => /\S\s+\S/.test(cell.trim()))
  return different > cells.length * 0.5 || (length > 30 && words > 0.5 && different > 100)
}

/** The kind of a column. */
export const kindOfColumn = ({ cells }: TextColumn): ColumnKind => {
  const step = Math.max(1, Math.floor(cells.length / mostLooked))
  const said = cells.filter((cell, index) => index % step === 0 && !isMissing(cell))
  if (said.length === 0) return 'empty'
  if (share(said, (cell) => !Number.isNaN(numberOf(cell))) >= mostly) return 'number'
  if (share(said, (cell) => !Number.isNaN(timeOf(cell))) >= mostly) return 'time'
  return isText(said) ? 'text' : 'category'
}

const encodeNumbers = ({ name, cells }: TextColumn, plan: EncodingPlan): Encoding =>
  encodeRows([name], plan, (row, out, offset) => {
    out[offset] = numberOf(cells[row])
  })

const encodeTimes = ({ name, cells }: TextColumn, plan: EncodingPlan): Encoding =>
  encodeRows([`${name}: day`, `${name}: weekday`, `${name}: hour`], plan, (row, out, offset) => {
    const atMs = timeOf(cells[row])
    out[offset] = atMs / dayMs
    out[offset + 1] = Number.isNaN(atMs) ? Number.NaN : new Date(atMs).getUTCDay()
    out[offset + 2] = Number.isNaN(atMs) ? Number.NaN : (atMs % dayMs) / hourMs
  })

const nothing: Encoding = { names: [], train: new Float32Array(), test: new Float32Array() }

/** Prepares a column; the answer makes its numbers for a fold. */
export const prepareColumn = (column: TextColumn, kind: ColumnKind): ((plan: EncodingPlan) => Encoding) => {
  if (kind === 'text') return prepareTexts(column)
  if (kind === 'empty') return () => nothing
  const encode = { number: encodeNumbers, time: encodeTimes, category: encodeCategories }[kind]
  return (plan) => encode(column, plan)
}
