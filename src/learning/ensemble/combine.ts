/** How much the trees and the networks count: a logistic combiner on their log-odds, fitted on rows that neither was trained on. */
import { fitLogistic, scoreLogistic } from '../logistic.ts'
import { createTable } from '../table.ts'

/** The ensemble's log-odds are `base + trees * (mean of the tree members) + networks * (mean of the networks)`. */
export interface Combination {
  readonly base: number
  readonly trees: number
  readonly networks: number
}

/** Both kinds count the same. */
export const evenly: Combination = { base: 0, trees: 0.5, networks: 0.5 }

/** Fewer positives than this say nothing about weights. */
const fewestPositives = 20

/** Fits the weights, none below 0: a member that is right against its own scores would be noise. */
export function fitCombination(
  trees: Float64Array,
  networks: Float64Array,
  labels: Uint8Array,
  rowWeights?: Float32Array,
): Combination {
  const positives = labels.reduce((sum, label) => sum + label, 0)
  if (positives < fewestPositives || positives === labels.length) return evenly
  const both = fitWeights([trees, networks], labels, rowWeights)
  if (both.weights[0] >= 0 && both.weights[1] >= 0)
    return { base: both.base, trees: both.weights[0], networks: both.weights[1] }
  const isTrees = both.weights[0] >= both.weights[1]
  const one = fitWeights([isTrees ? trees : networks], labels, rowWeights)
  const weight = Math.max(0, one.weights[0])
  return { base: one.base, trees: isTrees ? weight : 0, networks: isTrees ? 0 : weight }
}

function fitWeights(scores: readonly Float64Array[], labels: Uint8Array, rowWeights?: Float32Array) {
  const names = scores.map((_, index) => `member-${index}`)
  const values = new Float32Array(labels.length * scores.length)
  for (const [index, list] of scores.entries())
    for (let row = 0; row < labels.length; row++) values[row * scores.length + index] = list[row]
  const model = fitLogistic(createTable(names, values), labels, { weights: rowWeights })
  // The combiner is linear, so its score at the unit points tells its weights whatever scaling it uses inside.
  const base = scoreLogistic(model, new Float32Array(scores.length))
  const weights = scores.map((_, index) => {
    const unit = new Float32Array(scores.length)
    unit[index] = 1
    return scoreLogistic(model, unit) - base
  })
  return { base, weights }
}
