/**
 * Folds in a thread of its own: reading, decoding and encoding thousands of entities, and the garbage that this leaves, would hold
 * payments up for tens of milliseconds.
 */
import { Worker } from 'node:worker_threads'
import type { Connection } from '#platform/database'
import type { Folded } from './fold.ts'
import type { FoldNews, FoldOrder } from './fold-worker.ts'

export interface FoldThread {
  /**
   * One turn at a time; whoever asks meanwhile gets its answer. `hurries` where there is no time to rest. Rejects where the turn failed,
   * and the next one begins anew; null where somebody else folds, or the thread was closed.
   */
  fold(layout: string, isPatient: boolean, hurries?: boolean): Promise<Folded | null>
  /** Ends the thread; a turn under way is given up as a whole. */
  close(): Promise<void>
}

const ask = (worker: Worker, order: FoldOrder, isClosed: () => boolean): Promise<Folded | null> => {
  const { promise, resolve, reject } = Promise.withResolvers<Folded | null>()
  const hear = (news: FoldNews) => ('failure' in news ? reject(news.failure) : resolve(news.folded))
  const end = (code: number) =>
    isClosed() ? resolve(null) : reject(new Error(`The thread that folds ended with code ${code}.`))
  worker.once('message', hear).once('error', reject).once('exit', end)
  worker.postMessage(order)
  return promise.finally(() => worker.off('message', hear).off('error', reject).off('exit', end))
}

/** The thread begins with the first turn, and connects as `connection` says. It keeps no process alive. */
export const createFoldThread = (connection: Connection): FoldThread => {
  let worker: Worker | undefined
  let turn: Promise<Folded | null> | undefined
  let isClosed = false

  const start = (): Worker => {
    const started = new Worker(new URL('./fold-worker.ts', import.meta.url), { workerData: connection })
    started.unref()
    isClosed = false
    // An error is told to whoever waits for a turn; between two turns there is nobody to tell, and the next turn starts another one.
    started.on('error', () => {})
    started.on('exit', () => {
      if (worker === started) worker = undefined
    })
    return started
  }

  return {
    fold: (layout, isPatient, hurries = isPatient) => {
      worker ??= start()
      turn ??= ask(worker, { layout, isPatient, hurries }, () => isClosed).finally(() => {
        turn = undefined
      })
      return turn
    },
    close: async () => {
      isClosed = true
      await worker?.terminate()
    },
  }
}
