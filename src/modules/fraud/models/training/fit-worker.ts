/** The thread that trains: `in-thread.ts` starts it. */
import { parentPort, workerData } from 'node:worker_threads'
import { encodeModel } from '#learning/model-file'
import { type FitPlan, type Fitted, fitModel, type TrainingProgress } from './fit.ts'
import { type GeneratedPlan, generateSamples } from './generated.ts'
import type { Samples } from './samples.ts'

/** What the thread is given: rows, or the plan by which it makes them itself. */
export interface FitOrder {
  readonly plan: FitPlan
  readonly samples?: Samples
  readonly generated?: GeneratedPlan
}

export type FitNews =
  | { readonly kind: 'progress'; readonly progress: TrainingProgress }
  | { readonly kind: 'fitted'; readonly fitted: Fitted; readonly text: string }

const say = (news: FitNews) => parentPort?.postMessage(news)
const { plan, samples, generated } = workerData as FitOrder

const tell = (progress: TrainingProgress) => say({ kind: 'progress', progress })
if (!samples) tell({ stage: 'generating', share: 0 })
const rows = samples ?? generateSamples(generated as GeneratedPlan, (share) => tell({ stage: 'generating', share }))
const fitted = fitModel(rows, plan, tell)
// Written here as well: the text of a model is megabytes, and its checksum takes a while.
say({ kind: 'fitted', fitted, text: encodeModel(fitted.file) })
