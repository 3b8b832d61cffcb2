/** Draws from distributions; everything random in the generator comes from one seeded sequence. */
import { createRandom, drawNormal } from '#learning/random'

export interface Draw {
  /** At least `low`, below `high`. */
  between(low: number, high: number): number
  /** A whole number from `low` to `high`, both included. */
  whole(low: number, high: number): number
  chance(probability: number): boolean
  pick<T>(list: readonly T[]): T
  normal(): number
  logNormal(median: number, sigma: number): number
  poisson(mean: number): number
  /** Often near `low`, sometimes up to `high`: even on a logarithmic scale. */
  logBetween(low: number, high: number): number
}

export const createDraw = (seed: number): Draw => {
  const random = createRandom(seed)
  const between = (low: number, high: number) => low + (high - low) * random()
  const poisson = (mean: number): number => {
    const limit = Math.exp(-mean)
    let count = 0
    for (let product = random(); product > limit; product *= random()) count++
    return count
  }
  return {
    between,
    whole: (low, high) => Math.floor(between(low, high + 1)),
    chance: (probability) => random() < probability,
    pick: (list) => list[Math.floor(random() * list.length)],
    normal: () => drawNormal(random),
    logNormal: (median, sigma) => median * Math.exp(sigma * drawNormal(random)),
    poisson,
    logBetween: (low, high) => low * (high / low) ** random(),
  }
}
