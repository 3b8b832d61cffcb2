/** What stands above the entries: whose statement it is, and the sum of it. */
import type { Style } from '#platform/pdf-pen'
import { colors, columns, paper, type Sheet, say, sayRow, small, strong, text } from './sheet.ts'

const writeTitle = (sheet: Sheet) => {
  const { pen, words, whole } = sheet
  pen.aside(() => {
    pen.write(words.bank, paper.left, sheet.y + 8, { size: 11, weight: 'strong', color: colors.green })
    pen.rule(paper.left, paper.right, sheet.y + 18, { width: 1.5 })
  })
  sheet.y += 52
  say(sheet, whole, 'H1', () => pen.write(words.title, paper.left, sheet.y, { size: 22, weight: 'strong' }))
  sheet.y += 18
}

const factsOf = ({ words, head: { account, owner, period, made } }: Sheet): [string, string][] => [
  [words.account, `${account.name} · ${account.number} · ${account.currency}`],
  [words.owner, owner],
  [words.period, `${period.from} – ${period.to}`],
  [words.made, `${made.toISOString().slice(0, 16).replace('T', ' ')} UTC`],
]

const writeFacts = (sheet: Sheet) => {
  const { pen, whole } = sheet
  for (const [label, value] of factsOf(sheet)) {
    const lines = pen.wrap(value, 380, text)
    say(sheet, whole, 'P', () => {
      pen.write(label, paper.left, sheet.y + 10, small)
      for (const [index, line] of lines.entries()) pen.write(line, columns.details, sheet.y + 10 + index * 12, text)
    })
    sheet.y += 14 + (lines.length - 1) * 12
  }
  sheet.y += 12
}

/** The addition: opening, in, out, and under a single line what is written at the end. */
const writeSums = (sheet: Sheet) => {
  const { doc, pen, words, money, whole } = sheet
  const { sums } = sheet.head
  const table = doc.struct('Table')
  whole.add(table)
  const rows: [string, string, boolean][] = [
    [words.opening, money.signed(sums.opening), false],
    [`${words.in} (${sums.in.count})`, `+${money.signed(sums.in.total)}`, false],
    [`${words.out} (${sums.out.count})`, `\u2212${money.signed(sums.out.total)}`, false],
    [words.closing, money.signed(sums.closing), true],
  ]
  for (const [label, value, isLast] of rows) {
    if (isLast) pen.aside(() => pen.rule(columns.details, columns.in, sheet.y + 6, { width: 0.8 }))
    sheet.y += isLast ? 22 : 15
    const style: Style = isLast ? { size: 12, weight: 'strong' } : text
    sayRow(sheet, table, (row) => {
      say(sheet, row, 'TH', () => pen.write(label, columns.details, sheet.y, isLast ? strong : text), 'Row')
      say(sheet, row, 'TD', () => pen.write(value, columns.in, sheet.y, { ...style, align: 'right' }))
    })
  }
  table.end()
  sheet.y += 34
}

export const writeHead = (sheet: Sheet): void => {
  writeTitle(sheet)
  writeFacts(sheet)
  writeSums(sheet)
}
