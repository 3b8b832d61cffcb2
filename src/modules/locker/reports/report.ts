/** A form for the police as PDF, drawn in a thread of its own. */
import { Worker } from 'node:worker_threads'
import type { FileAnswer } from '#platform/file-route'
import type { LockerNeeds } from '../needs.ts'
import { type ReportFacts, readFacts } from './facts.ts'
import type { ReportLanguage } from './report-words.ts'
import type { ReportNews } from './worker.ts'

const mostMs = 20_000

const drawIn = (worker: Worker): Promise<Uint8Array[]> => {
  const { promise, resolve, reject } = Promise.withResolvers<Uint8Array[]>()
  const pieces: Uint8Array[] = []
  worker.on('message', (news: ReportNews) => (news === 'whole' ? resolve(pieces) : pieces.push(news)))
  worker.once('error', reject)
  worker.once('exit', (code) => reject(new Error(`The thread that draws a form ended with code ${code}.`)))
  const late = setTimeout(() => reject(new Error('Drawing a form took too long.')), mostMs)
  return promise.finally(() => clearTimeout(late))
}

async function* write(facts: ReportFacts): AsyncGenerator<Uint8Array> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: facts,
    resourceLimits: { maxOldGenerationSizeMb: 256 },
  })
  try {
    yield* await drawIn(worker)
  } finally {
    await worker.terminate()
  }
}

/** Throws 'no-such-report'. */
export const takeReport = async (needs: LockerNeeds, id: string, language: ReportLanguage): Promise<FileAnswer> => ({
  type: 'application/pdf',
  name: `police-report-${id}.pdf`,
  body: write(await readFacts(needs, id, language)),
})
