import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PlainError } from '#platform/plain-errors'
import type { Face } from '../face/faces.ts'
import { folderOf, loadPackage } from '../networks/runtime.ts'
import { cutSquare, type Picture } from '../pictures/picture.ts'

/** The file that a bank places in MODELS_DIR, what it must be, and where it is from. */
export const minifasFile = {
  name: 'minifas-quantized.onnx',
  sha256: 'fde20585635cae62ed1d41796f76b6f8bc4b92cd91ec1cf0f1bc6485d2d587a9',
  origin: 'https://github.com/johnraivenolazo/face-antispoof-onnx (Apache-2.0)',
} as const

const SIDE = 128
const MARGIN = 1.2

/** How far the real logit of a face lies above the spoof logit; above 0 speaks for a living face. Some 30 ms of this thread. */
export type Minifas = (picture: Picture, face: Face) => Promise<number>

/** Reads the model where the bank has placed it; undefined where it has not. Throws a PlainError where the file is another. */
export async function loadMinifas(
  folder: string | undefined,
  file: { readonly name: string; readonly sha256: string; readonly origin: string } = minifasFile,
): Promise<Minifas | undefined> {
  if (folder === undefined) return undefined
  const bytes = await readFile(join(folder, file.name)).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  if (bytes === undefined) return undefined
  if (createHash('sha256').update(bytes).digest('hex') !== file.sha256) {
    throw new PlainError(`${join(folder, file.name)} is not the file it should be. Take it from ${file.origin}.`)
  }
  const onnx = await loadPackage('onnxruntime-web')
  onnx.env.wasm.numThreads = 1
  onnx.env.wasm.wasmPaths = `${folderOf('onnxruntime-web')}/`
  const session = await onnx.InferenceSession.create(new Uint8Array(bytes), { executionProviders: ['wasm'] })
  const [input] = session.inputNames
  const [output] = session.outputNames
  return async (picture, face) => {
    const answer = await session.run({
      [input]: new onnx.Tensor('float32', planesOf(picture, face), [1, 3, SIDE, SIDE]),
    })
    const [real, spoof] = await answer[output].getData()
    return Number(real) - Number(spoof)
  }
}

/** The square round the face, channel after channel, from 0 to 1. */
function planesOf(picture: Picture, { box }: Face): Float32Array {
  const center = { x: box.x + box.width / 2, y: box.y + box.height / 2 }
  const square = { center, side: Math.max(box.width, box.height) * MARGIN, angle: 0 }
  const { pixels } = cutSquare(picture, square, SIDE, 'mirror')
  const planes = new Float32Array(pixels.length)
  for (let at = 0; at < SIDE * SIDE; at++) {
    for (let channel = 0; channel < 3; channel++) planes[channel * SIDE * SIDE + at] = pixels[at * 3 + channel] / 255
  }
  return planes
}
