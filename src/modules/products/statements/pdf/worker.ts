/** The thread that draws one statement: lines come in, the bytes of the document go out. */
import assert from 'node:assert/strict'
import { parentPort, workerData } from 'node:worker_threads'
import { readFonts } from '#platform/pdf-fonts'
import type { Line } from '../statement.ts'
import type { Language } from '../statement-words.ts'
import { openStatement } from './document.ts'
import type { Head } from './sheet.ts'

export interface PdfOrder {
  readonly head: Head
  readonly language: Language
}

/** Lines to draw, or the word that there are no more. */
export type PdfNews = { readonly lines: readonly Line[] } | 'end'

/** The lines are drawn, a piece of the document, or the word that it is whole. */
export type PdfAnswer = 'drawn' | 'whole' | Uint8Array

assert.ok(parentPort, 'this file runs as a thread')
const port = parentPort
const tell = (answer: PdfAnswer) => port.postMessage(answer)
const { head, language }: PdfOrder = workerData
const statement = openStatement(head, language, await readFonts())
statement.bytes.on('data', (piece: Uint8Array) => tell(piece))
statement.bytes.on('end', () => tell('whole'))
port.on('message', (news: PdfNews) => {
  if (news === 'end') return statement.end()
  for (const line of news.lines) statement.add(line)
  tell('drawn')
})
