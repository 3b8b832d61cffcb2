/** A statement as a whole document: head, entries, and at the foot of each page which of them it is. */

import type { Fonts } from '#platform/pdf-fonts'
import type { Line } from '../statement.ts'
import type { Language } from '../statement-words.ts'
import { writeHead } from './head.ts'
import { colors, type Head, openSheet, paper, type Sheet, small } from './sheet.ts'
import { openTable } from './table.ts'

const writeFeet = ({ doc, pen, words, head }: Sheet) => {
  const { start, count } = doc.bufferedPageRange()
  for (let page = start; page < start + count; page++) {
    doc.switchToPage(page)
    pen.aside(() => {
      pen.rule(paper.left, paper.right, paper.foot, { color: colors.rule })
      pen.write(`${words.title} · ${head.account.number} · ${words.utc}`, paper.left, paper.foot + 12, small)
      pen.write(words.page(page - start + 1, count), paper.right, paper.foot + 12, { ...small, align: 'right' })
    }, 'Pagination')
  }
}

/** Begins the document, which is a stream of its bytes; `add` lines as they come, `end` once. */
export const openStatement = (head: Head, language: Language, fonts: Fonts) => {
  const sheet = openSheet(head, language, fonts)
  writeHead(sheet)
  const table = openTable(sheet)
  return {
    bytes: sheet.doc as unknown as NodeJS.ReadableStream,
    add: (line: Line): void => table.add(line),
    end: (): void => {
      table.end()
      // How many pages there are is known only now.
      writeFeet(sheet)
      sheet.whole.end()
      sheet.doc.end()
    },
  }
}
