/** A statement as CSV: RFC 4180, in UTF-8 with its mark, so that spreadsheets read every script. */
import { toDecimal } from '#platform/money'
import type { Line, Statement } from './statement.ts'
import { type Language, type StatementWords, wordsOf } from './statement-words.ts'

// A spreadsheet takes a cell that begins with one of these for a formula; full-width forms are taken for the plain ones, and
// what stands before them as white space is passed over (OWASP, CSV injection).
const looksLikeFormula = /^[\s\uFEFF]*[=+\-@|%\uFF1D\uFF0B\uFF0D\uFF20]|^[\t\r\n]/u

/** Text from people as a cell: what could be a formula begins with an apostrophe and is text. */
export const textCell = (text: string): string => quote(looksLikeFormula.test(text) ? `'${text}` : text)

const quote = (text: string): string => (/[",\r\n;]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)

const row = (cells: readonly string[]): string => `${cells.join(',')}\r\n`

const headOf = (words: StatementWords): string =>
  row(
    [
      words.number,
      words.date,
      words.time,
      words.kind,
      words.details,
      words.note,
      words.out,
      words.in,
      words.balance,
      words.currency,
      words.reference,
    ].map(textCell),
  )

const lineOf = ({ account: { currency } }: Statement, words: StatementWords, line: Line): string => {
  const at = line.bookedAt.toISOString()
  const amount = toDecimal(line.amount, currency)
  return row([
    line.number.toString(),
    at.slice(0, 10),
    at.slice(11, 19),
    textCell(words.kinds[line.kind]),
    textCell(line.who ?? ''),
    textCell(line.note),
    line.side === 'out' ? amount : '',
    line.side === 'in' ? amount : '',
    toDecimal(line.balance, currency),
    currency,
    line.transfer,
  ])
}

const balanceOf = ({ account: { currency } }: Statement, day: string, words: string, balance: bigint): string =>
  row(['', day, '', textCell(words), '', '', '', '', toDecimal(balance, currency), currency, ''])

export async function* writeCsv(statement: Statement, language: Language): AsyncGenerator<string> {
  const words = wordsOf[language]
  const { period, sums } = statement
  yield `\uFEFF${headOf(words)}${balanceOf(statement, period.from, words.opening, sums.opening)}`
  for await (const lines of statement.lines) yield lines.map((line) => lineOf(statement, words, line)).join('')
  yield balanceOf(statement, period.to, words.closing, sums.closing)
}
