/** Records of a CSV file with a header (RFC 4180: cells may stand in quotes), a batch at a time and in constant memory. */
import { PlainError } from '#platform/plain-errors'
import { explainReading, openText } from './open-text.ts'

/** One record below the header; `line` is where it begins, the header being line 1. */
export interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

/** What a file holds: first its header, then its records in batches. */
export interface CsvFile {
  readonly header: readonly string[]
  readonly batches: AsyncGenerator<CsvRecord[]>
}

/** A longer record is none; it bounds what is kept of a file without line breaks or with a quote that never ends. */
const longestRecord = 1_000_000

const separators = [',', ';', '\t', '|']

/** The separator that parts the header most often. */
const findSeparator = (header: string): string => {
  const unquoted = header.replace(/"[^"]*"/g, '')
  const counts = separators.map((separator) => unquoted.split(separator).length)
  return separators[counts.indexOf(Math.max(...counts))]
}

/** The cells of a record; a doubled quote within quotes is one quote. */
export const splitCells = (text: string, separator: string): string[] => {
  if (!text.includes('"')) return text.split(separator)
  const cells: string[] = []
  let at = 0
  while (at <= text.length) {
    let cell = ''
    if (text[at] === '"') {
      for (at++; ; at++) {
        const end = text.indexOf('"', at)
        cell += text.slice(at, end < 0 ? text.length : end)
        at = end < 0 ? text.length : end + 1
        if (text[at] !== '"') break
        cell += '"'
      }
    }
    const next = text.indexOf(separator, at)
    const end = next < 0 ? text.length : next
    cells.push(cell + text.slice(at, end))
    at = end + 1
  }
  return cells
}

/** Whether a line leaves a quoted cell open, given whether the one before it did. A quote within an unquoted cell is a letter. */
const endsOpen = (text: string, separator: string, wasOpen: boolean): boolean => {
  let at = 0
  let isOpen = wasOpen
  for (;;) {
    if (!isOpen && text[at] === '"') {
      isOpen = true
      at++
    }
    if (isOpen) {
      const end = text.indexOf('"', at)
      if (end < 0) return true
      at = end + 1
      if (text[at] === '"') at++
      else isOpen = false
    } else {
      const next = text.indexOf(separator, at)
      if (next < 0) return false
      at = next + 1
    }
  }
}

/** Joins physical lines to records: a line break within quotes belongs to its cell. The first line says what parts cells. */
const createJoiner = (file: string) => {
  let separator: string | undefined
  let open: string[] = []
  let length = 0
  let begin = 0
  let line = 0
  const close = (): CsvRecord | null => {
    const text = open.join('\n').replace(/\r$/, '')
    open = []
    length = 0
    return text === '' ? null : { line: begin, cells: splitCells(text, separator ?? ',') }
  }
  return {
    take: (text: string): CsvRecord | null => {
      line++
      separator ??= findSeparator(text)
      const wasOpen = open.length > 0
      if (!wasOpen) begin = line
      open.push(text)
      length += text.length + 1
      if (length > longestRecord) throw new PlainError(`${file} is no CSV file: line ${begin} never ends.`)
      return (wasOpen || text.includes('"')) && endsOpen(text, separator, wasOpen) ? null : close()
    },
    /** What is left where the file ends within quotes. */
    end: (): CsvRecord | null => (open.length === 0 ? null : close()),
  }
}

async function* recordsOf(file: string, onBytes: (bytes: number) => void): AsyncGenerator<CsvRecord[]> {
  const joiner = createJoiner(file)
  let rest = ''
  let isFirst = true
  try {
    for await (const piece of openText(file, onBytes)) {
      const text: string = isFirst ? piece.replace(/^\uFEFF/, '') : piece
      isFirst = false
      const lines = (rest + text).split('\n')
      rest = lines.pop() ?? ''
      if (rest.length > longestRecord) throw new PlainError(`${file} is no CSV file: it has a line that never ends.`)
      yield lines.flatMap((one) => joiner.take(one) ?? [])
    }
  } catch (error) {
    throw explainReading(file, error as NodeJS.ErrnoException)
  }
  const last = rest === '' ? null : joiner.take(rest)
  yield [last, joiner.end()].filter((record) => record !== null)
}

/** Opens a file and reads its header. `onBytes` is told of every piece read. Throws a PlainError where it cannot be read. */
export const readRecords = async (file: string, onBytes: (bytes: number) => void = () => {}): Promise<CsvFile> => {
  const records = recordsOf(file, onBytes)
  let first: CsvRecord[] = []
  while (first.length === 0) {
    const { value, done } = await records.next()
    if (done) throw new PlainError(`${file} is empty.`)
    first = value
  }
  const [header, ...others] = first
  async function* batches(): AsyncGenerator<CsvRecord[]> {
    yield others
    yield* records
  }
  return { header: header.cells.map((name) => name.trim()), batches: batches() }
}
