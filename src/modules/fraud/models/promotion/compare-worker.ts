/** The thread that draws the resamples of a comparison. */
import { parentPort, workerData } from 'node:worker_threads'
import { pairedBootstrap } from '#learning/paired-bootstrap'

/** Scores of both models on the same payments. */
export interface Pairs {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly labels: Uint8Array
  readonly weights: Float32Array
}

const { first, second, labels, weights } = workerData as Pairs
parentPort?.postMessage(pairedBootstrap(first, second, labels, { weights, samples: 1000, seed: 1 }))
