import { createLayers, type Layer, type NetworkShape, padLayer, unpadLayer } from './layers.ts'
import { createWorkspace, type Workspace } from './multiply.ts'

/**
 * A network with room for a block of rows. Rows are written into `inputs`, one after another, `width` apart; `forward` fills
 * `scores` with their log-odds. After that `backward` turns `errors`, the derivative of a loss by each score, into the
 * derivatives by each parameter, and `backwardInputs` into those by each input.
 */
export type Passes = {
  readonly width: number
  readonly inputs: Float32Array
  readonly scores: Float64Array
  readonly errors: Float32Array
  readonly inputGradients: Float32Array
  /** Weights and biases, layer after layer; `forward` uses what they hold at the time. */
  readonly parameters: readonly Float32Array[]
  readonly gradients: readonly Float32Array[]
  readonly forward: (rows: number) => void
  readonly backward: (rows: number) => void
  readonly backwardInputs: (rows: number) => void
  readonly layers: () => Layer[]
}

type Piece = (typeof pieceNames)[number]
type Sizes = { readonly inputs: number; readonly first: number; readonly second: number; readonly rows: number }

const pieceNames = [
  ...(['weights1', 'biases1', 'weights2', 'biases2', 'weights3', 'bias3'] as const),
  ...(['gradient1', 'biasGradient1', 'gradient2', 'biasGradient2', 'gradient3', 'biasGradient3'] as const),
  ...(['inputs', 'units1', 'units2', 'errors', 'errors1', 'errors2', 'inputErrors'] as const),
  ...(['turned1', 'turned2', 'zeros', 'ones', 'sums'] as const),
]

/** Prepares a network for up to `most` rows at a time. */
export function createPasses(shape: NetworkShape, layers: readonly Layer[], most: number): Passes {
  const sizes = sizesOf(shape, most)
  const workspace = createWorkspace(lengthsOf(sizes))
  const { views } = workspace
  views.ones.fill(1)
  padLayer(layers[0], views.weights1, views.biases1, sizes.first)
  padLayer(layers[1], views.weights2, views.biases2, sizes.second)
  padLayer(layers[2], views.weights3, views.bias3, 1)
  const scores = new Float64Array(most)
  const hidden = errorsOf(workspace, sizes)
  return {
    width: sizes.inputs,
    inputs: views.inputs,
    scores,
    errors: views.errors,
    inputGradients: views.inputErrors,
    parameters: [views.weights1, views.biases1, views.weights2, views.biases2, views.weights3, views.bias3],
    gradients: pieceNames.slice(6, 12).map((name) => views[name]),
    forward: createForward(workspace, sizes, scores),
    backward: createBackward(workspace, sizes, hidden),
    backwardInputs: createBackwardInputs(workspace, sizes, hidden),
    layers: () => {
      const kept = createLayers(shape)
      unpadLayer(kept[0], views.weights1, views.biases1, sizes.first)
      unpadLayer(kept[1], views.weights2, views.biases2, sizes.second)
      unpadLayer(kept[2], views.weights3, views.bias3, 1)
      return kept
    },
  }
}

/** Widths are filled up to eight and rows to four, which is what the products work on. */
function sizesOf({ inputs, hidden }: NetworkShape, rows: number): Sizes {
  return { inputs: fill(inputs, 8), first: fill(hidden[0], 8), second: fill(hidden[1], 8), rows: fill(rows, 4) }
}

function fill(count: number, to: number): number {
  return Math.ceil(count / to) * to
}

function lengthsOf({ inputs, first, second, rows }: Sizes): Record<Piece, number> {
  const widest = Math.max(inputs, first, second)
  return {
    weights1: inputs * first,
    biases1: first,
    weights2: first * second,
    biases2: second,
    weights3: second,
    bias3: 1,
    gradient1: inputs * first,
    biasGradient1: first,
    gradient2: first * second,
    biasGradient2: second,
    gradient3: second,
    biasGradient3: 1,
    inputs: rows * inputs,
    units1: rows * first,
    units2: rows * second,
    errors: rows,
    errors1: rows * first,
    errors2: rows * second,
    inputErrors: rows * inputs,
    turned1: first * inputs,
    turned2: second * first,
    zeros: widest,
    ones: rows,
    sums: 4 * widest,
  }
}

