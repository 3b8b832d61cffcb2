/** Which of two labels is looked for. */
import { PlainError } from '#platform/plain-errors'
import { isMissing, numberOf } from './cells.ts'

const yes = ['1', 'true', 'yes', 'y', 't']
const no = ['0', 'false', 'no', 'n', 'f']

export interface Labels {
  /** Rows that have a label, in the order of the table. */
  readonly rows: Uint32Array
  /** 1 for what is looked for, by those rows. */
  readonly labels: Uint8Array
  /** The label that is looked for. */
  readonly positive: string
  /** A sentence where it had to be chosen. */
  readonly note: string | undefined
}

/** 1, 1.0 and 01 are one label. */
const nameOf = (cell: string): string => {
  const text = cell.trim()
  const value = numberOf(text)
  return Number.isFinite(value) ? String(value) : text
}

const countLabels = (cells: readonly string[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const cell of cells) {
    if (isMissing(cell) && cell.trim() !== '-') continue
    counts.set(nameOf(cell), (counts.get(nameOf(cell)) ?? 0) + 1)
  }
  return counts
}

const choose = (counts: ReadonlyMap<string, number>): { positive: string; note?: string } => {
  const [one, other] = [...counts.keys()]
  const [lowerOne, lowerOther] = [one.toLowerCase(), other.toLowerCase()]
  if (yes.includes(lowerOne) && no.includes(lowerOther)) return { positive: one }
  if (yes.includes(lowerOther) && no.includes(lowerOne)) return { positive: other }
  const [countOne, countOther] = [counts.get(one) ?? 0, counts.get(other) ?? 0]
  // Of two that are as frequent, the later one by letters, so that the order of the rows does not matter.
  const positive = countOne === countOther ? [one, other].sort()[1] : countOne < countOther ? one : other
  return { positive, note: `"${positive}" is looked for: it is the rarer of the two labels.` }
}

/** Reads labels. Throws a PlainError unless there are exactly two. */
export const readLabels = (column: string, cells: readonly string[]): Labels => {
  const counts = countLabels(cells)
  if (counts.size < 2)
    throw new PlainError(
      `The column ${column} holds ${counts.size === 0 ? 'no label' : 'one label only'}; nothing can be learned from it.`,
    )
  if (counts.size > 2) {
    const some = [...counts.keys()].slice(0, 5).map((name) => `"${name.slice(0, 40)}"`)
    throw new PlainError(
      `The column ${column} has ${counts.size} different labels (${some.join(', ')}${counts.size > 5 ? ', …' : ''}); only questions with two answers can be learned.`,
    )
  }
  const { positive, note } = choose(counts)
  const rows = Uint32Array.from(cells.keys()).filter((row) => counts.has(nameOf(cells[row])))
  return { rows, labels: Uint8Array.from(rows, (row) => (nameOf(cells[row]) === positive ? 1 : 0)), positive, note }
}
