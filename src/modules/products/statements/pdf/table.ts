/** The entries as rows of a ledger, and what each page hands to the next. */

import type { Style } from '#platform/pdf-pen'
import type { Line } from '../statement.ts'
import {
  colors,
  columns,
  detailsWidth,
  figure,
  paper,
  type Sheet,
  type Structure,
  say,
  sayRow,
  small,
  strong,
  text,
} from './sheet.ts'

/** Room for what is carried forward at the foot of a page. */
const carriedHeight = 18

const bold: Style = { ...figure, weight: 'strong' }

/** The red double line before the columns of money. */
const margins = ({ pen }: Sheet, from: number, to: number) => {
  const x = columns.details + detailsWidth + 8
  pen.upright(x, from, to, colors.margin)
  pen.upright(x + 2, from, to, colors.margin)
}

const headsOf = ({ words }: Sheet): [string, number, Style][] => [
  [words.date, columns.date, small],
  [words.details, columns.details, small],
  [words.out, columns.out, { ...small, align: 'right' }],
  [words.in, columns.in, { ...small, align: 'right' }],
  [words.balance, columns.balance, { ...small, align: 'right' }],
]

/** The head of the table is read once; on later pages it is only seen. */
const writeHeads = (sheet: Sheet, table: Structure | null) => {
  const { pen, y } = sheet
  pen.aside(() => {
    pen.rule(paper.left, paper.right, y, { width: 1 })
    pen.rule(paper.left, paper.right, y + 16, { color: colors.rule })
    margins(sheet, y, y + 16)
  })
  const heads = headsOf(sheet)
  const draw = ([label, x, style]: (typeof heads)[number]) => pen.write(label, x, y + 11, style)
  if (table)
    sayRow(sheet, table, (row) => {
      for (const head of heads) say(sheet, row, 'TH', () => draw(head), 'Column')
    })
  else
    pen.aside(() => {
      for (const head of heads) draw(head)
    }, 'Pagination')
  sheet.y += 16
}

interface Carried {
  in: bigint
  out: bigint
  balance: bigint
}

const writeCarried = (sheet: Sheet, label: string, carried: Carried) => {
  const { pen, money, y } = sheet
  const soft = { ...figure, color: colors.soft }
  pen.aside(() => {
    margins(sheet, y, y + carriedHeight)
    pen.write(label, columns.details, y + 12, { ...small, color: colors.soft })
    pen.write(money.plain(carried.out), columns.out, y + 12, soft)
    pen.write(money.plain(carried.in), columns.in, y + 12, soft)
    pen.write(money.plain(carried.balance), columns.balance, y + 12, bold)
  }, 'Pagination')
  sheet.y += carriedHeight
}

/** The opening row has no sums, the closing row those of the period. */
const writeBalance = (sheet: Sheet, table: Structure, label: string, day: string, balance: bigint, sums?: Carried) => {
  const { pen, money, y } = sheet
  pen.aside(() => margins(sheet, y, y + 18))
  const cell = (x: number, minor: bigint | undefined) => () =>
    minor === undefined ? undefined : pen.write(money.plain(minor), x, y + 12, bold)
  sayRow(sheet, table, (row) => {
    say(sheet, row, 'TD', () => pen.write(day, columns.date, y + 12, text))
    say(sheet, row, 'TH', () => pen.write(label, columns.details, y + 12, strong), 'Row')
    say(sheet, row, 'TD', cell(columns.out, sums?.out))
    say(sheet, row, 'TD', cell(columns.in, sums?.in))
    say(sheet, row, 'TD', cell(columns.balance, balance))
  })
  sheet.y += 18
}

const wordsOfLine = ({ pen, words }: Sheet, line: Line) => {
  const kind = words.kinds[line.kind]
  const below = [...(line.who === null ? [] : [kind]), ...(line.note === '' ? [] : [line.note])].join(' · ')
  return { first: pen.wrap(line.who ?? kind, detailsWidth, text), below: pen.wrap(below, detailsWidth, small) }
}

