/** The thread that draws one form: facts come in with it, the bytes of the document go out. */
import assert from 'node:assert/strict'
import { parentPort, workerData } from 'node:worker_threads'
import { readFonts } from '#platform/pdf-fonts'
import { drawReport } from './draw.ts'
import type { ReportFacts } from './facts.ts'

/** A piece of the document, or the word that it is whole. */
export type ReportNews = Uint8Array | 'whole'

assert.ok(parentPort, 'this file runs as a thread')
const port = parentPort
const tell = (news: ReportNews) => port.postMessage(news)
const document = drawReport(workerData as ReportFacts, await readFonts())
document.on('data', (piece: Uint8Array) => tell(piece))
document.on('end', () => tell('whole'))
