/** The form on paper: A4, one page and more where there is much to tell, read aloud in its order (PDF/UA). */
import PDFDocument from 'pdfkit'
import type { Fonts } from '#platform/pdf-fonts'
import { createPen, type Style } from '#platform/pdf-pen'
import type { ReportFacts } from './facts.ts'
import { type ReportLanguage, type ReportWords, reportWords, stepInWords } from './report-words.ts'

type Pen = ReturnType<typeof createPen>

const paper = { left: 56, right: 539, top: 56, bottom: 780 }
const valueAt = 190
const colors = { soft: '#394a59', weak: '#546470', rule: '#d1d6c9', green: '#025b35' }
const text: Style = { size: 10 }
const label: Style = { size: 9, color: colors.weak }
const lineHeight = 14

const zoned = (at: Date, language: ReportLanguage): string =>
  `${new Intl.DateTimeFormat(`${language}-IN`, { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Kolkata' }).format(at)} IST`

type Row = readonly [name: string, value: string]

const rowsOf = (facts: ReportFacts, words: ReportWords): readonly Row[] => {
  const time = (at: Date) => zoned(at, facts.language)
  return [
    [words.id, facts.id],
    [words.made, time(facts.made)],
    [words.bank, facts.bank],
    [words.branch, facts.branch],
    [words.box, facts.box],
    [words.kiosk, facts.kiosk],
    [words.owners, facts.owners.join(', ')],
    [words.began, time(facts.began)],
    [words.ended, facts.ended ? time(facts.ended) : words.notEnded],
    [words.what, words.whatWords],
    [words.says, facts.answer ? words[facts.answer] : words.saysNothing],
  ]
}

const open = (facts: ReportFacts, words: ReportWords, fonts: Fonts) => {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: null as unknown as string,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    displayTitle: true,
    lang: facts.language,
    info: {
      Title: words.documentTitle.replace('{box}', facts.box).replace('{branch}', facts.branch),
      Author: 'Bankserver',
      Creator: 'Bankserver',
      Producer: 'Bankserver',
      CreationDate: facts.made,
    },
  })
  for (const { name, bytes } of fonts.files) doc.registerFont(name, bytes as unknown as ArrayBuffer)
  return doc
}

/** Paper that is written from above to below, and read aloud in the same order. */
const createSheet = (doc: ReturnType<typeof open>, pen: Pen) => {
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  let y = paper.top

  const say = (type: 'H1' | 'H2' | 'P' | 'Figure', draw: () => void, alt?: string) => {
    const part = doc.struct(type, alt === undefined ? {} : { alt })
    whole.add(part)
    part.add(draw)
    part.end()
  }
  const makeRoom = (height: number) => {
    if (y + height <= paper.bottom) return
    doc.addPage()
    y = paper.top
  }
  return {
    head: (title: string) => {
      pen.aside(() => {
        pen.write('Bankserver', paper.left, y, { size: 11, weight: 'strong', color: colors.green })
        pen.rule(paper.left, paper.right, y + 10, { width: 1.5 })
      })
      y += 48
      say('H1', () => pen.write(title, paper.left, y, { size: 22, weight: 'strong' }))
      y += 30
    },
    row: ([name, value]: Row) => {
      const lines = pen.wrap(value === '' ? '–' : value, paper.right - valueAt, text)
      makeRoom(lines.length * lineHeight + 6)
      say('P', () => {
        pen.write(name, paper.left, y, label)
        for (const [index, line] of lines.entries()) pen.write(line, valueAt, y + index * lineHeight, text)
      })
      y += lines.length * lineHeight + 6
    },
    heading: (words: string) => {
      makeRoom(60)
      y += 16
      say('H2', () => pen.write(words, paper.left, y, { size: 12, weight: 'strong' }))
      y += 22
    },
    picture: (bytes: Uint8Array, alt: string) => {
      makeRoom(230)
      say('Figure', () => void doc.image(Buffer.from(bytes), paper.left, y, { fit: [280, 200] }), alt)
      y += 216
    },
    /** A line to write on. */
    blank: (words: string) => {
      makeRoom(34)
      say('P', () => pen.write(words, paper.left, y, label))
      pen.aside(() => pen.rule(valueAt + 40, paper.right, y + 2, { color: colors.soft, isDotted: true }))
      y += 30
    },
    end: () => {
      whole.end()
      doc.end()
    },
  }
}

/** Draws the whole form; its bytes come from the stream that is answered. */
export const drawReport = (facts: ReportFacts, fonts: Fonts): NodeJS.ReadableStream => {
  const words = reportWords[facts.language]
  const doc = open(facts, words, fonts)
  const sheet = createSheet(doc, createPen(doc, fonts))
  sheet.head(words.title)
  for (const row of rowsOf(facts, words)) sheet.row(row)
  sheet.heading(words.steps)
  for (const step of facts.steps) sheet.row([zoned(step.at, facts.language), stepInWords(step, facts.language)])
  sheet.heading(words.picture)
  if (facts.picture) sheet.picture(facts.picture, words.pictureOf)
  else sheet.row([words.pictureRow, words.noPicture])
  sheet.row([words.hash, facts.pictureHash ?? ''])
  sheet.heading(words.byHand)
  for (const blank of [words.officer, words.station, words.signature]) sheet.blank(blank)
  sheet.end()
  return doc as unknown as NodeJS.ReadableStream
}
