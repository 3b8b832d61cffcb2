/** When which picture is taken, so that a person can follow and the bank sees what it asked for. */
import type { AttemptView } from '#wire/locker'

export type Challenge = NonNullable<AttemptView['challenge']>
export type Ask = 'ahead' | Challenge['motions'][number]

/** What the person is asked, and how many pictures are taken of it. */
export type Scene = { readonly ask: Ask; readonly shots: number }

/** So many pictures where the bank takes as many: each costs it a sixth of a second. */
const WANTED = 8

/** A straight look first, then each motion with a straight look after it; more pictures are taken of the motions, never fewer than the bank wants. */
export const planScenes = ({
  motions,
  leastFrames,
  mostFrames,
}: Pick<Challenge, 'motions' | 'leastFrames' | 'mostFrames'>): Scene[] => {
  const scenes: { ask: Ask; shots: number }[] = [{ ask: 'ahead', shots: 2 }]
  for (const motion of motions) scenes.push({ ask: motion, shots: 1 }, { ask: 'ahead', shots: 1 })
  const moving = scenes.filter(({ ask }) => ask !== 'ahead')
  const wanted = Math.min(mostFrames, Math.max(leastFrames, WANTED))
  for (let more = wanted - shotsOf(scenes), index = 0; more > 0; more--, index++) moving[index % moving.length].shots++
  return scenes
}

export const shotsOf = (scenes: readonly Scene[]): number => scenes.reduce((sum, { shots }) => sum + shots, 0)
