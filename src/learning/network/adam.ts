/** How the parameters follow their gradients: Adam (Kingma and Ba 2015). */
export type AdamRules = { readonly learningRate: number; readonly l2: number }

const FIRST_DECAY = 0.9
const SECOND_DECAY = 0.999
const EPSILON = 1e-8

/** Moves parameters against their gradients, each by its own step. `decays` says for each list whether l2 holds it back. */
export function createAdam(
  parameters: readonly Float32Array[],
  gradients: readonly Float32Array[],
  decays: readonly boolean[],
) {
  const means = parameters.map((list) => new Float64Array(list.length))
  const squares = parameters.map((list) => new Float64Array(list.length))
  let firstPower = 1
  let secondPower = 1
  return ({ learningRate, l2 }: AdamRules): void => {
    firstPower *= FIRST_DECAY
    secondPower *= SECOND_DECAY
    const rate = (learningRate * Math.sqrt(1 - secondPower)) / (1 - firstPower)
    for (let list = 0; list < parameters.length; list++) {
      step(parameters[list], gradients[list], means[list], squares[list], rate, decays[list] ? l2 : 0)
    }
  }
}

function step(
  parameters: Float32Array,
  gradients: Float32Array,
  means: Float64Array,
  squares: Float64Array,
  rate: number,
  l2: number,
): void {
  for (let index = 0; index < parameters.length; index++) {
    const gradient = gradients[index] + l2 * parameters[index]
    const mean = FIRST_DECAY * means[index] + (1 - FIRST_DECAY) * gradient
    const square = SECOND_DECAY * squares[index] + (1 - SECOND_DECAY) * gradient * gradient
    means[index] = mean
    squares[index] = square
    parameters[index] -= (rate * mean) / (Math.sqrt(square) + EPSILON)
  }
}
