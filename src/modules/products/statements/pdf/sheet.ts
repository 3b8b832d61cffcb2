/** The paper of a statement: A4, its columns and colors, and how a part is written so that it is also read aloud. */
import PDFDocument from 'pdfkit'
import { type CurrencyCode, toDecimal } from '#platform/money'
import type { Fonts } from '#platform/pdf-fonts'
import { createPen, type Pen, type Style } from '#platform/pdf-pen'
import type { Statement } from '../statement.ts'
import { type Language, type StatementWords, wordsOf } from '../statement-words.ts'

/** All of a statement but its lines. */
export type Head = Omit<Statement, 'lines'>

export type Structure = ReturnType<PDFKit.PDFDocument['struct']>

export const paper = { left: 48, right: 547.28, top: 48, bottom: 786, foot: 802 }
export const columns = { date: paper.left + 6, details: 118, out: 372, in: 452, balance: paper.right - 6 }
export const detailsWidth = 172
export const colors = {
  soft: '#394a59',
  weak: '#546470',
  rule: '#d1d6c9',
  band: '#eef5ea',
  margin: '#e17e72',
  green: '#025b35',
}

export const text: Style = { size: 8.5 }
export const small: Style = { size: 7.5, color: colors.weak }
export const figure: Style = { size: 8.5, align: 'right' }
export const strong: Style = { size: 8.5, weight: 'strong' }

const decimalsOf = (currency: CurrencyCode) => toDecimal(1n, currency).split('.')[1]?.length ?? 0

/** An amount with its digits grouped as the language groups them; exact, for it never was a number. */
const createMoney = (currency: CurrencyCode, language: Language) => {
  const locale = language === 'hi' ? 'hi-IN-u-nu-latn' : currency === 'INR' || currency === 'EUR' ? 'en-IN' : 'en-US'
  const decimals = { minimumFractionDigits: decimalsOf(currency), maximumFractionDigits: decimalsOf(currency) }
  const plain = new Intl.NumberFormat(locale, decimals)
  const signed = new Intl.NumberFormat(locale, { style: 'currency', currency, ...decimals })
  const exact = (minor: bigint) => toDecimal(minor, currency) as Intl.StringNumericLiteral
  const minus = (written: string) => written.replace('-', '\u2212')
  return {
    plain: (minor: bigint) => minus(plain.format(exact(minor))),
    signed: (minor: bigint) => minus(signed.format(exact(minor))),
  }
}

const openDocument = ({ account, period, made }: Head, language: Language) =>
  new PDFDocument({
    size: 'A4',
    margin: 0,
    font: null as unknown as string,
    bufferPages: true,
    pdfVersion: '1.7',
    subset: 'PDF/UA' as never,
    tagged: true,
    displayTitle: true,
    lang: language,
    info: {
      Title: `${wordsOf[language].title} ${account.number}, ${period.from} – ${period.to}`,
      Author: 'Bankserver',
      Creator: 'Bankserver',
      Producer: 'Bankserver',
      CreationDate: made,
    },
  })

type Tag = 'H1' | 'H2' | 'P' | 'TD' | 'TH'

export interface Sheet {
  readonly doc: PDFKit.PDFDocument
  readonly pen: Pen
  readonly words: StatementWords
  readonly money: ReturnType<typeof createMoney>
  readonly head: Head
  /** The structure that everything is part of. */
  readonly whole: Structure
  /** Where the next part is written. */
  y: number
}

/** Begins the document. */
export const openSheet = (head: Head, language: Language, fonts: Fonts): Sheet => {
  const doc = openDocument(head, language)
  for (const { name, bytes } of fonts.files) doc.registerFont(name, bytes as unknown as ArrayBuffer)
  const whole = doc.struct('Document')
  doc.addStructure(whole)
  return {
    doc,
    pen: createPen(doc, fonts),
    words: wordsOf[language],
    money: createMoney(head.account.currency, language),
    head,
    whole,
    y: paper.top,
  }
}

/** Writes one part, under `parent` in what is read aloud. */
export const say = ({ doc }: Sheet, parent: Structure, type: Tag, draw: () => void, scope?: 'Column' | 'Row'): void => {
  const part = doc.struct(type, scope ? ({ scope } as PDFKit.Mixins.StructureElementOptions) : {})
  parent.add(part)
  part.add(draw)
  part.end()
}

/** Writes a row of a table. */
export const sayRow = ({ doc }: Sheet, table: Structure, fill: (row: Structure) => void): void => {
  const row = doc.struct('TR')
  table.add(row)
  fill(row)
  row.end()
}
