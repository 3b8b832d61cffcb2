/** Where to read a function between 0 and 1, and what each reading weighs, so that the mean is its integral. */
export type Quadrature = { readonly points: Float64Array; readonly weights: Float64Array }

/** The rule of Gauss and Legendre: exact for polynomials up to degree `2 * count - 1`. */
export function gaussLegendre(count: number): Quadrature {
  const points = new Float64Array(count)
  const weights = new Float64Array(count)
  for (let index = 0; index < count; index++) {
    // Newton's steps from here always end at the root with this number, within a handful.
    let root = -Math.cos((Math.PI * (index + 0.75)) / (count + 0.5))
    for (let step = 0; step < 10; step++) root -= legendre(count, root).value / legendre(count, root).slope
    const { slope } = legendre(count, root)
    points[index] = (1 + root) / 2
    weights[index] = 1 / ((1 - root * root) * slope * slope)
  }
  return { points, weights }
}

/** Legendre's polynomial of a degree at `at`, and its slope. */
function legendre(degree: number, at: number): { value: number; slope: number } {
  let [before, value] = [1, at]
  for (let term = 2; term <= degree; term++) {
    const next = ((2 * term - 1) * at * value - (term - 1) * before) / term
    before = value
    value = next
  }
  return { value, slope: (degree * (at * value - before)) / (at * at - 1) }
}
