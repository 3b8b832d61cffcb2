import type { FaceLook } from './looking/look.ts'

/** What a person is asked to do, from their own point of view. */
export type Motion = 'turn-left' | 'turn-right' | 'look-up' | 'blink'

export type Challenge = readonly Motion[]

/** How far a motion has to go from the straight face before it, as data; the units are those of `Pose`. */
const motionLimits = { turn: 0.2, tilt: 0.1, pitch: 8, eyes: 0.72 } as const

/** Draws so many motions, never one twice in a row. `byte` is random, from 0 to 255, one for each. */
export function drawMotions(bytes: Uint8Array, among: readonly Motion[]): Motion[] {
  const drawn: Motion[] = []
  for (const byte of bytes) {
    const open = among.filter((motion) => motion !== drawn.at(-1))
    drawn.push(open[byte % open.length])
  }
  return drawn
}

type Posed = Pick<FaceLook, 'quality'>

/** Whether the motion was made at this frame, seen from the straight one. The picture is not mirrored: the person's left is its right. */
function isMade(motion: Motion, straight: Posed, frame: Posed): boolean {
  const [before, after] = [straight.quality.pose, frame.quality.pose]
  if (motion === 'turn-left') return after.turn - before.turn >= motionLimits.turn
  if (motion === 'turn-right') return before.turn - after.turn >= motionLimits.turn
  if (motion === 'blink') return after.eyes <= before.eyes * motionLimits.eyes
  return before.tilt - after.tilt >= motionLimits.tilt || before.pitch - after.pitch >= motionLimits.pitch
}

/**
 * Where each motion of a challenge was made, in its order: the index of a frame each, all after the first straight one. Undefined where one is missing
 * or comes too early, or where the first frame already shows it.
 */
export function findMotions(frames: readonly Posed[], challenge: Challenge): number[] | undefined {
  const [straight] = frames
  if (straight === undefined) return undefined
  const found: number[] = []
  for (const motion of challenge) {
    const from = (found.at(-1) ?? 0) + 1
    const index = frames.findIndex((frame, at) => at >= from && isMade(motion, straight, frame))
    if (index < 0) return undefined
    found.push(index)
  }
  return found
}
