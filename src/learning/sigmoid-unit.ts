import { createAdam } from './network/adam.ts'
import { createRandom, shuffle } from './random.ts'

/** One sigmoid unit over scaled inputs: the log-odds that a row's label is 1 are `bias` plus the weighed inputs. */
export type SigmoidUnit = { readonly weights: Float32Array; readonly bias: number }

/** Rows of equally many numbers each, with a label of 0 or 1. */
export type LabeledRows = { readonly rows: readonly ArrayLike<number>[]; readonly labels: readonly number[] }

export type SigmoidOptions = {
  readonly epochs: number
  readonly batch: number
  readonly learningRate: number
  /** What half the sum of the squared weights, of inputs scaled to a deviation of 1, counts beside the mean loss. */
  readonly l2: number
  readonly seed: number
}

/** Mean binary cross-entropy and share of right answers after an epoch. */
export type SigmoidEpoch = {
  readonly epoch: number
  readonly loss: number
  readonly accuracy: number
  readonly validationLoss: number
  readonly validationAccuracy: number
}

export const sigmoidDefaults: SigmoidOptions = { epochs: 30, batch: 16, learningRate: 0.01, l2: 0.05, seed: 1 }

/**
 * Trains one unit with Adam on binary cross-entropy. Inputs are scaled by the training rows' mean and deviation, which the answered unit has in its
 * weights already, so that it takes inputs as they are. Blocks its thread; throws a RangeError where a label is missing among the rows.
 */
export function trainSigmoidUnit(
  training: LabeledRows,
  validation: LabeledRows = { rows: [], labels: [] },
  options: Partial<SigmoidOptions> = {},
  onEpoch?: (epoch: SigmoidEpoch) => void,
): SigmoidUnit {
  const settings = { ...sigmoidDefaults, ...options }
  const { rows, labels } = training
  if (![0, 1].every((label) => labels.includes(label))) throw new RangeError('Rows of both labels are needed.')
  const scaling = scalingOf(rows)
  const parameters = [new Float32Array(rows[0].length), new Float32Array(1)]
  const gradients = parameters.map((list) => new Float32Array(list.length))
  const step = createAdam(parameters, gradients, [true, false])
  const order = Uint32Array.from(rows, (_, row) => row)
  const random = createRandom(settings.seed)
  const scaled = rows.map((row) => scale(row, scaling))
  for (let epoch = 1; epoch <= settings.epochs; epoch++) {
    shuffle(random, order)
    for (let start = 0; start < order.length; start += settings.batch) {
      addGradients(scaled, labels, order.subarray(start, start + settings.batch), parameters, gradients)
      step(settings)
    }
    if (onEpoch === undefined) continue
    const unit = unscale(parameters, scaling)
    const [own, other] = [judge(unit, training), judge(unit, validation)]
    onEpoch({ epoch, ...own, validationLoss: other.loss, validationAccuracy: other.accuracy })
  }
  return unscale(parameters, scaling)
}

/** The log-odds of a row. */
export function scoreSigmoid({ weights, bias }: SigmoidUnit, row: ArrayLike<number>): number {
  let sum = bias
  for (let index = 0; index < weights.length; index++) sum += weights[index] * row[index]
  return sum
}

type Scaling = { readonly means: Float64Array; readonly deviations: Float64Array }

function scalingOf(rows: readonly ArrayLike<number>[]): Scaling {
  const width = rows[0].length
  const means = new Float64Array(width)
  const deviations = new Float64Array(width)
  for (const row of rows) for (let index = 0; index < width; index++) means[index] += row[index] / rows.length
  for (const row of rows) {
    for (let index = 0; index < width; index++) deviations[index] += (row[index] - means[index]) ** 2 / rows.length
  }
  for (let index = 0; index < width; index++) deviations[index] = Math.sqrt(deviations[index]) + 1e-6
  return { means, deviations }
}

const scale = (row: ArrayLike<number>, { means, deviations }: Scaling) =>
  Float32Array.from(row, (value, index) => (value - means[index]) / deviations[index])

function unscale([weights, [bias]]: readonly Float32Array[], { means, deviations }: Scaling): SigmoidUnit {
  const plain = weights.map((weight, index) => weight / deviations[index])
  return { weights: plain, bias: plain.reduce((sum, weight, index) => sum - weight * means[index], bias) }
}

function addGradients(
  rows: readonly Float32Array[],
  labels: readonly number[],
  batch: Uint32Array,
  [weights, bias]: readonly Float32Array[],
  [gradients, ofBias]: readonly Float32Array[],
): void {
  gradients.fill(0)
  ofBias.fill(0)
  for (const row of batch) {
    const error = (sigmoid(scoreSigmoid({ weights, bias: bias[0] }, rows[row])) - labels[row]) / batch.length
    for (let index = 0; index < gradients.length; index++) gradients[index] += error * rows[row][index]
    ofBias[0] += error
  }
}

const sigmoid = (score: number) => 1 / (1 + Math.exp(-score))

function judge(unit: SigmoidUnit, { rows, labels }: LabeledRows): { loss: number; accuracy: number } {
  let [loss, right] = [0, 0]
  for (let row = 0; row < rows.length; row++) {
    const score = scoreSigmoid(unit, rows[row])
    // The cross-entropy of a logit, in the form that cannot overflow.
    loss += Math.max(score, 0) - score * labels[row] + Math.log1p(Math.exp(-Math.abs(score)))
    if (score > 0 === (labels[row] === 1)) right++
  }
  return { loss: loss / rows.length, accuracy: right / rows.length }
}
