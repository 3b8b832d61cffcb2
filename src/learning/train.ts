import { Worker } from 'node:worker_threads'
import type { BoostingModel, BoostingOptions, BoostingRound } from './boosting.ts'
import type { Table } from './table.ts'
import type { TrainingNews, TrainingOrder } from './train-worker.ts'

/** How to follow a training, and how to end it early. */
export type TrainingControl = {
  readonly signal?: AbortSignal
  readonly onRound?: (round: BoostingRound) => void
}

/**
 * `fitBoosting` in a thread of its own: the same model, while this thread goes on. The table is copied to the other thread
 * unless its values lie in a SharedArrayBuffer. Rejects with the signal's reason when it is aborted, and then nothing goes on.
 */
export async function trainBoosting(
  table: Table,
  labels: Uint8Array,
  options: BoostingOptions = {},
  { signal, onRound }: TrainingControl = {},
): Promise<BoostingModel> {
  signal?.throwIfAborted()
  const order: TrainingOrder = { table, labels, options }
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: order })
  const { promise, resolve, reject } = Promise.withResolvers<BoostingModel>()
  const stop = () => reject(signal?.reason)
  signal?.addEventListener('abort', stop, { once: true })
  worker.on('message', (news: TrainingNews) => {
    if (news.kind === 'model') resolve(news.model)
    else if (!signal?.aborted) onRound?.(news.round)
  })
  worker.on('error', reject)
  worker.on('exit', (code) => reject(new Error(`The training thread ended early with code ${code}.`)))
  try {
    return await promise
  } finally {
    signal?.removeEventListener('abort', stop)
    await worker.terminate()
  }
}
