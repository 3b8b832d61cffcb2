/** Text and lines on a page: several scripts in one line, on one baseline, and what a screen reader says of them. */
import { type Fonts, fontName, runsOf, type Weight } from '#platform/pdf-fonts'

type Document = PDFKit.PDFDocument

export interface Style {
  readonly size: number
  readonly weight?: Weight
  readonly color?: string
  readonly align?: 'left' | 'right'
}

/** What stands in columns has figures of one width. */
const features = ['tnum'] as unknown as PDFKit.Mixins.OpenTypeFeatures[]

export const createPen = (doc: Document, fonts: Fonts) => {
  const select = (part: Parameters<typeof fontName>[0], { size, weight = 'regular' }: Style) =>
    doc.font(fontName(part, weight)).fontSize(size)

  const widthOf = (text: string, style: Style): number =>
    runsOf(text, fonts).reduce((sum, run) => sum + select(run.part, style).widthOfString(run.text, { features }), 0)

  /** One line, its baseline at y; with `align: 'right'` it ends at x. */
  const write = (text: string, x: number, y: number, style: Style): void => {
    const runs = runsOf(text, fonts)
    let at = style.align === 'right' ? x - widthOf(text, style) : x
    // Glyphs of Indian scripts stand in another order than their letters, so what is read is said beside them.
    const isShaped = runs.some(({ part }) => part === 'devanagari')
    if (isShaped) doc.markContent('Span', { actual: text })
    for (const { part, text: piece } of runs) {
      select(part, style).fillColor(style.color ?? '#122133')
      doc.text(piece, at, y, { lineBreak: false, baseline: 'alphabetic', features })
      at += doc.widthOfString(piece, { features })
    }
    if (isShaped) doc.endMarkedContent()
  }

  const cut = (word: string, width: number, style: Style): string[] => {
    const pieces: string[] = ['']
    for (const { segment } of new Intl.Segmenter('en', { granularity: 'grapheme' }).segment(word)) {
      const last = pieces[pieces.length - 1]
      if (last !== '' && widthOf(last + segment, style) > width) pieces.push(segment)
      else pieces[pieces.length - 1] = last + segment
    }
    return pieces
  }

  /** The lines into which text is broken; a word that is too long is cut. */
  const wrap = (text: string, width: number, style: Style): string[] => {
    const lines: string[] = []
    let line = ''
    for (const word of text
      .split(' ')
      .flatMap((each) => (widthOf(each, style) > width ? cut(each, width, style) : each))) {
      const longer = line === '' ? word : `${line} ${word}`
      if (line !== '' && widthOf(longer, style) > width) {
        lines.push(line)
        line = word
      } else line = longer
    }
    return line === '' ? lines : [...lines, line]
  }

  const rule = (x1: number, x2: number, y: number, { width = 0.5, color = '#122133', isDotted = false } = {}): void => {
    doc.lineWidth(width).strokeColor(color)
    if (isDotted) doc.dash(0.8, { space: 1.6 })
    doc.moveTo(x1, y).lineTo(x2, y).stroke()
    if (isDotted) doc.undash()
  }

  const upright = (x: number, y1: number, y2: number, color: string): void => {
    doc.lineWidth(0.5).strokeColor(color).moveTo(x, y1).lineTo(x, y2).stroke()
  }

  const band = (x: number, y: number, width: number, height: number, color: string): void => {
    doc.rect(x, y, width, height).fill(color)
  }

  /** Decoration and what repeats from page to page: a screen reader passes it over. */
  const aside = (draw: () => void, type: 'Layout' | 'Pagination' = 'Layout'): void => {
    doc.markContent('Artifact', { type })
    draw()
    doc.endMarkedContent()
  }

  return { write, widthOf, wrap, rule, upright, band, aside }
}

export type Pen = ReturnType<typeof createPen>
