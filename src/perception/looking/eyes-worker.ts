import { parentPort, Worker, workerData } from 'node:worker_threads'
import { explainPlainly } from '#platform/plain-errors'
import type { Decoded } from '../pictures/decode-worker.ts'
import type { Picture } from '../pictures/picture.ts'
import { RefusedPicture } from '../pictures/refused-picture.ts'
import { type Look, type LookOrder, noTime, openEyes, type Timing } from './look.ts'

/** What the thread is started with, asked and answers. */
export type EyesData = { readonly modelsFolder: string | undefined }
export type EyesOrder = { readonly ticket: number; readonly frames: readonly LookOrder[] }
export type EyesNews =
  | { readonly ticket: number; readonly looks: readonly Look[]; readonly timing: Timing }
  | { readonly ticket: number; readonly error: string; readonly isPlain: boolean }

const { modelsFolder } = workerData as EyesData

/** How many pictures are decoded before their turn; more would only take memory. */
const AHEAD = 3

// Pictures are decoded on another core while the models look at those before them; that thread needs some 20 MB.
const decoder = new Worker(new URL('../pictures/decode-worker.ts', import.meta.url), {
  resourceLimits: { maxOldGenerationSizeMb: 96, maxYoungGenerationSizeMb: 8 },
})
const asked: PromiseWithResolvers<Picture>[] = []
decoder.on('message', (decoded: Decoded) => {
  const order = asked.shift()
  if ('picture' in decoded) order?.resolve(decoded.picture)
  else order?.reject('fault' in decoded ? new RefusedPicture(decoded.fault) : new Error(decoded.error))
})
decoder.on('error', (error) => {
  throw error
})

const ahead = new Map<Uint8Array, Promise<Picture>>()
const decodeAhead = (jpeg: Uint8Array) => {
  const order: PromiseWithResolvers<Picture> = Promise.withResolvers()
  // It is awaited when its turn comes; until then a refusal is nobody's.
  order.promise.catch(() => undefined)
  asked.push(order)
  ahead.set(jpeg, order.promise)
  decoder.postMessage(jpeg)
}
const takeDecoded = (jpeg: Uint8Array) => {
  const picture = ahead.get(jpeg)
  ahead.delete(jpeg)
  return picture ?? Promise.reject(new Error('This picture was not sent to be decoded.'))
}

const eyes = openEyes(modelsFolder, () => performance.now(), takeDecoded)
// Who asks first hears why the eyes do not open.
eyes.catch(() => undefined)

const answer = async ({ ticket, frames }: EyesOrder): Promise<EyesNews> => {
  try {
    const look = await eyes
    const [looks, timing]: [Look[], Timing] = [[], noTime()]
    for (const [index, { jpeg }] of frames.entries()) if (index < AHEAD) decodeAhead(jpeg)
    for (const [index, frame] of frames.entries()) {
      looks.push(await look(frame, timing))
      if (index + AHEAD < frames.length) decodeAhead(frames[index + AHEAD].jpeg)
    }
    return { ticket, looks, timing }
  } catch (error) {
    // The thread goes on: an order that fails is answered, whatever it failed of.
    const plain = explainPlainly(error)
    return { ticket, error: plain ?? String(error), isPlain: plain !== undefined }
  }
}

// One order after the other: two at once would only share the same core, and need twice the memory.
let last: Promise<unknown> = Promise.resolve()
parentPort?.on('message', (order: EyesOrder) => {
  last = last.then(async () => parentPort?.postMessage(await answer(order)))
})
