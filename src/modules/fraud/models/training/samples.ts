/** Rows to learn from: in memory that threads share, so that nothing is copied between them. */
import { createTable, type Table } from '#learning/table'
import { featureCount, featureNames } from '../../features/catalog.ts'

/** Rows of features as the model sees them, what became of each, and for how many payments it stands. */
export interface Sample {
  readonly table: Table
  readonly labels: Uint8Array
  readonly weights: Float32Array
}

export interface Samples {
  readonly train: Sample
  readonly choose: Sample
  readonly test: Sample
}

/** Takes rows one by one, up to so many; features that a row does not have yet are missing. */
export const createSampler = (mostRows: number) => {
  const values = new Float32Array(new SharedArrayBuffer(4 * mostRows * featureCount)).fill(Number.NaN)
  const labels = new Uint8Array(new SharedArrayBuffer(mostRows))
  const weights = new Float32Array(new SharedArrayBuffer(4 * mostRows))
  let rows = 0
  return {
    add: (features: Float32Array, isFraud: boolean, weight: number) => {
      if (rows === mostRows) return
      values.set(features.subarray(0, featureCount), rows * featureCount)
      labels[rows] = isFraud ? 1 : 0
      weights[rows] = weight
      rows++
    },
    sample: (): Sample => ({
      table: createTable(featureNames, values.subarray(0, rows * featureCount)),
      labels: labels.subarray(0, rows),
      weights: weights.subarray(0, rows),
    }),
  }
}

export const countFrauds = ({ labels }: Sample): number => labels.reduce((sum, label) => sum + label, 0)
