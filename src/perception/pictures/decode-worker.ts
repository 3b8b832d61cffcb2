import { parentPort } from 'node:worker_threads'
import { decodePicture } from './decode.ts'
import type { Picture } from './picture.ts'
import { type PictureFault, RefusedPicture } from './refused-picture.ts'

/** A picture decoded, why it was refused, or what went wrong. They come in the order of the JPEGs. */
export type Decoded = { readonly picture: Picture } | { readonly fault: PictureFault } | { readonly error: string }

const decode = async (jpeg: Uint8Array): Promise<Decoded> => {
  try {
    return { picture: await decodePicture(jpeg) }
  } catch (error) {
    // Whoever asked is told; this thread goes on to the next picture.
    return error instanceof RefusedPicture ? { fault: error.fault } : { error: String(error) }
  }
}

let last: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (jpeg: Uint8Array) => {
  last = last.then(async () => parentPort?.postMessage(await decode(jpeg)))
})
