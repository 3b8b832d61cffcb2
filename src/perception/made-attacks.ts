/** Attacks made by rule from pictures of people, for measuring where nobody has photographed real ones. */
import { type AttackKind, recapture } from './attack/recapture.ts'
import { loadPackage } from './networks/runtime.ts'
import { decodePicture } from './pictures/decode.ts'
import { fit } from './pictures/picture.ts'

export type { AttackKind } from './attack/recapture.ts'

/** A JPEG as a camera sees it on a screen or on paper, as a JPEG again. Throws RefusedPicture for what is no picture. */
export async function makeAttack(jpeg: Uint8Array, kind: AttackKind, random: () => number): Promise<Uint8Array> {
  const { encode } = await loadPackage('jpeg-js')
  const { width, height, pixels } = recapture(fit(await decodePicture(jpeg)), kind, random)
  const data = new Uint8Array(width * height * 4)
  for (let at = 0; at < width * height; at++) data.set(pixels.subarray(at * 3, at * 3 + 3), at * 4)
  return encode({ width, height, data }, 70 + Math.floor(20 * random())).data
}
