import { landmarksOf, type Place } from './chip.ts'
import type { Face } from './faces.ts'

/**
 * How a head is held, as the mesh has it. `yaw` and `pitch` in degrees: yaw above 0 looks to the right of the picture, which is the person's own left;
 * pitch below 0 looks up. `turn` and `tilt` say the same by where the tip of the nose lies between the eyes and the mouth, `eyes` how far they are
 * open as height by width.
 */
export type Pose = {
  readonly yaw: number
  readonly pitch: number
  readonly roll: number
  readonly turn: number
  readonly tilt: number
  readonly eyes: number
}

const NOSE = 1
/** Upper lid, lower lid, twice, and the two corners, of each eye. */
const lids = [
  [159, 145, 158, 153, 33, 133],
  [386, 374, 385, 380, 362, 263],
] as const

type Vector = readonly [number, number, number]

const minus = (one: Place, other: Place): Vector => [one.x - other.x, one.y - other.y, one.z - other.z]
const dot = (one: Vector, other: Vector) => one[0] * other[0] + one[1] * other[1] + one[2] * other[2]
const along = (vector: Vector, length: number): Vector => [vector[0] * length, vector[1] * length, vector[2] * length]
const unit = (vector: Vector) => along(vector, 1 / Math.sqrt(dot(vector, vector) || 1))
const degrees = (radians: number) => (radians * 180) / Math.PI

/** The pose of a face, from its mesh alone. */
export function poseOf(face: Face): Pose {
  const { left, right, mouth } = landmarksOf(face)
  const middle = { x: (left.x + right.x) / 2, y: (left.y + right.y) / 2, z: (left.z + right.z) / 2 }
  const across = unit(minus(right, left))
  const toMouth = minus(mouth, middle)
  const overlap = along(across, dot(toMouth, across))
  const down = unit([toMouth[0] - overlap[0], toMouth[1] - overlap[1], toMouth[2] - overlap[2]])
  const [x, y] = face.mesh[NOSE]
  const flat = { x: right.x - left.x, y: right.y - left.y }
  const width = Math.hypot(flat.x, flat.y) || 1
  const nose = { x: x - middle.x, y: y - middle.y }
  return {
    yaw: degrees(Math.atan2(across[2], Math.hypot(across[0], across[1]))),
    pitch: degrees(Math.atan2(down[2], Math.hypot(down[0], down[1]))),
    roll: degrees(Math.atan2(flat.y, flat.x)),
    turn: (nose.x * flat.x + nose.y * flat.y) / width ** 2,
    tilt: (nose.y * flat.x - nose.x * flat.y) / width / (Math.hypot(toMouth[0], toMouth[1]) || 1),
    eyes: (openness(face, lids[0]) + openness(face, lids[1])) / 2,
  }
}

function openness({ mesh }: Face, [top, low, secondTop, secondLow, corner, other]: (typeof lids)[number]): number {
  const between = (one: number, two: number) => Math.hypot(mesh[one][0] - mesh[two][0], mesh[one][1] - mesh[two][1])
  return (between(top, low) + between(secondTop, secondLow)) / 2 / (between(corner, other) || 1)
}
