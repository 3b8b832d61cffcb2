/** Reads a model file in a thread of its own: parsing some megabytes and preparing their trees would hold payments up. */
import { once } from 'node:events'
import { Worker } from 'node:worker_threads'
import { ModelFileError } from '#learning/model-file'
import type { ReadModel, ReadNews } from './read-worker.ts'

/** Throws a ModelFileError where the file cannot be used. */
export const readModelInThread = async (text: string): Promise<ReadModel> => {
  const worker = new Worker(new URL('./read-worker.ts', import.meta.url), { workerData: text })
  try {
    const [news] = (await once(worker, 'message')) as [ReadNews]
    if ('problem' in news) throw new ModelFileError(news.problem)
    return news
  } finally {
    await worker.terminate()
  }
}
