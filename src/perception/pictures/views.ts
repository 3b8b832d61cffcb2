import type { Picture } from './picture.ts'

/** Neighboring squares overlap by about a half, so that who is narrower than that is whole on one of them. */
const STEP = 0.5
const MOST_SQUARES = 3
/** A picture that is so near to a square is one. */
const NEARLY_SQUARE = 1.05

/**
 * Squares along the longer side of a picture, one to three, that together cover it: two of a camera's 4:3. MobileNetV2 looks at squares, and what
 * is far away on a wide picture would be thin and small in one.
 */
export function squaresOf(picture: Picture): Picture[] {
  const side = Math.min(picture.width, picture.height)
  const longer = Math.max(picture.width, picture.height)
  const count = Math.min(MOST_SQUARES, 1 + Math.ceil(Math.max(0, longer / side - NEARLY_SQUARE) / STEP))
  return Array.from({ length: count }, (_, index) => {
    const at = Math.round((longer - side) * (count === 1 ? 0.5 : index / (count - 1)))
    return picture.width > picture.height ? cut(picture, at, 0, side) : cut(picture, 0, at, side)
  })
}

function cut({ width, pixels }: Picture, x: number, y: number, side: number): Picture {
  const square = new Uint8Array(side * side * 3)
  for (let row = 0; row < side; row++) {
    const start = ((y + row) * width + x) * 3
    square.set(pixels.subarray(start, start + side * 3), row * side * 3)
  }
  return { width: side, height: side, pixels: square }
}

/** The picture as a mirror shows it. */
export function mirrorOf({ width, height, pixels }: Picture): Picture {
  const mirrored = new Uint8Array(pixels.length)
  for (let at = 0; at < width * height; at++) {
    const column = at % width
    const from = (at - column + (width - 1 - column)) * 3
    mirrored.set(pixels.subarray(from, from + 3), at * 3)
  }
  return { width, height, pixels: mirrored }
}
