import type { Tensor, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { createAdam } from '#learning/adam'
import { createRandom, shuffle } from '#learning/random'
import { loadRuntime, type Tf } from './networks/runtime.ts'
import { type Picture, resize } from './pictures/picture.ts'

/**
 * The paper's small network, owner or not: convolutions of 16, 32 and 16 channels (3 × 3, stride 1, ReLU), each followed by max-pooling, then 256 rectified
 * units and one sigmoid unit; Adam, binary cross-entropy, threshold 0.5.
 */
export type OwnerNetwork = {
  /** The probability that each chip shows the owner. */
  score(chips: readonly Picture[]): Promise<number[]>
  readonly parameters: number
}

export type OwnerEpoch = {
  readonly epoch: number
  readonly loss: number
  readonly accuracy: number
  readonly validationLoss: number
  readonly validationAccuracy: number
}

export type OwnerSample = { readonly chip: Picture; readonly label: 0 | 1 }

export const ownerSide = 64
const CHANNELS = [3, 16, 32, 16] as const
const UNITS = 256
/** What three poolings leave of the side. */
const LEFT = ownerSide / 8
const BATCH = 16

/** A chip as the network sees it: 64 pixels wide, from 0 to 1. */
const inputOf = ({ chip }: Pick<OwnerSample, 'chip'>) =>
  Float32Array.from(resize(chip, ownerSide, ownerSide).pixels, (value) => value / 255)

/** Trains on the training samples and says after each epoch how it does; blocks its thread for seconds. */
export async function trainOwnerNetwork(
  training: readonly OwnerSample[],
  validation: readonly OwnerSample[],
  { epochs, seed, learningRate = 0.001 }: { epochs: number; seed: number; learningRate?: number },
  onEpoch?: (epoch: OwnerEpoch) => void,
): Promise<OwnerNetwork> {
  const tf = await loadRuntime()
  const random = createRandom(seed)
  const layers = drawLayers(random)
  const gradients = layers.map(({ values }) => new Float32Array(values.length))
  const step = createAdam(
    layers.map(({ values }) => values),
    gradients,
    layers.map(() => false),
  )
  const inputs = training.map(inputOf)
  const seen = validation.map(inputOf)
  const order = Uint32Array.from(training, (_, index) => index)
  for (let epoch = 1; epoch <= epochs; epoch++) {
    shuffle(random, order)
    for (let start = 0; start < order.length; start += BATCH) {
      const rows = [...order.subarray(start, start + BATCH)]
      const batch = rows.map((row) => inputs[row])
      await findGradients(
        tf,
        layers,
        batch,
        rows.map((row) => training[row].label),
        gradients,
      )
      step({ learningRate, l2: 0 })
    }
    if (onEpoch === undefined) continue
    const own = await judge(tf, layers, inputs, training)
    const other = await judge(tf, layers, seen, validation)
    onEpoch({ epoch, ...own, validationLoss: other.loss, validationAccuracy: other.accuracy })
  }
  return {
    score: async (chips) => {
      const scores = await scoresOf(
        tf,
        layers,
        chips.map((chip) => inputOf({ chip })),
      )
      return scores.map((score) => 1 / (1 + Math.exp(-score)))
    },
    parameters: layers.reduce((sum, { values }) => sum + values.length, 0),
  }
}

/** A list of parameters and its shape. */
export type OwnerLayer = { readonly values: Float32Array; readonly shape: readonly [number, number] }

/** Kernel and offset of each convolution, then of the two dense layers, as matrices; drawn as He et al. (2015) do. */
export function drawLayers(random: () => number): OwnerLayer[] {
  const layer = (inputs: number, outputs: number): OwnerLayer[] => {
    const draw = () => gauss(random) * Math.sqrt(2 / inputs)
    const values = Float32Array.from({ length: inputs * outputs }, draw)
    return [
      { values, shape: [inputs, outputs] },
      { values: new Float32Array(outputs), shape: [1, outputs] },
    ]
  }
  const convolutions = [1, 2, 3].flatMap((index) => layer(9 * CHANNELS[index - 1], CHANNELS[index]))
  return [...convolutions, ...layer(LEFT * LEFT * CHANNELS[3], UNITS), ...layer(UNITS, 1)]
}

const gauss = (random: () => number) => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random())

const tensorOf = (tf: Tf, inputs: readonly Float32Array[]): Tensor4D => {
  const values = new Float32Array(inputs.length * ownerSide * ownerSide * 3)
  for (const [index, input] of inputs.entries()) values.set(input, index * input.length)
  return tf.tensor4d(values, [inputs.length, ownerSide, ownerSide, 3])
}

/** What the way back needs of a convolution with its pooling: the neighborhoods that went in, what came out before and after pooling. */
type Stage = { readonly rows: Tensor2D; readonly active: Tensor4D; readonly pooled: Tensor4D }
type Pass = {
  readonly stages: readonly Stage[]
  readonly flat: Tensor2D
  readonly units: Tensor2D
  readonly scores: Tensor2D
}

/** The 3 × 3 neighborhood of each place, as rows of a matrix. */
function neighborhoods(tf: Tf, input: Tensor4D): Tensor2D {
  const [count, height, width, channels] = input.shape
  const padded = tf.pad4d(input, [
    [0, 0],
    [1, 1],
    [1, 1],
    [0, 0],
  ])
  const shifts = Array.from({ length: 9 }, (_, shift) =>
    tf.slice4d(padded, [0, Math.floor(shift / 3), shift % 3, 0], [count, height, width, channels]),
  )
  return tf.reshape(tf.concat(shifts, 3), [count * height * width, 9 * channels])
}

