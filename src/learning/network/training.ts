import { createRandom, shuffle } from '#learning/random'
import { createAdam } from './adam.ts'
import type { Layer, NetworkShape } from './layers.ts'
import { createPasses, type Passes } from './passes.ts'

/** Rows of scaled inputs, one after another, each with a label and a weight. */
export type Sample = { readonly inputs: Float32Array; readonly labels: Uint8Array; readonly weights: Float64Array }

export type TrainingRules = {
  readonly epochs: number
  readonly batch: number
  readonly learningRate: number
  readonly l2: number
  readonly patience: number
  readonly seed: number
}

/** What is known after each pass through the training rows: mean log losses. */
export type NetworkEpoch = {
  readonly epoch: number
  readonly epochs: number
  readonly trainingLoss: number
  readonly validationLoss?: number
}

/**
 * Trains from the given layers on, batch by batch in random order. With rows to validate on, training stops when `patience`
 * epochs did not lower their loss, and the best epoch's layers are kept.
 */
export function trainLayers(
  shape: NetworkShape,
  layers: readonly Layer[],
  training: Sample,
  validation: Sample | undefined,
  rules: TrainingRules,
  onEpoch?: (epoch: NetworkEpoch) => void,
): readonly Layer[] {
  const passes = createPasses(shape, layers, Math.min(rules.batch, training.labels.length))
  const runEpoch = createEpoch(passes, shape, training, rules)
  let best = layers
  let bestEpoch = 0
  let least = Number.POSITIVE_INFINITY
  for (let epoch = 1; epoch <= rules.epochs; epoch++) {
    const trainingLoss = runEpoch(rateAt(epoch, rules))
    const validationLoss = validation && lossOf(passes, shape, validation)
    onEpoch?.({ epoch, epochs: rules.epochs, trainingLoss, validationLoss })
    if (validationLoss === undefined) continue
    if (validationLoss < least) {
      best = passes.layers()
      bestEpoch = epoch
      least = validationLoss
    } else if (epoch - bestEpoch >= rules.patience) break
  }
  return validation ? best : passes.layers()
}

/** The rate falls evenly to a tenth, so that the last epochs settle what the first ones found. */
function rateAt(epoch: number, { epochs, learningRate }: TrainingRules): number {
  return learningRate * (1 - (0.9 * (epoch - 1)) / Math.max(1, epochs - 1))
}

/** Prepares one pass through the rows; it returns their mean loss, each as it was before its batch. */
function createEpoch(passes: Passes, shape: NetworkShape, sample: Sample, rules: TrainingRules) {
  const random = createRandom(rules.seed)
  const order = Uint32Array.from(sample.labels, (_, row) => row)
  const adam = createAdam(passes.parameters, passes.gradients, [true, false, true, false, true, false])
  const total = sumOf(sample.weights)
  const size = passes.scores.length
  return (learningRate: number): number => {
    shuffle(random, order)
    let loss = 0
    for (let start = 0; start < order.length; start += size) {
      const rows = Math.min(size, order.length - start)
      for (let index = 0; index < rows; index++) copyInputs(passes, shape, sample, order[start + index], index)
      passes.forward(rows)
      const scale = order.length / (total * rows)
      for (let index = 0; index < rows; index++) {
        const row = order[start + index]
        const label = sample.labels[row]
        const probability = 1 / (1 + Math.exp(-passes.scores[index]))
        passes.errors[index] = scale * sample.weights[row] * (probability - label)
        loss += sample.weights[row] * logLoss(passes.scores[index], label)
      }
      passes.backward(rows)
      adam({ learningRate, l2: rules.l2 })
    }
    return loss / total
  }
}

/** The weighted mean log loss. */
function lossOf(passes: Passes, shape: NetworkShape, sample: Sample): number {
  const size = passes.scores.length
  let loss = 0
  for (let start = 0; start < sample.labels.length; start += size) {
    const rows = Math.min(size, sample.labels.length - start)
    for (let index = 0; index < rows; index++) copyInputs(passes, shape, sample, start + index, index)
    passes.forward(rows)
    for (let index = 0; index < rows; index++) {
      loss += sample.weights[start + index] * logLoss(passes.scores[index], sample.labels[start + index])
    }
  }
  return loss / sumOf(sample.weights)
}

function copyInputs(passes: Passes, { inputs }: NetworkShape, sample: Sample, row: number, index: number): void {
  const [from, to] = [row * inputs, index * passes.width]
  for (let input = 0; input < inputs; input++) passes.inputs[to + input] = sample.inputs[from + input]
}

/** log(1 + exp(-m)) of the margin m, written so that it cannot overflow. */
function logLoss(score: number, label: number): number {
  const margin = label === 1 ? score : -score
  return Math.log1p(Math.exp(-Math.abs(margin))) + Math.max(0, -margin)
}

function sumOf(numbers: Float64Array): number {
  let sum = 0
  for (const number of numbers) sum += number
  return sum
}
