import { type Curvature, curvatureOf, WIDEST_MATRIX } from './curvature.ts'
import type { RowLoss } from './losses.ts'
import { addRows, type Rows, scoreRows } from './rows.ts'

/** A score is the intercept plus the sum of inputs times weights. */
export type Line = { readonly weights: Float64Array; readonly intercept: number }

/** What is to be made small: the weighted losses of all rows plus `l2` / 2 times the squared weights. */
export type Aim = { readonly rows: Rows; readonly loss: RowLoss; readonly l2: number }

/** What is known after each step. */
export type LineStep = { readonly step: number; readonly loss: number }

/** A place to search from; the intercept comes behind the weights. */
type Place = { readonly point: Float64Array; readonly scores: Float64Array; readonly cost: number }

const MOST_STEPS = 100
/** Done once the gradient is this small a part of what it is at the line through 0; where steps cost more, sooner. */
const TOLERANCE = 1e-10
const WIDE_TOLERANCE = 1e-6
const WIDE = 64
/** So many steps may leave the cost as it is: the gradient still shrinks then, until rounding is all that is left of it. */
const MOST_IDLE = 4

/**
 * The line that comes closest to the aim, by Newton's method: each step by conjugate gradients, halved until it leads down
 * (as LIBLINEAR does it; Lin, Weng and Keerthi 2008). There is one such line only; `start` shortens the way to it. The
 * intercept is free of the penalty.
 */
export function fitLine(aim: Aim, start?: Line, onStep?: (step: LineStep) => void): Line {
  const { rows } = aim
  const origin = placeAt(aim, new Float64Array(rows.width + 1))
  const whole = normOf(gradientAt(aim, origin))
  const tolerance = rows.width <= WIDE ? TOLERANCE : WIDE_TOLERANCE
  let place = start ? placeAt(aim, Float64Array.of(...start.weights, start.intercept)) : origin
  let idle = 0
  for (let step = 1; step <= MOST_STEPS && idle < MOST_IDLE; step++) {
    const gradient = gradientAt(aim, place)
    const left = normOf(gradient) / whole
    if (left <= tolerance) break
    // Far from the goal a rough direction is enough; with a matrix at hand an exact one costs nothing.
    const exactness = rows.width <= WIDEST_MATRIX ? 1e-6 : Math.min(0.1, Math.sqrt(left))
    const next = advance(aim, place, gradient, solve(curvatureAt(aim, place), gradient, exactness))
    if (next === undefined) break
    idle = next.cost < place.cost ? 0 : idle + 1
    place = next
    onStep?.({ step, loss: place.cost })
  }
  return { weights: place.point.slice(0, rows.width), intercept: place.point[rows.width] }
}

function placeAt(aim: Aim, point: Float64Array, scores = scoreRows(aim.rows, point)): Place {
  const { loss, l2 } = aim
  const { signs, weights, width } = aim.rows
  let cost = 0
  for (let row = 0; row < scores.length; row++) cost += weights[row] * loss.lossAt(scores[row], signs[row])
  for (let at = 0; at < width; at++) cost += (l2 / 2) * point[at] * point[at]
  return { point, scores, cost }
}

function gradientAt({ rows, loss, l2 }: Aim, { point, scores }: Place): Float64Array {
  const slopes = new Float64Array(scores.length)
  for (let row = 0; row < scores.length; row++) {
    slopes[row] = rows.weights[row] * loss.slopeAt(scores[row], rows.signs[row])
  }
  const gradient = point.map((value, at) => (at < rows.width ? l2 * value : 0))
  addRows(rows, slopes, gradient)
  return gradient
}

function curvatureAt({ rows, loss, l2 }: Aim, { scores }: Place): Curvature {
  const curvatures = new Float64Array(scores.length)
  for (let row = 0; row < scores.length; row++) {
    curvatures[row] = rows.weights[row] * loss.curvatureAt(scores[row], rows.signs[row])
  }
  return curvatureOf(rows, curvatures, l2)
}

/** Goes as far as the loss falls enough (Armijo's condition): whole, half, a quarter and so on. Undefined if it never does. */
function advance(aim: Aim, from: Place, gradient: Float64Array, direction: Float64Array): Place | undefined {
  const changes = scoreRows(aim.rows, direction)
  const descent = dot(gradient, direction)
  if (!(descent < 0)) return undefined
  for (let share = 1; share > 1e-10; share /= 2) {
    const point = from.point.map((value, at) => value + share * direction[at])
    const scores = new Float64Array(changes.length)
    for (let row = 0; row < scores.length; row++) scores[row] = from.scores[row] + share * changes[row]
    const place = placeAt(aim, point, scores)
    if (place.cost <= from.cost + 1e-4 * share * descent) return place
  }
  return undefined
}

/** The direction whose product with the curvature is the gradient turned round, nearly: conjugate gradients (Shewchuk 1994). */
function solve({ diagonal, multiply }: Curvature, gradient: Float64Array, exactness: number): Float64Array {
  const size = gradient.length
  const direction = new Float64Array(size)
  const rest = gradient.map((value) => -value)
  const eased = rest.map((value, at) => value / Math.max(diagonal[at], Number.MIN_VALUE))
  const search = Float64Array.from(eased)
  const product = new Float64Array(size)
  const enough = exactness * normOf(gradient)
  let slope = dot(rest, eased)
  for (let round = 0; round < 10 * size && normOf(rest) > enough; round++) {
    multiply(search, product)
    const bend = dot(search, product)
    if (!(bend > 0)) break
    for (let at = 0; at < size; at++) {
      direction[at] += (slope / bend) * search[at]
      rest[at] -= (slope / bend) * product[at]
      eased[at] = rest[at] / Math.max(diagonal[at], Number.MIN_VALUE)
    }
    const next = dot(rest, eased)
    for (let at = 0; at < size; at++) search[at] = eased[at] + (next / slope) * search[at]
    slope = next
  }
  return direction
}

function dot(left: Float64Array, right: Float64Array): number {
  let sum = 0
  for (let at = 0; at < left.length; at++) sum += left[at] * right[at]
  return sum
}

function normOf(vector: Float64Array): number {
  return Math.sqrt(dot(vector, vector))
}