function createForward({ product, views }: Workspace<Piece>, sizes: Sizes, scores: Float64Array) {
  const { inputs, first, second } = sizes
  const { units2, weights3, bias3 } = views
  const rectified = { leftStep: 1, floor: 0 }
  const toFirst = product({
    ...{ result: 'units1', start: 'biases1', left: 'inputs', leftRow: inputs, right: 'weights1', columns: first },
    ...rectified,
  })
  const toSecond = product({
    ...{ result: 'units2', start: 'biases2', left: 'units1', leftRow: first, right: 'weights2', columns: second },
    ...rectified,
  })
  return (rows: number): void => {
    const filled = fill(rows, 4)
    toFirst(filled, inputs)
    toSecond(filled, first)
    for (let row = 0, at = 0; row < rows; row++, at += second) {
      let score = bias3[0]
      for (let unit = 0; unit < second; unit++) score += units2[at + unit] * weights3[unit]
      scores[row] = score
    }
  }
}

/** Carries the errors back to what the hidden units were given. */
function errorsOf({ product, mask, views }: Workspace<Piece>, { first, second }: Sizes) {
  const toSecond = product({
    ...{ result: 'errors2', start: 'zeros', left: 'errors', leftRow: 1, leftStep: 0, right: 'weights3' },
    columns: second,
  })
  const toFirst = product({
    ...{ result: 'errors1', start: 'zeros', left: 'errors2', leftRow: second, leftStep: 1, right: 'turned2' },
    columns: first,
  })
  return (rows: number): void => {
    const filled = fill(rows, 4)
    views.errors.fill(0, rows, filled)
    toSecond(filled, 1)
    mask('errors2', 'units2', filled * second)
    turn(views.weights2, first, second, views.turned2)
    toFirst(filled, second)
    mask('errors1', 'units1', filled * first)
  }
}

function createBackward({ product, views }: Workspace<Piece>, sizes: Sizes, hidden: (rows: number) => void) {
  const { inputs, first, second } = sizes
  const weights = (result: Piece, left: Piece, leftStep: number, right: Piece, columns: number) =>
    product({ result, start: 'zeros', left, leftRow: 1, leftStep, right, columns })
  // A sum over rows is a product too: four equal rows of it, of which the first is kept.
  const sums = (left: Piece, right: Piece, columns: number) =>
    product({ result: 'sums', start: 'zeros', left, leftRow: 0, leftStep: 1, right, columns })
  const toWeights1 = weights('gradient1', 'inputs', inputs, 'errors1', first)
  const toWeights2 = weights('gradient2', 'units1', first, 'errors2', second)
  const toBiases1 = sums('ones', 'errors1', first)
  const toBiases2 = sums('ones', 'errors2', second)
  const toWeights3 = sums('errors', 'units2', second)
  return (rows: number): void => {
    hidden(rows)
    const filled = fill(rows, 4)
    toWeights1(inputs, filled)
    toBiases1(4, filled)
    copy(views.sums, views.biasGradient1)
    toWeights2(first, filled)
    toBiases2(4, filled)
    copy(views.sums, views.biasGradient2)
    toWeights3(4, filled)
    copy(views.sums, views.gradient3)
    let sum = 0
    for (let row = 0; row < rows; row++) sum += views.errors[row]
    views.biasGradient3[0] = sum
  }
}

function createBackwardInputs({ product, views }: Workspace<Piece>, sizes: Sizes, hidden: (rows: number) => void) {
  const { inputs, first } = sizes
  const toInputs = product({
    ...{ result: 'inputErrors', start: 'zeros', left: 'errors1', leftRow: first, leftStep: 1, right: 'turned1' },
    columns: inputs,
  })
  return (rows: number): void => {
    hidden(rows)
    turn(views.weights1, inputs, first, views.turned1)
    toInputs(fill(rows, 4), first)
  }
}

function turn(matrix: Float32Array, rows: number, columns: number, turned: Float32Array): void {
  for (let row = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++) turned[column * rows + row] = matrix[row * columns + column]
  }
}

function copy(from: Float32Array, to: Float32Array): void {
  for (let index = 0; index < to.length; index++) to[index] = from[index]
}
