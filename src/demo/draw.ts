/** Chance as people's lives need it, from one seed. */
import { createRandom, drawNormal } from '#learning/random'

/** Draws that a seed repeats. */
export interface Draw {
  between(low: number, high: number): number
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<Item>(list: readonly Item[]): Item
  /** So many of something that happens so often on average. */
  count(mean: number): number
  /** Around a middle value; `spread` 0.3 keeps two thirds within a factor of 1.35. */
  around(middle: number, spread: number): number
}

/** The same seed draws the same. */
export const createDraw = (seed: number): Draw => {
  const random = createRandom(seed)
  const between = (low: number, high: number) => low + (high - low) * random()
  const whole = (low: number, high: number) => Math.floor(between(low, high + 1))
  return {
    between,
    whole,
    chance: (probability) => random() < probability,
    pick: (list) => list[whole(0, list.length - 1)],
    count: (mean) => {
      const limit = Math.exp(-mean)
      let count = 0
      for (let product = random(); product > limit; product *= random()) count++
      return count
    },
    around: (middle, spread) => middle * Math.exp(spread * drawNormal(random)),
  }
}
