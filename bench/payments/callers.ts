/** Starts the thread of the customers' browsers, so that their work does not stand in the way of the server's. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import type { Payer } from './world.ts'

export interface CallerTask {
  readonly port: number
  readonly payers: readonly Payer[]
  readonly seed: number
  readonly connections: number
  readonly warmUpMs: number
  readonly measureMs: number
  /** Payments by a fixed schedule; null where every connection asks again as soon as it is answered. */
  readonly perSecond: number | null
}

export interface Told {
  readonly perSecond: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly offered: number
  readonly dropped: number
  /** Payments by the state that the bank answered, over warm-up and measuring together. */
  readonly states: Readonly<Record<string, number>>
  readonly settledMinor: bigint
}

/** Rejects with the first failure of any caller. */
export const runCallers = async (task: CallerTask, stopping: AbortSignal): Promise<Told> => {
  stopping.throwIfAborted()
  const worker = new Worker(new URL('./caller.ts', import.meta.url), { workerData: task })
  stopping.addEventListener('abort', () => void worker.terminate(), { once: true })
  const [told] = await Promise.race([
    once(worker, 'message') as Promise<[Told]>,
    once(worker, 'exit').then(() => Promise.reject(new Error('the callers ended without an answer'))),
  ])
  await worker.terminate()
  return told
}
