/** Models made by hand, for the tests of the registry. */
import { fitBoosting } from '#learning/boosting'
import type { ModelFile } from '#learning/model-file'
import { createRandom } from '#learning/random'
import { createTable } from '#learning/table'
import { featureNames } from '../features/catalog.ts'

interface Made {
  readonly name: string
  readonly trainedAt?: string
  /** The only feature that it looks at. */
  readonly feature?: string
  readonly columns?: readonly string[]
  readonly challenge?: number
}

/** A small model that thinks the higher a feature the worse. */
export const madeModel = ({ name, trainedAt, feature, columns = featureNames, challenge }: Made): ModelFile => {
  const random = createRandom(3)
  const values = new Float32Array(300 * columns.length).map(() => 10 * random())
  const column = columns.indexOf(feature ?? 'amount-to-usual')
  const labels = Uint8Array.from({ length: 300 }, (_, row) => (values[row * columns.length + column] > 5 ? 1 : 0))
  return {
    model: fitBoosting(createTable(columns, values), labels, { trees: 5, depth: 2, bins: 16 }),
    calibration: { kind: 'platt', slope: 1, intercept: 0 },
    thresholds: { challenge: challenge ?? 0.5, review: 0.9, block: 0.99 },
    card: {
      name,
      trainedAt: trainedAt ?? '2026-03-01T00:00:00.000Z',
      trainingWindow: { from: '2026-01-01T00:00:00.000Z', to: '2026-02-01T00:00:00.000Z' },
      dataFingerprint: 'made by hand',
      rows: 300,
      positives: labels.reduce((sum, label) => sum + label, 0),
      metrics: {},
    },
  }
}
