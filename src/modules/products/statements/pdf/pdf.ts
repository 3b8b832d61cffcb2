/** A statement as PDF, drawn in a thread of its own: setting type takes time that payments shall not wait for. */
import { Worker } from 'node:worker_threads'
import type { Statement } from '../statement.ts'
import type { Language } from '../statement-words.ts'
import type { PdfAnswer, PdfNews, PdfOrder } from './worker.ts'

/** Asks the thread and waits until it has answered with `wanted`; the pieces that came before are the answer. */
const ask = (worker: Worker, news: PdfNews, wanted: 'drawn' | 'whole'): Promise<Uint8Array[]> => {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array[]>()
  const pieces: Uint8Array[] = []
  const hear = (answer: PdfAnswer) => {
    if (answer === wanted) resolve(pieces)
    else if (typeof answer !== 'string') pieces.push(answer)
  }
  const end = (code: number) => reject(new Error(`The thread that draws a statement ended with code ${code}.`))
  worker.on('message', hear).once('error', reject).once('exit', end)
  worker.postMessage(news)
  return promise.finally(() => worker.off('message', hear).off('error', reject).off('exit', end))
}

/** The bytes of the document. A reader who leaves ends the thread. */
export async function* writePdf({ lines, ...head }: Statement, language: Language): AsyncGenerator<Uint8Array> {
  const order: PdfOrder = { head, language }
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: order,
    resourceLimits: { maxOldGenerationSizeMb: 512 },
  })
  // Told to whoever waits for an answer; a thread that fails before it is asked is found gone then.
  worker.on('error', () => {})
  try {
    for await (const page of lines) yield* await ask(worker, { lines: page }, 'drawn')
    yield* await ask(worker, 'end', 'whole')
  } finally {
    await worker.terminate()
  }
}
