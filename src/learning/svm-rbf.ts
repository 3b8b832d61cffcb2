import {
  checkMarginOptions,
  fitMargin,
  logOddsOf,
  type Margin,
  type MarginOptions,
  marginDefaults,
} from './linear/margin.ts'
import type { LineStep } from './linear/newton.ts'
import { rowsOf } from './linear/rows.ts'
import { thinRows } from './linear/thin-rows.ts'
import {
  drawRandomFeatures,
  FEATURE_BLOCK,
  type FeatureMap,
  featureMapOf,
  mapInputs,
  medianGamma,
  type RandomFeatures,
} from './random-features.ts'
import { fitScaling, inputsOf, type Scaling, type ScalingOptions, scaleRow, scaleTable } from './scaling.ts'
import { checkLabels, selectRows, type Table } from './table.ts'
import { weighRows } from './weights.ts'

/** A support vector machine with a radial basis kernel, which random features stand for; its margins are mapped to log-odds. */
export type SvmRbfModel = Margin & {
  readonly kind: 'svm-rbf'
  readonly columns: readonly string[]
  readonly scaling: Scaling
  readonly features: RandomFeatures
}

/** How to train. What is left out is as in `svmRbfDefaults` and `scalingDefaults`. */
export type SvmRbfOptions = ScalingOptions &
  MarginOptions & {
    /** How many random features there are. */
    readonly features?: number
    /** How fast likeness falls with squared distance: a number, by the median distance of rows, or 1 / inputs (`scale`). */
    readonly gamma?: number | 'median' | 'scale'
    /** The most rows that are fitted; of more, random ones of the commoner label stand for the others. */
    readonly rows?: number
    /** A weight for each row. */
    readonly weights?: ArrayLike<number>
  }

export const svmRbfDefaults = {
  ...marginDefaults,
  features: 256,
  gamma: 'median',
  rows: 50_000,
} satisfies SvmRbfOptions

type Settings = SvmRbfOptions & Required<Pick<SvmRbfOptions, keyof typeof svmRbfDefaults>>

/**
 * Draws random features and fits a margin on them, as `fitSvm` does on the inputs. The same data, options and seed give the
 * same model. Throws a RangeError on labels or options that make no sense.
 */
export function fitSvmRbf(
  table: Table,
  labels: Uint8Array,
  options: SvmRbfOptions = {},
  onStep?: (step: LineStep) => void,
): SvmRbfModel {
  const settings: Settings = { ...svmRbfDefaults, ...options }
  checkLabels(table, labels)
  checkMarginOptions(settings)
  if (!(Number.isInteger(settings.rows) && settings.rows >= 2)) throw new RangeError('At least two rows are fitted.')
  const weights = weighRows(table, labels, settings.weights)
  const scaling = fitScaling(table, weights, settings)
  const thinned = thinRows(labels, weights, settings.rows, settings.seed)
  const inputs = scaleTable(scaling, selectRows(table, thinned.rows))
  const width = inputsOf(scaling)
  const features = drawRandomFeatures(width, settings.features, gammaOf(inputs, width, settings), settings.seed)
  const rows = rowsOf(mapInputs(features, inputs), thinned.labels, thinned.weights)
  const margin = fitMargin(rows, thinned.labels, settings, onStep)
  return { kind: 'svm-rbf', columns: table.names, scaling, features, ...margin }
}

/** The log-odds of the row that starts at `offset` of `values`, its columns in the model's order. */
export function scoreSvmRbf(model: SvmRbfModel, values: Float32Array, offset = 0): number {
  const map = featureMapOf(model.features)
  scaleRow(model.scaling, values, offset, map.inputs, 0)
  map.run(1)
  return logOddsOf(model, marginAt(model, map, 0))
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllSvmRbf(model: SvmRbfModel, table: Table): Float64Array {
  if (model.columns.join('\n') !== table.names.join('\n')) throw new RangeError('The table has other columns.')
  const map = featureMapOf(model.features)
  const scores = new Float64Array(table.rows)
  for (let start = 0; start < table.rows; start += FEATURE_BLOCK) {
    const block = Math.min(FEATURE_BLOCK, table.rows - start)
    for (let row = 0; row < block; row++) {
      scaleRow(model.scaling, table.values, (start + row) * table.columns, map.inputs, row * map.width)
    }
    map.run(block)
    for (let row = 0; row < block; row++) scores[start + row] = logOddsOf(model, marginAt(model, map, row))
  }
  return scores
}

function marginAt({ weights, intercept }: Margin, { features, featureWidth }: FeatureMap, row: number): number {
  let margin = intercept
  const at = row * featureWidth
  for (let feature = 0; feature < weights.length; feature++) margin += weights[feature] * features[at + feature]
  return margin
}

function gammaOf(inputs: Float32Array, width: number, { gamma, seed }: Settings): number {
  if (gamma === 'median') return medianGamma(inputs, width, seed)
  return gamma === 'scale' ? 1 / width : gamma
}
