import { availableParallelism } from 'node:os'
import { Worker } from 'node:worker_threads'
import type { Model, Recipe } from './models.ts'
import { createTable, type LabeledTable, type Table } from './table.ts'
import type { TrainingNews, TrainingOrder } from './train-worker.ts'

/** One model to train: on what, and how. */
export type TrainingTask = LabeledTable & { readonly recipe: Recipe }

/** A model, and the seconds that its training took in its thread. */
export type Trained = { readonly model: Model; readonly seconds: number }

/** How to follow a training, and how to end it early. */
export type TrainingControl = {
  readonly signal?: AbortSignal
  /** The share of the task that is done, from 0 to 1. */
  readonly onProgress?: (share: number, task: number) => void
}

/** How many threads to train in where nobody says: all cores but one, and never less than one. */
export const defaultWorkers = (): number => Math.max(1, availableParallelism() - 1)

/**
 * Trains each task in a thread of its own, at most `workers` at once (by default never every core). Models come in the order
 * of the tasks and are the same with any number of workers. The first failure ends the others; an aborted signal ends all, and
 * its reason is thrown.
 */
export async function trainMany(
  tasks: readonly TrainingTask[],
  { workers = defaultWorkers(), signal, onProgress }: TrainingControl & { readonly workers?: number } = {},
): Promise<Trained[]> {
  if (!(Number.isInteger(workers) && workers >= 1)) throw new RangeError('At least one worker is needed.')
  signal?.throwIfAborted()
  const failing = new AbortController()
  const stop = signal ? AbortSignal.any([signal, failing.signal]) : failing.signal
  const orders = shareAll(tasks)
  const trained: Trained[] = []
  let next = 0
  const work = async () => {
    while (next < orders.length) {
      const task = next++
      trained[task] = await train(orders[task], stop, (share) => onProgress?.(share, task))
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(workers, tasks.length) }, work))
    return trained
  } catch (error) {
    failing.abort(error)
    throw error
  }
}

/** One model in a thread of its own, while this thread goes on. */
export async function trainModel(task: TrainingTask, control: TrainingControl = {}): Promise<Trained> {
  const [trained] = await trainMany([task], control)
  return trained
}

/** The same table in memory that threads share, so that it is not copied for each. */
export function shareTable(table: Table): Table {
  if (isShared(table.values)) return table
  const values = new Float32Array(new SharedArrayBuffer(table.values.byteLength))
  values.set(table.values)
  return createTable(table.names, values)
}

function shareLabels(labels: Uint8Array): Uint8Array {
  if (isShared(labels)) return labels
  const shared = new Uint8Array(new SharedArrayBuffer(labels.byteLength))
  shared.set(labels)
  return shared
}

const isShared = (view: Float32Array | Uint8Array): boolean => view.buffer instanceof SharedArrayBuffer

/** Tasks on the same table share one copy. */
function shareAll(tasks: readonly TrainingTask[]): TrainingOrder[] {
  const tables = new Map<Table, Table>()
  return tasks.map(({ table, labels, recipe }) => {
    const shared = tables.get(table) ?? shareTable(table)
    tables.set(table, shared)
    return { table: shared, labels: shareLabels(labels), recipe }
  })
}

/** Trains in a thread of its own. Rejects with the signal's reason when it is aborted, and then nothing goes on. */
async function train(order: TrainingOrder, signal: AbortSignal, onShare: (share: number) => void): Promise<Trained> {
  signal.throwIfAborted()
  const worker = new Worker(new URL('./train-worker.ts', import.meta.url), { workerData: order })
  const { promise, resolve, reject } = Promise.withResolvers<Trained>()
  const stop = () => reject(signal.reason)
  signal.addEventListener('abort', stop, { once: true })
  worker.on('message', (news: TrainingNews) => {
    if (news.kind === 'trained') resolve({ model: news.model, seconds: news.seconds })
    else if (!signal.aborted) onShare(news.share)
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
