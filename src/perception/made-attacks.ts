/** Attacks made by rule from pictures of people, for measuring where nobody has photographed real ones. */
import { type AttackKind, holdUp, recapture, standBefore } from './attack/recapture.ts'
import { loadPackage } from './networks/runtime.ts'
import { decodePicture } from './pictures/decode.ts'
import { fit, type Picture, resize } from './pictures/picture.ts'

export type { AttackKind } from './attack/recapture.ts'

/** A JPEG as a camera sees it on a screen or on paper, as a JPEG again. Throws RefusedPicture for what is no picture. */
export async function makeAttack(jpeg: Uint8Array, kind: AttackKind, random: () => number): Promise<Uint8Array> {
  return encode(recapture(fit(await decodePicture(jpeg)), kind, random), 70 + Math.floor(20 * random()))
}

/** As long as a kiosk's frames are wide. */
const FRAME_WIDTH = 640

/** `count` frames of one attack, or of the person: what the door is sent. Throws RefusedPicture for what is no picture. */
export async function makeFrames(
  jpeg: Uint8Array,
  kind: AttackKind | 'person',
  count: number,
  random: () => number,
): Promise<Uint8Array[]> {
  const picture = await decodePicture(jpeg)
  const width = Math.min(FRAME_WIDTH, picture.width)
  const small = resize(picture, width, Math.round((picture.height * width) / picture.width))
  const next = kind === 'person' ? standBefore(small, random) : holdUp(small, kind, random)
  const frames: Uint8Array[] = []
  for (let frame = 0; frame < count; frame++) frames.push(await encode(next(), 85))
  return frames
}

async function encode({ width, height, pixels }: Picture, quality: number): Promise<Uint8Array> {
  const jpeg = await loadPackage('jpeg-js')
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set(pixels.subarray(at * 3, at * 3 + 3), at * 4)
  return jpeg.encode({ width, height, data }, quality).data
}
