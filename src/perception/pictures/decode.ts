import { loadPackage } from '../networks/runtime.ts'
import type { Picture } from './picture.ts'
import { RefusedPicture } from './refused-picture.ts'

/** What a picture may be at most, before a byte of it is decoded: decoding is where a small file becomes gigabytes. */
export const pictureLimits = { bytes: 4_000_000, side: 4096, pixels: 12_000_000, leastSide: 48 } as const

const START = 0xd8
const SCAN = 0xda
/** Frames that hold a width and height: baseline, extended and progressive; not tables (c4), reserved (c8) or arithmetic (cc). */
const isFrame = (marker: number) => marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker)
/** Markers without a length: restarts, and the temporary one. */
const isBare = (marker: number) => marker === 0x01 || (marker >= 0xd0 && marker <= 0xd7)

/** Width and height as the header of a JPEG states them. Throws RefusedPicture where there is no such header. */
export function readSize(bytes: Uint8Array): { readonly width: number; readonly height: number } {
  if (bytes.length < 4 || bytes[0] !== 0xff || bytes[1] !== START) throw new RefusedPicture('not-a-picture')
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  let at = 2
  while (at + 9 < bytes.length) {
    if (bytes[at] !== 0xff) throw new RefusedPicture('broken')
    const marker = bytes[at + 1]
    if (isFrame(marker)) return { height: view.getUint16(at + 5), width: view.getUint16(at + 7) }
    if (marker === SCAN) break
    at += marker === 0xff ? 1 : isBare(marker) ? 2 : 2 + view.getUint16(at + 2)
  }
  throw new RefusedPicture('broken')
}

/** Throws RefusedPicture unless the bytes may be decoded: a JPEG, within the limits, by its header alone. */
export function checkPicture(bytes: Uint8Array): void {
  if (bytes.length > pictureLimits.bytes) throw new RefusedPicture('too-large')
  const { width, height } = readSize(bytes)
  if (Math.max(width, height) > pictureLimits.side || width * height > pictureLimits.pixels) {
    throw new RefusedPicture('too-large')
  }
  if (Math.min(width, height) < pictureLimits.leastSide) throw new RefusedPicture('too-small')
}

/** The pixels of a JPEG. Throws RefusedPicture, and blocks its thread for some 10 ms a megapixel. */
export async function decodePicture(bytes: Uint8Array): Promise<Picture> {
  checkPicture(bytes)
  const { decode } = await loadPackage('jpeg-js')
  const limits = { maxResolutionInMP: pictureLimits.pixels / 1e6, maxMemoryUsageInMB: 256 }
  try {
    const { width, height, data } = decode(bytes, {
      useTArray: true,
      formatAsRGBA: false,
      tolerantDecoding: false,
      ...limits,
    })
    return { width, height, pixels: data }
  } catch {
    // The decoder throws errors of many kinds, all of which say that these bytes are no whole picture.
    throw new RefusedPicture('broken')
  }
}
