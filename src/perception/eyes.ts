/** Looking at frames in a thread of its own, which is started by the first order and ended when nobody has asked for a while. */
import { Worker } from 'node:worker_threads'
import { PlainError } from '#platform/plain-errors'
import type { EyesData, EyesNews, EyesOrder } from './looking/eyes-worker.ts'
import type { Look, LookOrder, Timing } from './looking/look.ts'

export { distanceBetween } from './face/descriptor.ts'
export type { Look, Timing } from './looking/look.ts'
export { checkPicture } from './pictures/decode.ts'

/** More orders than this at once are refused with `BusyEyes`, so that memory has a limit. */
export const mostOrders = 16
/** More frames than this are never looked at in one order. */
export const mostFrames = 24

/** Thrown where too many wait already. */
export class BusyEyes extends Error {
  override readonly name = 'BusyEyes'
}

export type Eyes = {
  /** Looks at frames in their order. Throws a PlainError where the packages for it are missing, BusyEyes where too many wait. */
  look(frames: readonly LookOrder[]): Promise<{ readonly looks: readonly Look[]; readonly timing: Timing }>
  /** Ends the thread; whoever still waits gets an error. */
  close(): Promise<void>
}

export type EyesSettings = {
  /** Where the bank places models that are in no package. */
  readonly modelsFolder?: string
  /** After so long without an order the thread ends, and gives its memory back. */
  readonly idleMs?: number
  readonly timeoutMs?: number
}

type Waiting = PromiseWithResolvers<{ looks: readonly Look[]; timing: Timing }>

/** Large objects live in WebAssembly's memory; V8's own heap needs little, and is told so. */
const resourceLimits = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 }

export function createEyes({ modelsFolder, idleMs = 300_000, timeoutMs = 30_000 }: EyesSettings = {}): Eyes {
  let worker: Worker | undefined
  let idle: NodeJS.Timeout | undefined
  let tickets = 0
  const waiting = new Map<number, Waiting>()

  const end = (reason: Error) => {
    const ended = worker
    worker = undefined
    clearTimeout(idle)
    for (const { reject } of waiting.values()) reject(reason)
    waiting.clear()
    return ended?.terminate()
  }

  const hear = (news: EyesNews) => {
    const order = waiting.get(news.ticket)
    waiting.delete(news.ticket)
    if ('error' in news) order?.reject(news.isPlain ? new PlainError(news.error) : new Error(news.error))
    else order?.resolve({ looks: news.looks, timing: news.timing })
    if (waiting.size > 0) return
    idle = setTimeout(() => void end(new Error('Nobody asks any more.')), idleMs).unref()
    worker?.unref()
  }

  const start = () => {
    const data: EyesData = { modelsFolder }
    const started = new Worker(new URL('./looking/eyes-worker.ts', import.meta.url), {
      workerData: data,
      resourceLimits,
    })
    started.on('message', hear)
    started.on('error', (error) => worker === started && end(error))
    started.on('exit', (code) => worker === started && end(new Error(`The eyes closed with code ${code}.`)))
    return started
  }

  return {
    look: async (frames) => {
      if (frames.length > mostFrames) throw new RangeError(`At most ${mostFrames} frames are looked at.`)
      if (waiting.size >= mostOrders) throw new BusyEyes('Too many wait to be looked at.')
      clearTimeout(idle)
      worker ??= start()
      worker.ref()
      const ticket = ++tickets
      const order: Waiting = Promise.withResolvers()
      waiting.set(ticket, order)
      worker.postMessage({ ticket, frames } satisfies EyesOrder)
      const late = setTimeout(() => void end(new Error('Looking took too long.')), timeoutMs)
      return order.promise.finally(() => clearTimeout(late))
    },
    close: async () => {
      await end(new Error('The eyes are closed.'))
    },
  }
}
