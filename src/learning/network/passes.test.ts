import assert from 'node:assert/strict'
import { test } from 'node:test'
import { createRandom } from '#learning/random'
import { drawLayers, type Layer } from './layers.ts'
import { createPasses } from './passes.ts'

const shape = { inputs: 5, hidden: [11, 6] as const }
const rows = 7
const random = createRandom(3)
const inputs = Array.from({ length: rows }, () => Array.from({ length: shape.inputs }, () => 2 * random() - 1))
const layers = drawLayers(shape, 0.3, 2)
for (const { biases } of layers) for (let index = 0; index < biases.length; index++) biases[index] += random() - 0.5

/** The sum of half the squared scores, whose derivative by a score is the score. */
const passes = createPasses(shape, layers, rows)
for (const [row, values] of inputs.entries()) passes.inputs.set(values, row * passes.width)
passes.forward(rows)
passes.scores.forEach((score, row) => {
  passes.errors[row] = score
})

test('scores are those of the layers worked out one after another', () => {
  for (const [row, values] of inputs.entries()) close(passes.scores[row], scoreByHand(layers, values), 1e-5)
})

test('derivatives by every weight and bias are those of finite differences', () => {
  passes.backward(rows)
  const widths = [16, 8, 1]
  for (const [index, layer] of layers.entries()) {
    const [weights, biases] = passes.gradients.slice(2 * index, 2 * index + 2)
    for (let at = 0; at < layer.weights.length; at++) {
      const padded = Math.floor(at / layer.outputs) * widths[index] + (at % layer.outputs)
      close(weights[padded], slope(layers, index, 'weights', at), 1e-4)
    }
    for (let at = 0; at < layer.outputs; at++) close(biases[at], slope(layers, index, 'biases', at), 1e-4)
  }
})

test('derivatives by every input are those of finite differences', () => {
  passes.backwardInputs(rows)
  for (const [row, values] of inputs.entries()) {
    for (const input of values.keys()) {
      const moved = (by: number) => values.with(input, values[input] + by)
      const change = scoreByHand(layers, moved(1e-6)) - scoreByHand(layers, moved(-1e-6))
      close(passes.inputGradients[row * passes.width + input], (passes.scores[row] * change) / 2e-6, 1e-4)
    }
  }
})

test('layers come back as they went in', () => {
  assert.deepEqual(passes.layers(), layers)
})

function slope(from: readonly Layer[], layer: number, list: 'weights' | 'biases', at: number): number {
  const [up, down] = [1e-6, -1e-6].map((by) => {
    const wide = from.map((each) => ({ ...each, weights: [...each.weights], biases: [...each.biases] }))
    wide[layer][list][at] += by
    return inputs.reduce((sum, values) => sum + scoreByHand(wide, values) ** 2 / 2, 0)
  })
  return (up - down) / 2e-6
}

type WideLayer = { readonly outputs: number; readonly weights: ArrayLike<number>; readonly biases: ArrayLike<number> }

function scoreByHand(from: readonly WideLayer[], values: readonly number[]): number {
  let signals = [...values]
  for (const [index, { outputs, weights, biases }] of from.entries()) {
    signals = Array.from({ length: outputs }, (_, output) => {
      const sum = signals.reduce(
        (total, signal, input) => total + signal * weights[input * outputs + output],
        biases[output],
      )
      return index < 2 ? Math.max(0, sum) : sum
    })
  }
  return signals[0]
}

function close(value: number, expected: number, tolerance: number): void {
  assert.ok(Math.abs(value - expected) <= tolerance * Math.max(1, Math.abs(expected)), `${value} and ${expected}`)
}
