/** The form on paper: A4, one page and more where there is much to tell, read aloud in its order (PDF/UA). */
import PDFDocument from 'pdfkit'
import type { Fonts } from '#platform/pdf-fonts'
import { createPen, type Style } from '#platform/pdf-pen'
import type { ReportFacts } from './facts.ts'

const paper = { left: 56, right: 539, top: 56, bottom: 780 }
const valueAt = 190
const colors = { soft: '#394a59', weak: '#546470', rule: '#d1d6c9', green: '#025b35' }
const text: Style = { size: 10 }
const label: Style = { size: 9, color: colors.weak }
const lineHeight = 14

const zoned = (at: Date): string =>
  `${new Intl.DateTimeFormat('en-IN', { dateStyle: 'medium', timeStyle: 'medium', timeZone: 'Asia/Kolkata' }).format(at)} IST`

const answers = { me: 'The owner has said that it was them.', 'not-me': 'The owner has said that it was not them.' }

const rowsOf = (facts: ReportFacts): readonly (readonly [string, string])[] => [
  ['Number of this form', facts.id],
  ['Filled in', zoned(facts.made)],
  ['Bank', facts.bank],
  ['Branch', facts.branch],
  ['Locker', facts.box],
  ['Kiosk', facts.kiosk],
  ['Owner', facts.owners.join(', ')],
  ['The visit began', zoned(facts.began)],
  ['The visit ended', facts.ended ? zoned(facts.ended) : 'It has not ended.'],
  ['What is reported', 'Three wrong secrets in a row at a safe-deposit locker. The locker was shut, and stays locked.'],
  ['The owner says', facts.answer ? answers[facts.answer] : 'The owner has been told, and has not answered yet.'],
]

/** To be filled in by hand. */
const blanks = [
  'Name and rank of the officer',
  'Station and number of the report',
  'For the bank: name, signature, date',
]

const open = (facts: ReportFacts, fonts: Fonts) => {
  const doc = new PDFDocument({
    size: 'A4',
    margin: 0,
    font: null as unknown as string,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    displayTitle: true,
    lang: 'en',
    info: {
      Title: `Report to the police, locker ${facts.box}, ${facts.branch}`,
      Author: 'Bankserver',
      Creator: 'Bankserver',
      Producer: 'Bankserver',
      CreationDate: facts.made,
    },
  })
  for (const { name, bytes } of fonts.files) doc.registerFont(name, bytes as unknown as ArrayBuffer)
  return doc
}

/** Draws the whole form; its bytes come from the stream that is answered. */
export const drawReport = (facts: ReportFacts, fonts: Fonts): NodeJS.ReadableStream => {
  const doc = open(facts, fonts)
  const pen = createPen(doc, fonts)
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
  const writeRow = ([name, value]: readonly [string, string]) => {
    const lines = pen.wrap(value === '' ? '–' : value, paper.right - valueAt, text)
    makeRoom(lines.length * lineHeight + 6)
    say('P', () => {
      pen.write(name, paper.left, y, label)
      for (const [index, line] of lines.entries()) pen.write(line, valueAt, y + index * lineHeight, text)
    })
    y += lines.length * lineHeight + 6
  }
  const heading = (words: string) => {
    makeRoom(60)
    y += 16
    say('H2', () => pen.write(words, paper.left, y, { size: 12, weight: 'strong' }))
    y += 22
  }

  pen.aside(() => {
    pen.write('Bankserver', paper.left, y, { size: 11, weight: 'strong', color: colors.green })
    pen.rule(paper.left, paper.right, y + 10, { width: 1.5 })
  })
  y += 48
  say('H1', () => pen.write('Report to the police', paper.left, y, { size: 22, weight: 'strong' }))
  y += 30
  for (const row of rowsOf(facts)) writeRow(row)
  heading('Step by step')
  for (const { at, text: said } of facts.steps) writeRow([zoned(at), said])
  heading('The captured picture')
  if (facts.picture) {
    makeRoom(230)
    const picture = Buffer.from(facts.picture)
    const draw = () => void doc.image(picture, paper.left, y, { fit: [280, 200] })
    say('Figure', draw, 'The picture that the kiosk took when the third wrong secret was typed')
    y += 216
  } else writeRow(['Picture', 'None was taken, or it is no longer kept.'])
  writeRow(['SHA-256 of its sealed bytes', facts.pictureHash ?? ''])
  heading('To be filled in by hand')
  for (const words of blanks) {
    makeRoom(34)
    say('P', () => pen.write(words, paper.left, y, label))
    pen.aside(() => pen.rule(valueAt + 40, paper.right, y + 2, { color: colors.soft, isDotted: true }))
    y += 30
  }
  whole.end()
  doc.end()
  return doc as unknown as NodeJS.ReadableStream
}
