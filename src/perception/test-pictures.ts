import { crc32, deflateSync } from 'node:zlib'
import type { Face } from './face/faces.ts'
import type { Pose } from './face/pose.ts'
import type { FaceLook, Look } from './looking/look.ts'
import { require } from './networks/runtime.ts'
import type { Picture } from './pictures/picture.ts'

/** Whether the packages for perception are installed; the tests that look with them are skipped where they are not. */
export const canSee = ['jpeg-js', '@tensorflow/tfjs-core', '@vladmandic/human', '@vladmandic/face-api'].every(
  (name) => {
    try {
      return require.resolve(name) !== ''
    } catch {
      return false
    }
  },
)

/** A picture drawn by a rule: `paint` gives the color of each place. */
export function drawPicture(
  width: number,
  height: number,
  paint: (x: number, y: number) => readonly number[],
): Picture {
  const pixels = new Uint8Array(width * height * 3)
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) pixels.set(paint(x, y), (y * width + x) * 3)
  return { width, height, pixels }
}

/** A picture as the bytes of a JPEG. */
export function jpegOf({ width, height, pixels }: Picture): Buffer {
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set(pixels.subarray(at * 3, at * 3 + 3), at * 4)
  return require('jpeg-js').encode({ width, height, data }, 90).data
}

const pngChunk = (name: string, body: Buffer) => {
  const [length, sum, named] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(name, 'latin1'), body])]
  length.writeUInt32BE(body.length)
  sum.writeUInt32BE(crc32(named))
  return Buffer.concat([length, named, sum])
}

/** The bytes of a PNG: its size, its kind of color, and its rows with their filters; more chunks come before these. */
export function packPng(
  width: number,
  height: number,
  kind: number,
  rows: Buffer,
  bits = 8,
  interlaced = 0,
  palette?: Buffer,
) {
  const head = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, bits, kind, 0, 0, interlaced])
  head.writeUInt32BE(width, 0)
  head.writeUInt32BE(height, 4)
  const colors = palette === undefined ? [] : [pngChunk('PLTE', palette)]
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, pngChunk('IHDR', head), ...colors, pngChunk('IDAT', deflateSync(rows))])
}

/** A picture as the bytes of a PNG without filters. */
export function pngOf({ width, height, pixels }: Picture): Buffer {
  const rows = Array.from({ length: height }, (_, row) => [
    0,
    ...pixels.subarray(row * width * 3, (row + 1) * width * 3),
  ])
  return packPng(width, height, 2, Buffer.from(rows.flat()))
}

const inside = (x: number, y: number, [left, top, across, down]: readonly number[]) =>
  ((x - left) / across) ** 2 + ((y - top) / down) ** 2 <= 1

/** A drawn face, which nobody has: an oval with shaded cheeks, eyes, brows, a nose and a mouth. Its middle is at `x`, `y`, its height `size`. */
export function drawnFace(x0: number, y0: number, size: number) {
  return (x: number, y: number): readonly number[] | undefined => {
    const [u, v] = [(x - x0) / size, (y - y0) / size]
    if (inside(u, v, [0, -0.12, 0.4, 0.46]) && v < -0.3) return [52, 36, 28]
    if (!inside(u, v, [0, 0, 0.36, 0.48])) return undefined
    for (const side of [-1, 1]) {
      if (inside(u, v, [0.145 * side, -0.06, 0.022, 0.024])) return [30, 22, 20]
      if (inside(u, v, [0.145 * side, -0.06, 0.04, 0.026])) return [95, 62, 40]
      if (inside(u, v, [0.145 * side, -0.06, 0.075, 0.034])) return [240, 236, 230]
      if (inside(u, v, [0.15 * side, -0.15, 0.1, 0.02])) return [66, 44, 34]
      if (inside(u, v, [0.035 * side, 0.135, 0.018, 0.012])) return [120, 70, 58]
    }
    if (inside(u, v, [0, 0.26, 0.12, 0.012])) return [110, 44, 48]
    if (inside(u, v, [0, 0.26, 0.13, 0.04])) return [188, 92, 92]
    const shade = 1 - 0.9 * (u * u + 0.4 * v * v) + (Math.abs(u) < 0.03 && v > -0.05 && v < 0.12 ? 0.05 : 0)
    return [226 * shade, 178 * shade, 150 * shade]
  }
}

/** A frame with drawn faces on a wall. */
export function drawnFrame(...faces: readonly ReturnType<typeof drawnFace>[]): Picture {
  return drawPicture(640, 480, (x, y) => {
    for (const face of faces) {
      const color = face(x, y)
      if (color !== undefined) return color
    }
    return [150 + (x % 32 === 0 ? 8 : 0), 160, 168 - y / 16]
  })
}

/** A mesh of 468 points on half an egg, turned by an angle (radians): what a head does and a flat picture cannot. */
export function eggMesh(turn: number, nod = 0): Face['mesh'] {
  return Array.from({ length: 468 }, (_, index) => {
    const [height, angle] = [((index % 26) / 25 - 0.5) * 1.7, (Math.floor(index / 26) / 17 - 0.5) * 2.6]
    const reach = Math.sqrt(Math.max(0, 1 - height * height))
    const [x, z] = [reach * Math.sin(angle), -reach * Math.cos(angle)]
    const [across, deep] = [x * Math.cos(turn) + z * Math.sin(turn), z * Math.cos(turn) - x * Math.sin(turn)]
    return [
      320 + 100 * across,
      240 + 130 * (height * Math.cos(nod) - deep * Math.sin(nod)),
      100 * (deep * Math.cos(nod) + height * Math.sin(nod)),
    ] as const
  })
}

export const straightPose: Pose = { yaw: 0, pitch: 0, roll: 0, turn: 0, tilt: 0.5, eyes: 0.35 }

/** What would have been seen on a frame: a face of a person (told apart by a number) with a pose. */
export function lookOf(person: number, pose: Partial<Pose> = {}, turn = 0): Look & { readonly face: FaceLook } {
  const whole = { ...straightPose, ...pose }
  const isStraight = Math.abs(turn) < 0.2 && whole.tilt > 0.45
  const face: FaceLook = {
    box: { x: 220, y: 110, width: 200, height: 260 },
    score: 0.95,
    quality: { faceWidth: 200, pictureWidth: 640, sharpness: 0.1, light: 120, contrast: 40, meshScore: 1, pose: whole },
    hints: isStraight ? [] : ['look-straight'],
    mesh: Float32Array.from(eggMesh(turn, (0.5 - whole.tilt) * 3).flatMap((point) => point.slice(0, 2))),
    descriptor: Float32Array.from({ length: 128 }, (_, index) => (index === person ? 0.5 : 0.05)),
    attack: { peak: 5, glare: 0.01, colors: 0.3 },
  }
  return { faces: 1, face, person: 3 }
}
