import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Tensor1D, Tensor2D, Tensor4D } from '@tensorflow/tfjs-core'
import { folderOf, loadRuntime, type Tf } from '../networks/runtime.ts'
import { spreadBytes } from '../networks/weights.ts'
import type { Picture } from '../pictures/picture.ts'

/** How many numbers describe a face. */
export const descriptorLength = 128

const SIDE = 150
const MEAN = [122.782, 117.001, 104.298]

type Entry = {
  readonly name: string
  readonly shape: readonly number[]
  /** Absent where the numbers are floats as they are. */
  readonly quantization?: { readonly scale: number; readonly min: number }
}

type Parameters = ReadonlyMap<string, { readonly values: Float32Array; readonly shape: readonly number[] }>

/** Each convolution with its scale and shift in its kernel and bias already, by its name; at last what makes 128 numbers. */
type Layers = {
  readonly convolutions: ReadonlyMap<string, { readonly filter: Tensor4D; readonly bias: Tensor1D }>
  readonly last: Tensor2D
}

/**
 * Reads the weights of dlib's residual network (King 2017) as @vladmandic/face-api packs them, and answers what describes chips, in some 30 ms each.
 * Only the weights are used of that package: its code wants all of tfjs.
 */
export async function loadDescriptor(): Promise<(chips: readonly Picture[]) => Promise<Float32Array[]>> {
  const tf = await loadRuntime()
  const layers = layersOf(tf, await readParameters())
  return async (chips) => {
    const described: Float32Array[] = []
    for (const { pixels, width, height } of chips) {
      if (width !== SIDE || height !== SIDE) throw new RangeError('A chip is 150 pixels wide and high.')
      const tensor = tf.tidy(() => describe(tf, layers, pixels))
      described.push(await tensor.data<'float32'>())
      tensor.dispose()
    }
    return described
  }
}

async function readParameters(): Promise<Parameters> {
  const folder = join(folderOf('@vladmandic/face-api'), '..', 'model')
  const bytes = await readFile(join(folder, 'face_recognition_model.bin'))
  const [{ weights }] = JSON.parse(
    await readFile(join(folder, 'face_recognition_model-weights_manifest.json'), 'utf8'),
  ) as [{ weights: readonly Entry[] }]
  const found = new Map<string, { values: Float32Array; shape: readonly number[] }>()
  let at = 0
  for (const { name, shape, quantization } of weights) {
    const count = shape.reduce((product, side) => product * side, 1)
    const values =
      quantization === undefined
        ? new Float32Array(new Uint8Array(bytes.subarray(at, at + 4 * count)).buffer)
        : spreadBytes(bytes, at, count, quantization.scale, quantization.min)
    found.set(name, { values, shape })
    at += quantization === undefined ? 4 * count : count
  }
  return found
}

function layersOf(tf: Tf, parameters: Parameters): Layers {
  const convolutions = new Map<string, { filter: Tensor4D; bias: Tensor1D }>()
  for (const [path, { values, shape }] of parameters) {
    const name = path.replace('/conv/filters', '')
    if (name === path) continue
    const [shift, factor, offset] = ['conv/bias', 'scale/weights', 'scale/biases'].map(
      (part) => at(parameters, `${name}/${part}`).values,
    )
    const filter = values.map((value, index) => value * factor[index % factor.length])
    const bias = offset.map((value, channel) => value + shift[channel] * factor[channel])
    const [height, width, inputs, outputs] = shape
    convolutions.set(name, { filter: tf.tensor4d(filter, [height, width, inputs, outputs]), bias: tf.tensor1d(bias) })
  }
  const { values, shape } = at(parameters, 'fc')
  return { convolutions, last: tf.tensor2d(values, [shape[0], shape[1]]) }
}

function describe(tf: Tf, layers: Layers, pixels: Uint8Array): Tensor2D {
  const picture = tf.tensor4d(pixels, [1, SIDE, SIDE, 3], 'float32')
  let out = tf.div(tf.sub(picture, MEAN), 255) as Tensor4D
  out = convolve(tf, layers, 'conv32_down', out, 2, 'relu')
  out = tf.maxPool(out, 3, 2, 'valid')
  for (const width of [32, 64, 128, 256]) {
    if (width > 32) out = halve(tf, layers, `conv${width}_down`, out)
    for (const block of width > 64 ? [1, 2] : [1, 2, 3]) out = refine(tf, layers, `conv${width}_${block}`, out)
  }
  out = halve(tf, layers, 'conv256_down_out', out)
  return tf.matMul(tf.mean<Tensor2D>(out, [1, 2]), layers.last)
}

/** Two convolutions whose result is added to what went in. */
function refine(tf: Tf, layers: Layers, name: string, input: Tensor4D): Tensor4D {
  const first = convolve(tf, layers, `${name}/conv1`, input, 1, 'relu')
  return tf.relu(tf.add(convolve(tf, layers, `${name}/conv2`, first, 1, 'linear'), input))
}

/** The same at half the size; the input is averaged, and zeros fill what it lacks in places and channels. */
function halve(tf: Tf, layers: Layers, name: string, input: Tensor4D): Tensor4D {
  const first = convolve(tf, layers, `${name}/conv1`, input, 2, 'relu')
  const second = convolve(tf, layers, `${name}/conv2`, first, 1, 'linear')
  const pooled = tf.avgPool(input, 2, 2, 'valid')
  const [height, width, channels] = [1, 2, 3].map((side) => Math.max(pooled.shape[side], second.shape[side]))
  const fill = (tensor: Tensor4D) => {
    const [, rows, columns, depth] = tensor.shape
    return tf.pad4d(tensor, [
      [0, 0],
      [0, height - rows],
      [0, width - columns],
      [0, channels - depth],
    ])
  }
  return tf.relu(tf.add(fill(pooled), fill(second)))
}

function convolve(
  tf: Tf,
  { convolutions }: Layers,
  name: string,
  x: Tensor4D,
  strides: 1 | 2,
  activation: 'relu' | 'linear',
): Tensor4D {
  const { filter, bias } = at(convolutions, name)
  return tf.fused.conv2d({ x, filter, bias, strides, pad: strides === 2 ? 'valid' : 'same', activation })
}

function at<Part>(parts: ReadonlyMap<string, Part>, name: string): Part {
  const part = parts.get(name)
  if (part === undefined) throw new Error(`The weights lack ${name}.`)
  return part
}

/** How far two faces are apart: 0 for the same picture, above 0.6 for most strangers. */
export function distanceBetween(one: ArrayLike<number>, other: ArrayLike<number>): number {
  let sum = 0
  for (let index = 0; index < descriptorLength; index++) sum += (one[index] - other[index]) ** 2
  return Math.sqrt(sum)
}
