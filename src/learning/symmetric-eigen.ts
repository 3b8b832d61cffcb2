/** Eigenvalues, largest first, and the unit vectors that belong to them, one after another. */
export type Eigen = { readonly values: Float64Array; readonly vectors: Float64Array }

/** Turns always end after a handful of sweeps; the limit is for matrices that hold no numbers. */
const MOST_SWEEPS = 100

/**
 * Takes a symmetric matrix of `size` rows apart by Jacobi's turns: each pair of rows in turn is turned until the two no longer
 * mix. Throws a RangeError if the matrix holds something other than numbers.
 */
export function eigenOfSymmetric(matrix: Float64Array, size: number): Eigen {
  if (matrix.length !== size * size) throw new RangeError('The matrix is not square.')
  if (!matrix.every(Number.isFinite)) throw new RangeError('The matrix must hold finite numbers.')
  const left = Float64Array.from(matrix)
  const vectors = identityOf(size)
  const enough = 1e-30 * sumOfSquares(matrix)
  for (let sweep = 0; sweep < MOST_SWEEPS && mixtureOf(left, size) > enough; sweep++) {
    for (let one = 0; one < size; one++) {
      for (let other = one + 1; other < size; other++) turn(left, vectors, size, one, other)
    }
  }
  return sortEigen(left, vectors, size)
}

/** Turns rows and columns `one` and `other` so that their common entry becomes 0; the vectors turn along. */
function turn(matrix: Float64Array, vectors: Float64Array, size: number, one: number, other: number): void {
  const mixed = matrix[one * size + other]
  if (mixed === 0) return
  const ratio = (matrix[other * size + other] - matrix[one * size + one]) / (2 * mixed)
  const tangent = (ratio >= 0 ? 1 : -1) / (Math.abs(ratio) + Math.sqrt(ratio * ratio + 1))
  const cosine = 1 / Math.sqrt(tangent * tangent + 1)
  const sine = tangent * cosine
  for (let at = 0; at < size; at++) mix(matrix, at * size + one, at * size + other, cosine, sine)
  for (let at = 0; at < size; at++) mix(matrix, one * size + at, other * size + at, cosine, sine)
  for (let at = 0; at < size; at++) mix(vectors, one * size + at, other * size + at, cosine, sine)
}

function mix(list: Float64Array, one: number, other: number, cosine: number, sine: number): void {
  const before = list[one]
  list[one] = cosine * before - sine * list[other]
  list[other] = sine * before + cosine * list[other]
}

function sortEigen(matrix: Float64Array, vectors: Float64Array, size: number): Eigen {
  const valueAt = (index: number) => matrix[index * size + index]
  const order = Array.from({ length: size }, (_, index) => index).sort((a, b) => valueAt(b) - valueAt(a) || a - b)
  const sorted = new Float64Array(size * size)
  for (const [place, index] of order.entries()) {
    const vector = vectors.subarray(index * size, (index + 1) * size)
    // Either sign would do; one is chosen so that the same data always gives the same model.
    const sign = vector.reduce((most, part) => (Math.abs(part) > Math.abs(most) + 1e-9 ? part : most), 0) < 0 ? -1 : 1
    for (let at = 0; at < size; at++) sorted[place * size + at] = sign * vector[at]
  }
  return { values: Float64Array.from(order, valueAt), vectors: sorted }
}

function identityOf(size: number): Float64Array {
  const identity = new Float64Array(size * size)
  for (let index = 0; index < size; index++) identity[index * (size + 1)] = 1
  return identity
}

function mixtureOf(matrix: Float64Array, size: number): number {
  return sumOfSquares(matrix.filter((_, index) => index % (size + 1) !== 0))
}

function sumOfSquares(list: Float64Array): number {
  return list.reduce((sum, value) => sum + value * value, 0)
}
