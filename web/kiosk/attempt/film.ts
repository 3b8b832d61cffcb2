/** Films a challenge: asks, waits until the person has heard and moved, and takes its pictures. */
import type { Ask, Scene } from '../camera/plan.ts'
import { shotsOf } from '../camera/plan.ts'

export type Frame = { readonly atMs: number; readonly jpeg: Uint8Array<ArrayBuffer> }

export type FilmNeeds = {
  /** Shows and says what is asked; done when it has been heard. `share` of the pictures has been taken, from 0 to 1. */
  readonly ask: (ask: Ask, share: number) => Promise<void>
  /** Shows that a picture was taken. */
  readonly taken: (share: number) => void
  /** A picture of this moment; undefined where the camera has none. */
  readonly grab: () => Promise<Uint8Array<ArrayBuffer> | undefined>
  readonly wait: (ms: number) => Promise<void>
  /** Milliseconds since the challenge came. */
  readonly elapsed: () => number
  readonly signal: AbortSignal
}

/** A head needs so long to turn after it was asked, and so long between two pictures that are to differ. */
const [TURN_MS, BETWEEN_MS] = [900, 280]

/** The pictures in the order they were taken; undefined where the camera fails or the person stops. */
export const film = async (scenes: readonly Scene[], needs: FilmNeeds): Promise<Frame[] | undefined> => {
  const frames: Frame[] = []
  const total = shotsOf(scenes)
  for (const { ask, shots } of scenes) {
    await needs.ask(ask, frames.length / total)
    await needs.wait(TURN_MS)
    for (let shot = 0; shot < shots; shot++) {
      if (shot > 0) await needs.wait(BETWEEN_MS)
      if (needs.signal.aborted) return undefined
      const atMs = Math.max(Math.round(needs.elapsed()), (frames.at(-1)?.atMs ?? -1) + 1)
      const jpeg = await needs.grab()
      if (jpeg === undefined) return undefined
      frames.push({ atMs, jpeg })
      needs.taken(frames.length / total)
    }
  }
  return frames
}
