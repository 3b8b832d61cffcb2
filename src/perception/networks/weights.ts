import { readFile } from 'node:fs/promises'

/** A file of weights: the length of its head (4 bytes, little end first), the head as JSON, then the numbers it points into. */
export type WeightsFile<Head> = { readonly head: Head; readonly numbers: Uint8Array }

/** Reads such a file; the head is what its writer made it. */
export async function readWeights<Head>(file: URL): Promise<WeightsFile<Head>> {
  const bytes = await readFile(file)
  const length = bytes.readUInt32LE(0)
  const head: Head = JSON.parse(bytes.toString('utf8', 4, 4 + length))
  return { head, numbers: new Uint8Array(bytes.subarray(4 + length)) }
}

/** The bytes of such a file. */
export function packWeights(head: unknown, numbers: Uint8Array): Buffer {
  const text = Buffer.from(JSON.stringify(head))
  // Blanks bring the numbers to a multiple of four, so that floats among them lie where they may.
  const padded = Buffer.concat([text, Buffer.alloc((4 - (text.length % 4)) % 4, 0x20)])
  const length = Buffer.alloc(4)
  length.writeUInt32LE(padded.length)
  return Buffer.concat([length, padded, numbers])
}

/** `count` numbers kept as bytes, where 0 stands for `least` and each step for `scale`. */
export function spreadBytes(bytes: Uint8Array, at: number, count: number, scale: number, least: number): Float32Array {
  const values = new Float32Array(count)
  for (let index = 0; index < count; index++) values[index] = bytes[at + index] * scale + least
  return values
}
