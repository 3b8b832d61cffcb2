/** Trains in a thread of its own, so that payments go on; one thread, so that a core is left for them. */
import { Worker } from 'node:worker_threads'
import type { Fitted, TrainingProgress } from './fit.ts'
import type { FitNews, FitOrder } from './fit-worker.ts'

export interface FitControl {
  readonly signal: AbortSignal
  readonly onProgress: (progress: TrainingProgress) => void
}

/** Rejects with the signal's reason when it is aborted, and then nothing goes on. */
export const fitInThread = async (
  order: FitOrder,
  { signal, onProgress }: FitControl,
): Promise<Fitted & { text: string }> => {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./fit-worker.ts', import.meta.url), { workerData: order })
  const { promise, resolve, reject } = Promise.withResolvers<Fitted & { text: string }>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', (news: FitNews) => {
    if (news.kind === 'fitted') resolve({ ...news.fitted, text: news.text })
    else onProgress(news.progress)
  })
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`The training thread ended early with code ${code}.`)))
  try {
    return await promise
  } finally {
    signal.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
