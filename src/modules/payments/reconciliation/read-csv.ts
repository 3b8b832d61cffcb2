/** A statement as CSV (RFC 4180, with comma or semicolon): day, amount with a sign, reference, text. Read while it comes. */
import type { CurrencyCode } from '#platform/money'
import { statementBroken } from './refusals.ts'
import { readLine, type StatementLine } from './statement-line.ts'

const longestRow = 4096
const columns = {
  day: ['date', 'day', 'booking date'],
  amount: ['amount'],
  reference: ['reference', 'ref'],
  detail: ['description', 'text', 'details'],
} as const

/** One row after the other; quotes may hold separators and line breaks. */
async function* rowsOf(file: AsyncIterable<Uint8Array>): AsyncGenerator<{ line: number; text: string }> {
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let [left, isQuoted, line] = ['', false, 1]
  const decode = (piece?: Uint8Array) => {
    try {
      return decoder.decode(piece, { stream: piece !== undefined })
    } catch (error) {
      if (error instanceof TypeError) throw statementBroken(line, 'the file is not UTF-8')
      throw error
    }
  }
  const take = function* (text: string) {
    for (const letter of text) {
      if (letter === '"') isQuoted = !isQuoted
      if (letter === '\n' && !isQuoted) {
        yield { line: line++, text: left.replace(/\r$/, '') }
        left = ''
      } else left += letter
      if (left.length > longestRow) throw statementBroken(line, `a row is longer than ${longestRow} characters`)
    }
  }
  for await (const piece of file) yield* take(decode(piece))
  yield* take(decode())
  if (isQuoted) throw statementBroken(line, 'a quote is not closed')
  if (left !== '') yield { line, text: left }
}

const fieldsOf = (row: string, separator: string): string[] => {
  const fields: string[] = []
  let [field, isQuoted] = ['', false]
  for (const letter of row) {
    if (letter === '"') {
      // Two quotes within quotes are one.
      if (isQuoted || field === '') isQuoted = !isQuoted
      else {
        field += '"'
        isQuoted = true
      }
    } else if (letter === separator && !isQuoted) {
      fields.push(field)
      field = ''
    } else field += letter
  }
  return [...fields, field].map((text) => text.trim())
}

type Places = Record<keyof typeof columns, number>

const placesIn = (head: readonly string[], line: number): Places => {
  const names = head.map((name) => name.toLowerCase())
  const placeOf = (wanted: readonly string[]) => names.findIndex((name) => wanted.includes(name))
  const places = {
    day: placeOf(columns.day),
    amount: placeOf(columns.amount),
    reference: placeOf(columns.reference),
    detail: placeOf(columns.detail),
  }
  for (const name of ['day', 'amount', 'reference'] as const)
    if (places[name] < 0) throw statementBroken(line, `the head has no column “${columns[name][0]}”`)
  return places
}

/** Throws statement-broken. */
export async function* readCsvStatement(
  file: AsyncIterable<Uint8Array>,
  currency: CurrencyCode,
): AsyncGenerator<StatementLine> {
  let places: Places | undefined
  let separator = ','
  for await (const { line, text } of rowsOf(file)) {
    const row = line === 1 ? text.replace(/^\uFEFF/, '') : text
    if (row.trim() === '') continue
    if (!places) {
      separator = row.includes(';') ? ';' : ','
      places = placesIn(fieldsOf(row, separator), line)
      continue
    }
    const fields = fieldsOf(row, separator)
    const at = (place: number) => (place < 0 ? '' : (fields[place] ?? ''))
    yield readLine(
      {
        line,
        day: at(places.day),
        amount: at(places.amount),
        reference: at(places.reference),
        detail: at(places.detail),
      },
      currency,
    )
  }
}