type LineWords = ReturnType<typeof wordsOfLine>

const heightOf = ({ first, below }: LineWords) => 7 + first.length * 11 + below.length * 10

const writeWords = ({ pen }: Sheet, { first, below }: LineWords, baseline: number) => {
  for (const [index, piece] of first.entries()) pen.write(piece, columns.details, baseline + index * 11, text)
  for (const [index, piece] of below.entries())
    pen.write(piece, columns.details, baseline + first.length * 11 - 1 + index * 10, small)
}

const writeLine = (sheet: Sheet, table: Structure, line: Line, words: LineWords, isOdd: boolean) => {
  const { pen, money, y } = sheet
  const [height, baseline, amount] = [heightOf(words), y + 12, money.plain(line.amount)]
  pen.aside(() => {
    if (isOdd) pen.band(paper.left, y, paper.right - paper.left, height, colors.band)
    margins(sheet, y, y + height)
  })
  sayRow(sheet, table, (row) => {
    say(sheet, row, 'TD', () => pen.write(line.bookedAt.toISOString().slice(0, 10), columns.date, baseline, text))
    say(sheet, row, 'TD', () => writeWords(sheet, words, baseline))
    say(sheet, row, 'TD', () => {
      if (line.side === 'out') pen.write(amount, columns.out, baseline, figure)
    })
    say(sheet, row, 'TD', () => {
      if (line.side === 'in') pen.write(`+${amount}`, columns.in, baseline, { ...figure, color: colors.green })
    })
    say(sheet, row, 'TD', () => pen.write(money.plain(line.balance), columns.balance, baseline, figure))
  })
  sheet.y += height
}

const writeNothing = (sheet: Sheet, table: Structure) => {
  const { pen, words, y } = sheet
  const lines = pen.wrap(words.nothing, detailsWidth, small)
  const height = 10 + lines.length * 10
  pen.aside(() => margins(sheet, y, y + height))
  sayRow(sheet, table, (row) =>
    say(sheet, row, 'TD', () => {
      for (const [index, piece] of lines.entries()) pen.write(piece, columns.details, y + 12 + index * 10, small)
    }),
  )
  sheet.y += height
}

/** Begins the table; lines as they come, `end` once. */
export const openTable = (sheet: Sheet) => {
  const { doc, pen, words, whole } = sheet
  const { sums, period } = sheet.head
  const carried: Carried = { in: 0n, out: 0n, balance: sums.opening }
  let isOdd = false

  say(sheet, whole, 'H2', () => pen.write(words.entriesOf, paper.left, sheet.y, { size: 11, weight: 'strong' }))
  sheet.y += 12
  const table = doc.struct('Table')
  whole.add(table)
  writeHeads(sheet, table)
  writeBalance(sheet, table, words.opening, period.from, sums.opening)

  const turnPage = () => {
    writeCarried(sheet, words.carried, carried)
    doc.addPage()
    sheet.y = paper.top
    writeHeads(sheet, null)
    writeCarried(sheet, words.brought, carried)
    isOdd = false
  }

  return {
    add: (line: Line): void => {
      const said = wordsOfLine(sheet, line)
      if (sheet.y + heightOf(said) > paper.bottom - carriedHeight) turnPage()
      isOdd = !isOdd
      writeLine(sheet, table, line, said, isOdd)
      carried[line.side] += line.amount
      carried.balance = line.balance
    },
    end: (): void => {
      if (sheet.y + 40 > paper.bottom) turnPage()
      if (sums.in.count + sums.out.count === 0) writeNothing(sheet, table)
      pen.aside(() => pen.rule(paper.left, paper.right, sheet.y, { width: 0.8 }))
      writeBalance(sheet, table, words.closing, period.to, sums.closing, carried)
      table.end()
    },
  }
}
