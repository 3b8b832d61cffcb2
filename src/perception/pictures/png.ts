/** Reads PNGs for training and measuring. A kiosk sends JPEGs alone, and nothing else of it is ever decoded. */
import { inflateSync } from 'node:zlib'
import { pictureLimits } from './decode.ts'
import type { Picture } from './picture.ts'
import { RefusedPicture } from './refused-picture.ts'

const SIGNATURE = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
/** Samples of a pixel by kind of color: gray, red-green-blue, palette, and the first two with alpha. */
const samplesOf: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 }

/** Whether the bytes begin as a PNG does. */
export const isPng = (bytes: Buffer): boolean => bytes.subarray(0, SIGNATURE.length).equals(SIGNATURE)

type Head = { readonly width: number; readonly height: number; readonly kind: number; readonly samples: number }

/** The pixels of a PNG of 8 bits a sample that is not interlaced (ISO/IEC 15948); alpha is left out. Throws RefusedPicture for any other. */
export function decodePng(bytes: Buffer): Picture {
  if (!isPng(bytes)) throw new RefusedPicture('not-a-picture')
  if (bytes.length > pictureLimits.bytes) throw new RefusedPicture('too-large')
  const chunks = chunksOf(bytes)
  const head = headOf(chunks)
  const length = head.height * (1 + head.width * head.samples)
  const rows = unfilter(inflate(Buffer.concat(chunks.filter(isData).map(({ body }) => body)), length), head)
  return colorsOf(rows, head, chunks.find(({ name }) => name === 'PLTE')?.body)
}

type Chunk = { readonly name: string; readonly body: Buffer }

const isData = ({ name }: Chunk) => name === 'IDAT'

function chunksOf(bytes: Buffer): Chunk[] {
  const chunks: Chunk[] = []
  for (let at = SIGNATURE.length; at + 12 <= bytes.length; ) {
    const length = bytes.readUInt32BE(at)
    if (at + 12 + length > bytes.length) throw new RefusedPicture('broken')
    chunks.push({ name: bytes.toString('latin1', at + 4, at + 8), body: bytes.subarray(at + 8, at + 8 + length) })
    at += 12 + length
  }
  return chunks
}

function headOf([first]: readonly Chunk[]): Head {
  if (first?.name !== 'IHDR' || first.body.length !== 13) throw new RefusedPicture('broken')
  const [width, height] = [first.body.readUInt32BE(0), first.body.readUInt32BE(4)]
  const [bits, kind, , , interlaced] = first.body.subarray(8)
  if (Math.max(width, height) > pictureLimits.side || width * height > pictureLimits.pixels)
    throw new RefusedPicture('too-large')
  if (Math.min(width, height) < pictureLimits.leastSide) throw new RefusedPicture('too-small')
  const samples = samplesOf[kind]
  if (samples === undefined || bits !== 8 || interlaced !== 0) throw new RefusedPicture('not-a-picture')
  return { width, height, kind, samples }
}

function inflate(data: Buffer, length: number): Buffer {
  try {
    const rows = inflateSync(data, { maxOutputLength: length })
    if (rows.length === length) return rows
  } catch {
    // Whatever is wrong with the stream, these bytes are no whole picture.
  }
  throw new RefusedPicture('broken')
}

/** What a filter takes each byte to be near to: the one on the left, above, their mean, or Paeth's of those and the corner. */
const near: readonly ((left: number, up: number, corner: number) => number)[] = [
  () => 0,
  (left) => left,
  (_, up) => up,
  (left, up) => (left + up) >> 1,
  (left, up, corner) => {
    const [byLeft, byUp, byCorner] = [Math.abs(up - corner), Math.abs(left - corner), Math.abs(left + up - 2 * corner)]
    if (byLeft <= byUp && byLeft <= byCorner) return left
    return byUp <= byCorner ? up : corner
  },
]

function unfilter(bytes: Buffer, { width, height, samples }: Head): Uint8Array {
  const stride = width * samples
  const rows = new Uint8Array(stride * height)
  for (let row = 0; row < height; row++) {
    const guess = near[bytes[row * (stride + 1)]]
    if (guess === undefined) throw new RefusedPicture('broken')
    for (let column = 0; column < stride; column++) {
      const at = row * stride + column
      const [hasLeft, hasUp] = [column >= samples, row > 0]
      const left = hasLeft ? rows[at - samples] : 0
      const up = hasUp ? rows[at - stride] : 0
      const corner = hasLeft && hasUp ? rows[at - stride - samples] : 0
      rows[at] = bytes[row * (stride + 1) + 1 + column] + guess(left, up, corner)
    }
  }
  return rows
}

function colorsOf(rows: Uint8Array, { width, height, kind, samples }: Head, palette: Buffer | undefined): Picture {
  const pixels = new Uint8Array(width * height * 3)
  const isColor = kind === 2 || kind === 6
  if (kind === 3 && palette === undefined) throw new RefusedPicture('broken')
  for (let pixel = 0; pixel < width * height; pixel++) {
    for (let channel = 0; channel < 3; channel++) {
      const sample = rows[pixel * samples + (isColor ? channel : 0)]
      pixels[pixel * 3 + channel] = palette && kind === 3 ? palette[sample * 3 + channel] : sample
    }
  }
  return { width, height, pixels }
}
