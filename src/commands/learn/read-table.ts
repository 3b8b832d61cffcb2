/** A labeled table from a CSV file, as columns of text. */
import { PlainError } from '#platform/plain-errors'
import { readRecords } from '../csv/read-records.ts'
import { readLabels } from './label.ts'
import type { Asked } from './options.ts'

export interface TextColumn {
  readonly name: string
  readonly cells: readonly string[]
}

export interface TextTable {
  readonly columns: readonly TextColumn[]
  readonly labels: Uint8Array
  readonly positive: string
  /** By row, the cell of the column whose equal cells must stay together; undefined where none was named. */
  readonly groups: readonly string[] | undefined
  /** Sentences on what was chosen or left out. */
  readonly notes: readonly string[]
}

/** More cells would not fit into memory. */
const mostCells = 60_000_000
/** So many lines of another width are left out before the table is refused. */
const mostRefused = 1_000

interface Raw {
  readonly header: readonly string[]
  readonly cells: string[][]
  readonly refused: number
}

const readAll = async (file: string, onBytes: (bytes: number) => void, signal: AbortSignal): Promise<Raw> => {
  const { header, batches } = await readRecords(file, onBytes)
  const cells: string[][] = header.map(() => [])
  let refused = 0
  for await (const batch of batches) {
    signal.throwIfAborted()
    for (const record of batch) {
      if (record.cells.length !== header.length) {
        if (++refused > mostRefused)
          throw new PlainError(
            `More than ${mostRefused} lines of ${file} have another number of columns than its header, the last one line ${record.line}.`,
          )
        continue
      }
      for (let column = 0; column < cells.length; column++) cells[column].push(record.cells[column])
    }
    if (cells.length * cells[0].length > mostCells)
      throw new PlainError(
        `${file} has more than ${mostCells.toLocaleString('en')} cells, which is more than can be learned from at once.`,
      )
  }
  return { header, cells, refused }
}

const placeOf = (file: string, header: readonly string[], name: string): number => {
  const place = header.indexOf(name)
  if (place < 0) throw new PlainError(`${file} has no column ${name}; it has ${header.slice(0, 60).join(', ')}.`)
  return place
}

/** Reads a table. Throws a PlainError on columns that are not there and on labels that are not two. */
export const readTable = async (
  { file, label, drop, group }: Asked,
  onBytes: (bytes: number) => void,
  signal: AbortSignal,
): Promise<TextTable> => {
  const { header, cells, refused } = await readAll(file, onBytes, signal)
  const labelPlace = placeOf(file, header, label)
  const groupPlace = group === undefined ? undefined : placeOf(file, header, group)
  const dropped = new Set([...drop.map((name) => placeOf(file, header, name)), labelPlace, groupPlace])
  const { rows, labels, positive, note } = readLabels(label, cells[labelPlace])
  const pick = (column: readonly string[]) =>
    rows.length === column.length ? column : Array.from(rows, (row) => column[row])
  const unlabeled = cells[labelPlace].length - rows.length
  return {
    columns: header.flatMap((name, place) => (dropped.has(place) ? [] : [{ name, cells: pick(cells[place]) }])),
    labels,
    positive,
    groups: groupPlace === undefined ? undefined : pick(cells[groupPlace]),
    notes: [
      ...(note ? [note] : []),
      ...(unlabeled > 0 ? [`${unlabeled.toLocaleString('en')} rows without a label were left out.`] : []),
      ...(refused > 0 ? [`${refused} lines had another number of columns than the header and were left out.`] : []),
    ],
  }
}
