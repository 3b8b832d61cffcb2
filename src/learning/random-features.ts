import { createWorkspace } from './network/multiply.ts'
import { createRandom, drawNormal } from './random.ts'

/**
 * Random Fourier features (Rahimi and Recht 2007): the cosines of random directions through the inputs. The products of two
 * rows' features are, on average over the directions, exp(-gamma * squared distance), so that a line through the features is
 * what a support vector machine with that kernel would draw.
 */
export type RandomFeatures = {
  readonly inputs: number
  readonly count: number
  /** Feature `j` turns by input `i` times `directions[i * count + j]`, from `phases[j]` on. */
  readonly directions: Float32Array
  readonly phases: Float32Array
}

/** Works features out for up to `FEATURE_BLOCK` rows at a time: inputs in, `width` apart, features out, one row after another. */
export type FeatureMap = {
  readonly width: number
  readonly inputs: Float32Array
  readonly features: Float32Array
  /** How far apart the rows of features are. */
  readonly featureWidth: number
  readonly run: (rows: number) => void
}

export const FEATURE_BLOCK = 64

/** Draws features for inputs with mean 0 and deviation 1. Throws a RangeError on numbers that make no sense. */
export function drawRandomFeatures(inputs: number, count: number, gamma: number, seed: number): RandomFeatures {
  if (!(Number.isInteger(count) && count >= 1 && count <= 4096)) throw new RangeError('There are 1 to 4,096 features.')
  if (!(gamma > 0 && gamma < Number.POSITIVE_INFINITY)) throw new RangeError('Gamma must be above 0.')
  const random = createRandom(seed)
  const scale = Math.sqrt(2 * gamma)
  return {
    inputs,
    count,
    directions: new Float32Array(inputs * count).map(() => scale * drawNormal(random)),
    phases: new Float32Array(count).map(() => 2 * Math.PI * random()),
  }
}

/** The features laid out for working, made once. */
export function featureMapOf(features: RandomFeatures): FeatureMap {
  const known = prepared.get(features)
  if (known) return known
  const map = createFeatureMap(features)
  prepared.set(features, map)
  return map
}

/** The features of rows of inputs, one row after another. */
export function mapInputs(features: RandomFeatures, inputs: Float32Array): Float32Array {
  const map = featureMapOf(features)
  const rows = inputs.length / features.inputs
  const mapped = new Float32Array(rows * features.count)
  for (let start = 0; start < rows; start += FEATURE_BLOCK) {
    const block = Math.min(FEATURE_BLOCK, rows - start)
    for (let row = 0; row < block; row++) {
      const from = (start + row) * features.inputs
      map.inputs.set(inputs.subarray(from, from + features.inputs), row * map.width)
    }
    map.run(block)
    for (let row = 0; row < block; row++) {
      const from = row * map.featureWidth
      mapped.set(map.features.subarray(from, from + features.count), (start + row) * features.count)
    }
  }
  return mapped
}

/**
 * The kernel's gamma for which a typical pair of rows is neither alike nor strangers: 1 / (2 d^2) of the median distance d
 * between rows, by up to `pairs` random pairs; 1 / inputs if most rows are the same.
 */
export function medianGamma(inputs: Float32Array, width: number, seed: number, pairs = 2000): number {
  const random = createRandom(seed)
  const rows = inputs.length / width
  const squares = new Float64Array(pairs).map(() => {
    const [left, right] = [Math.floor(random() * rows) * width, Math.floor(random() * rows) * width]
    let square = 0
    for (let input = 0; input < width; input++) square += (inputs[left + input] - inputs[right + input]) ** 2
    return square
  })
  const median = squares.sort()[pairs >> 1]
  return median > 0 ? 1 / (2 * median) : 1 / width
}

const prepared = new WeakMap<RandomFeatures, FeatureMap>()

function createFeatureMap({ inputs, count, directions, phases }: RandomFeatures): FeatureMap {
  const featureWidth = Math.ceil(count / 8) * 8
  const { views, product } = createWorkspace({
    inputs: FEATURE_BLOCK * inputs,
    directions: inputs * featureWidth,
    phases: featureWidth,
    features: FEATURE_BLOCK * featureWidth,
  })
  for (let input = 0; input < inputs; input++) {
    views.directions.set(directions.subarray(input * count, (input + 1) * count), input * featureWidth)
  }
  views.phases.set(phases)
  const turn = product({
    ...{ result: 'features', start: 'phases', left: 'inputs', leftRow: inputs, leftStep: 1, right: 'directions' },
    columns: featureWidth,
  })
  const scale = Math.sqrt(2 / count)
  return {
    width: inputs,
    inputs: views.inputs,
    features: views.features,
    featureWidth,
    run: (rows) => {
      turn(Math.ceil(rows / 4) * 4, inputs)
      const angles = views.features
      for (let row = 0, at = 0; row < rows; row++, at += featureWidth) {
        for (let feature = 0; feature < count; feature++) {
          angles[at + feature] = scale * Math.cos(angles[at + feature])
        }
      }
    },
  }
}