/** The other way: what each neighborhood says of a place, added up. */
function fromNeighborhoods(tf: Tf, rows: Tensor2D, shape: readonly [number, number, number, number]): Tensor4D {
  const [count, height, width, channels] = shape
  const all = tf.reshape(rows, [count, height, width, 9 * channels]) as Tensor4D
  let sum: Tensor4D | undefined
  for (let shift = 0; shift < 9; shift++) {
    const [down, right] = [Math.floor(shift / 3), shift % 3]
    const part = tf.slice4d(all, [0, 0, 0, shift * channels], [count, height, width, channels])
    const placed = tf.pad4d(part, [
      [0, 0],
      [down, 2 - down],
      [right, 2 - right],
      [0, 0],
    ])
    sum = sum === undefined ? placed : tf.add(sum, placed)
  }
  return tf.slice4d(sum as Tensor4D, [0, 1, 1, 0], [count, height, width, channels])
}

function forward(tf: Tf, tensors: readonly Tensor2D[], input: Tensor4D): Pass {
  const stages: Stage[] = []
  let out = input
  for (let index = 0; index < 6; index += 2) {
    const [count, height, width] = out.shape
    const rows = neighborhoods(tf, out)
    const raw = tf.add(tf.matMul(rows, tensors[index]), tensors[index + 1])
    const active = tf.relu(tf.reshape(raw, [count, height, width, CHANNELS[index / 2 + 1]])) as Tensor4D
    out = tf.maxPool(active, 2, 2, 'valid')
    stages.push({ rows, active, pooled: out })
  }
  const flat = tf.reshape(out, [input.shape[0], -1]) as Tensor2D
  const units = tf.relu(tf.add(tf.matMul(flat, tensors[6]), tensors[7])) as Tensor2D
  return { stages, flat, units, scores: tf.add(tf.matMul(units, tensors[8]), tensors[9]) }
}

/** The gradients of a dense layer, and what it hands back to its input. */
function dense(tf: Tf, input: Tensor2D, weights: Tensor2D, error: Tensor2D) {
  return {
    back: tf.matMul(error, weights, false, true) as Tensor2D,
    own: [tf.matMul(input, error, true), tf.sum(error, 0)] as Tensor[],
  }
}

const passed = <Kind extends Tensor>(tf: Tf, error: Kind, active: Kind): Kind =>
  tf.mul(error, tf.cast(tf.greater(active, 0), 'float32'))

/** Each error goes to the place that won its pooling, where that is above 0. */
function unpool(tf: Tf, error: Tensor4D, { active, pooled }: Stage): Tensor2D {
  const [count, height, width, channels] = active.shape
  const wide = (tensor: Tensor4D) => tf.image.resizeNearestNeighbor(tensor, [height, width])
  const won = tf.cast(tf.equal(active, wide(pooled)), 'float32')
  return tf.reshape(passed(tf, tf.mul(wide(error), won), active), [count * height * width, channels])
}

/** The gradients of the mean cross-entropy by every parameter, backwards through the layers; WebAssembly's tfjs has no gradients of its own. */
export async function findGradients(
  tf: Tf,
  layers: readonly OwnerLayer[],
  inputs: readonly Float32Array[],
  labels: readonly number[],
  gradients: readonly Float32Array[],
): Promise<void> {
  const found = tf.tidy(() => {
    const tensors = layers.map(({ values, shape }) => tf.tensor2d(values, [...shape]))
    const { stages, flat, units, scores } = forward(tf, tensors, tensorOf(tf, inputs))
    const loss = tf.div(
      tf.sub(tf.sigmoid(scores), tf.tensor2d([...labels], [labels.length, 1])),
      labels.length,
    ) as Tensor2D
    const last = dense(tf, units, tensors[8], loss)
    const hidden = dense(tf, flat, tensors[6], passed(tf, last.back, units))
    const own: Tensor[][] = [hidden.own, last.own]
    let back = tf.reshape(hidden.back, stages[2].pooled.shape) as Tensor4D
    for (let stage = 2; stage >= 0; stage--) {
      const error = unpool(tf, back, stages[stage])
      const convolution = dense(tf, stages[stage].rows, tensors[2 * stage], error)
      own.unshift(convolution.own)
      if (stage > 0) back = fromNeighborhoods(tf, convolution.back, stages[stage - 1].pooled.shape)
    }
    return own.flat()
  })
  for (const [index, tensor] of found.entries()) {
    gradients[index].set(await tensor.data<'float32'>())
    tensor.dispose()
  }
}

async function scoresOf(tf: Tf, layers: readonly OwnerLayer[], inputs: readonly Float32Array[]): Promise<number[]> {
  const scores: number[] = []
  for (let start = 0; start < inputs.length; start += BATCH) {
    const out = tf.tidy(() => {
      const tensors = layers.map(({ values, shape }) => tf.tensor2d(values, [...shape]))
      return forward(tf, tensors, tensorOf(tf, inputs.slice(start, start + BATCH))).scores
    })
    scores.push(...(await out.data()))
    out.dispose()
  }
  return scores
}

/** Mean binary cross-entropy of logits, in the form that cannot overflow, and the share of right answers. */
export async function judge(
  tf: Tf,
  layers: readonly OwnerLayer[],
  inputs: readonly Float32Array[],
  samples: readonly Pick<OwnerSample, 'label'>[],
) {
  const scores = await scoresOf(tf, layers, inputs)
  let [loss, right] = [0, 0]
  for (const [index, score] of scores.entries()) {
    loss += Math.max(score, 0) - score * samples[index].label + Math.log1p(Math.exp(-Math.abs(score)))
    if (score > 0 === (samples[index].label === 1)) right++
  }
  return { loss: loss / scores.length, accuracy: right / scores.length }
}
