/** The thread that draws the resamples of a comparison. */
import { parentPort, workerData } from 'node:worker_threads'
import { pairedBootstrap } from '#learning/paired-bootstrap'

/** Scores of both models on the same payments. */
export interface Pairs {
  readonly first: Float64Array
  readonly second: Float64Array
  readonly labels: Uint8Array
  readonly weights: Float32Array
  /** Who pays, as a number. Frauds of one payer resemble each other, so payers are drawn and not payments. */
  readonly payers: Uint32Array
}

const { first, second, labels, weights, payers } = workerData as Pairs
parentPort?.postMessage(pairedBootstrap(first, second, labels, { weights, clusters: payers, samples: 1000, seed: 1 }))
