import { parentPort, workerData } from 'node:worker_threads'
import { type BoostingOptions, type BoostingRound, fitBoosting } from './boosting.ts'
import type { LabeledTable } from './table.ts'

/** What `train.ts` sends to this thread. */
export type TrainingOrder = LabeledTable & { readonly options: BoostingOptions }

/** What this thread sends back; an error ends the thread and arrives as the worker's own error event. */
export type TrainingNews =
  | { readonly kind: 'round'; readonly round: BoostingRound }
  | { readonly kind: 'model'; readonly model: ReturnType<typeof fitBoosting> }

const tell = (news: TrainingNews) => parentPort?.postMessage(news)
const { table, labels, options } = workerData as TrainingOrder

tell({ kind: 'model', model: fitBoosting(table, labels, options, (round) => tell({ kind: 'round', round })) })
