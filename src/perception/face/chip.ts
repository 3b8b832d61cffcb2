import { cutSquare, type Picture, type Point, type Square } from '../pictures/picture.ts'
import type { Face } from './faces.ts'

/** Points of the mesh around each eye, as on the left and right of the picture, and around the mouth. */
const eyeOnLeft = [33, 133, 159, 145, 160, 144, 158, 153] as const
const eyeOnRight = [263, 362, 386, 374, 387, 373, 385, 380] as const
const mouth = [61, 291, 13, 14] as const

/** How much of a chip's side lies between eyes and mouth, and where in the chip their common center lies. */
const REACH = 0.45
const CENTER = { x: 0.5, y: 0.43 }

export const chipSide = 150

/** A place in space; depth grows away from the camera. */
export type Place = Point & { readonly z: number }

const meanOf = (face: Face, points: readonly number[], axis: 0 | 1 | 2) =>
  points.reduce((sum, point) => sum + face.mesh[point][axis], 0) / points.length

const mean = (face: Face, points: readonly number[]): Place => ({
  x: meanOf(face, points, 0),
  y: meanOf(face, points, 1),
  z: meanOf(face, points, 2),
})

const apart = (one: Place, other: Place) => Math.hypot(one.x - other.x, one.y - other.y, one.z - other.z)

/** Where the eyes and the mouth of a face are. */
export const landmarksOf = (face: Face) => ({
  left: mean(face, eyeOnLeft),
  right: mean(face, eyeOnRight),
  mouth: mean(face, mouth),
})

/**
 * The square round a face that has its eyes level and its mouth at the same place in every chip. The distance from eyes to mouth is the mesh's in
 * space, so that a head thrown back is not cut closer than one that looks ahead.
 */
export function chipSquare(face: Face): Square {
  const { left, right, mouth: low } = landmarksOf(face)
  const distance = (apart(left, low) + apart(right, low)) / 2
  const side = distance / REACH
  const angle = Math.atan2(right.y - left.y, right.x - left.x)
  const middle = { x: (left.x + right.x + low.x) / 3, y: (left.y + right.y + low.y) / 3 }
  const [across, down] = [(0.5 - CENTER.x) * side, (0.5 - CENTER.y) * side]
  return {
    center: {
      x: middle.x + across * Math.cos(angle) - down * Math.sin(angle),
      y: middle.y + across * Math.sin(angle) + down * Math.cos(angle),
    },
    side,
    angle,
  }
}

/** The face, level, 150 pixels wide. */
export const cutChip = (picture: Picture, face: Face): Picture => cutSquare(picture, chipSquare(face), chipSide)
