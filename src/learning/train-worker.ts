import { parentPort, workerData } from 'node:worker_threads'
import { fitModel, type Model, type Recipe } from './models.ts'
import type { LabeledTable } from './table.ts'

/** What `train.ts` sends to this thread. */
export type TrainingOrder = LabeledTable & { readonly recipe: Recipe }

/** What this thread sends back; an error ends the thread and arrives as the worker's own error event. */
export type TrainingNews =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'trained'; readonly model: Model; readonly seconds: number }

const tell = (news: TrainingNews) => parentPort?.postMessage(news)
const { table, labels, recipe } = workerData as TrainingOrder

const began = performance.now()
const model = fitModel(table, labels, recipe, (share) => tell({ kind: 'progress', share }))
tell({ kind: 'trained', model, seconds: (performance.now() - began) / 1000 })
