import type { ResidualExplanation } from './linear-explanation.ts'
import type { NetworkModel } from './network.ts'
import { passesOf } from './network.ts'
import { createRandom, shuffle } from './random.ts'
import { columnOfInput, inputsOf, scaleRow, scaleTable } from './scaling.ts'
import { selectRows, type Table } from './table.ts'

/** How closely to look. What is left out is as in `expectedGradientsDefaults`. */
export type ExpectedGradientsOptions = {
  /** The most rows of the background that a row is compared with. */
  readonly rows?: number
  /** At how many places on the way from each of them the gradient is taken. */
  readonly points?: number
  readonly seed?: number
}

export const expectedGradientsDefaults = { rows: 64, points: 8, seed: 1 } satisfies ExpectedGradientsOptions

/** Rows of the background have their places shifted by this much from one to the next, so that together they cover the way. */
const GOLDEN = (Math.sqrt(5) - 1) / 2

/**
 * Explains networks by expected gradients (Erion et al. 2021): what a column adds is its distance from a row of the background
 * times the gradient along the straight way from there, averaged over the way and over the background. The base is the mean score
 * of the background. As the way is only looked at in places, the contributions miss the score by a little; that is the residual, and it is
 * never spread over the columns. The same background, options and seed give the same explanation. One explainer serves one
 * row at a time.
 */
export function createGradientExplainer(
  model: NetworkModel,
  background: Table,
  options: ExpectedGradientsOptions = {},
): (values: Float32Array, offset?: number) => ResidualExplanation {
  const { rows, points, seed } = { ...expectedGradientsDefaults, ...options }
  if (background.names.join('\n') !== model.columns.join('\n'))
    throw new RangeError('The background has other columns.')
  if (background.rows === 0) throw new RangeError('The background has no rows.')
  if (!(Number.isInteger(rows) && rows >= 1)) throw new RangeError('At least one row of the background is needed.')
  if (!(Number.isInteger(points) && points >= 1)) throw new RangeError('At least one place on the way is needed.')
  const { scaling, columns } = model
  const width = inputsOf(scaling)
  const others = scaleTable(scaling, selectRows(background, drawRows(background.rows, rows, seed)))
  const ways = createWays(model, others, points)
  const base = meanScore(model, others)
  const inputs = new Float32Array(width)
  return (values, offset = 0) => {
    scaleRow(scaling, values, offset, inputs, 0)
    const sums = ways(inputs)
    const contributions = new Float64Array(columns.length)
    let explained = base
    for (let input = 0; input < width; input++) {
      contributions[columnOfInput(scaling, input)] += sums[input]
      explained += sums[input]
    }
    return { base, contributions, residual: scoreOf(model, inputs) - explained }
  }
}

/** The places on the ways to a row, a block after another; gives for each input its mean distance times gradient. */
function createWays(model: NetworkModel, others: Float32Array, points: number) {
  const passes = passesOf(model)
  const width = inputsOf(model.scaling)
  const places = (others.length / width) * points
  const block = passes.scores.length
  return (inputs: Float32Array): Float64Array => {
    const sums = new Float64Array(width)
    for (let start = 0; start < places; start += block) {
      const size = Math.min(block, places - start)
      for (let index = 0; index < size; index++) {
        const [other, point] = [Math.floor((start + index) / points), (start + index) % points]
        const share = (point + ((other * GOLDEN) % 1)) / points
        for (let input = 0; input < width; input++) {
          const from = others[other * width + input]
          passes.inputs[index * passes.width + input] = from + share * (inputs[input] - from)
        }
      }
      passes.forward(size)
      passes.errors.fill(1, 0, size)
      passes.backwardInputs(size)
      for (let index = 0; index < size; index++) {
        const other = Math.floor((start + index) / points)
        for (let input = 0; input < width; input++) {
          const distance = inputs[input] - others[other * width + input]
          sums[input] += (distance * passes.inputGradients[index * passes.width + input]) / places
        }
      }
    }
    return sums
  }
}

function scoreOf(model: NetworkModel, inputs: Float32Array): number {
  const passes = passesOf(model)
  passes.inputs.set(inputs)
  passes.forward(1)
  return passes.scores[0]
}

function meanScore(model: NetworkModel, others: Float32Array): number {
  const width = inputsOf(model.scaling)
  const rows = others.length / width
  let sum = 0
  for (let row = 0; row < rows; row++) sum += scoreOf(model, others.subarray(row * width, (row + 1) * width))
  return sum / rows
}

/** All rows if there are few, or random ones. */
function drawRows(count: number, most: number, seed: number): Uint32Array {
  const rows = Uint32Array.from({ length: count }, (_, row) => row)
  if (count > most) shuffle(createRandom(seed), rows)
  return rows.subarray(0, most).sort()
}
