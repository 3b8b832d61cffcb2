/** A mesh as the worker hands it out: x and y of each point, one after the other, in pixels. */
export type FlatMesh = ArrayLike<number>

/**
 * How much of a mesh's change between two frames no flat picture could show, by the size of the face. A picture that is turned, tilted, moved or
 * brought closer changes as a plane does (an affine map, at a kiosk's distance); a head that turns moves its nose against its cheeks.
 */
export function reliefBetween(before: FlatMesh, after: FlatMesh): number {
  const count = before.length / 2
  const x = fitPlane(before, after, 0)
  const y = fitPlane(before, after, 1)
  let [rest, size] = [0, 0]
  const [middleX, middleY] = [meanOf(after, 0), meanOf(after, 1)]
  for (let point = 0; point < count; point++) {
    const [u, v] = [before[2 * point], before[2 * point + 1]]
    const dx = after[2 * point] - (x[0] + x[1] * u + x[2] * v)
    const dy = after[2 * point + 1] - (y[0] + y[1] * u + y[2] * v)
    rest += dx * dx + dy * dy
    size += (after[2 * point] - middleX) ** 2 + (after[2 * point + 1] - middleY) ** 2
  }
  return Math.sqrt(rest / (size || 1))
}

const meanOf = (mesh: FlatMesh, axis: 0 | 1) => {
  let sum = 0
  for (let at = axis; at < mesh.length; at += 2) sum += mesh[at]
  return sum / (mesh.length / 2)
}

type Row = readonly [number, number, number]

/** The plane through one coordinate of `after` over the places of `before`, by least squares. */
function fitPlane(before: FlatMesh, after: FlatMesh, axis: 0 | 1): Row {
  const [u0, v0, w0] = [meanOf(before, 0), meanOf(before, 1), meanOf(after, axis)]
  let [uu, uv, vv, uw, vw] = [0, 0, 0, 0, 0]
  for (let at = 0; at < before.length; at += 2) {
    const [u, v, w] = [before[at] - u0, before[at + 1] - v0, after[at + axis] - w0]
    uu += u * u
    uv += u * v
    vv += v * v
    uw += u * w
    vw += v * w
  }
  const whole = uu * vv - uv * uv || 1
  const [a, b] = [(uw * vv - vw * uv) / whole, (vw * uu - uw * uv) / whole]
  return [w0 - a * u0 - b * v0, a, b]
}
