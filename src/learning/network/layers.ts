import { createRandom } from '#learning/random'

/** One layer: output `j` is the sum of input `i` times `weights[i * outputs + j]`, plus `biases[j]`. */
export type Layer = {
  readonly inputs: number
  readonly outputs: number
  readonly weights: Float32Array
  readonly biases: Float32Array
}

/** How many inputs a network has and how many units its two hidden layers. */
export type NetworkShape = { readonly inputs: number; readonly hidden: readonly [number, number] }

export function createLayers({ inputs, hidden }: NetworkShape): Layer[] {
  const widths = [inputs, ...hidden, 1]
  return widths.slice(1).map((outputs, index) => ({
    inputs: widths[index],
    outputs,
    weights: new Float32Array(widths[index] * outputs),
    biases: new Float32Array(outputs),
  }))
}

/**
 * Layers that training can begin with: weights drawn evenly from a range that keeps signals of equal size from layer to layer
 * (Glorot and Bengio 2010), and an output that gives every row the log-odds of the whole.
 */
export function drawLayers(shape: NetworkShape, logOdds: number, seed: number): Layer[] {
  const random = createRandom(seed)
  const layers = createLayers(shape)
  for (const { inputs, outputs, weights } of layers) {
    const most = Math.sqrt(6 / (inputs + outputs))
    for (let index = 0; index < weights.length; index++) weights[index] = most * (2 * random() - 1)
  }
  layers[2].biases[0] = logOdds
  return layers
}

/** Copies layers into pieces whose rows are wider; what lies between stays 0 and so never has an effect. */
export function padLayer(layer: Layer, weights: Float32Array, biases: Float32Array, width: number): void {
  for (let input = 0; input < layer.inputs; input++) {
    const start = input * layer.outputs
    weights.set(layer.weights.subarray(start, start + layer.outputs), input * width)
  }
  biases.set(layer.biases)
}

/** The reverse of `padLayer`. */
export function unpadLayer(layer: Layer, weights: Float32Array, biases: Float32Array, width: number): void {
  for (let input = 0; input < layer.inputs; input++) {
    layer.weights.set(weights.subarray(input * width, input * width + layer.outputs), input * layer.outputs)
  }
  layer.biases.set(biases.subarray(0, layer.outputs))
}
