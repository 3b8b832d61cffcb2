/** Mean and deviation of an account's log amounts, each payment weighing half as much after every half-life. */

/** Where a habit lies in its slab: weight, sum, sum of squares, and the instant that the three are seen from. */
export interface Habit {
  readonly offset: number
  readonly halfLifeMs: number
}

export const habitLength = 4

/** Takes a payment in. Payments may come in any order: one from before weighs what it would weigh by now. */
export const takeIn = (slab: Float64Array, { offset, halfLifeMs }: Habit, atMs: number, logAmount: number): void => {
  const since = slab[offset + 3]
  let weight = 1
  if (atMs > since) {
    const fade = since === 0 ? 0 : 2 ** ((since - atMs) / halfLifeMs)
    for (let slot = offset; slot < offset + 3; slot++) slab[slot] *= fade
    slab[offset + 3] = atMs
  } else weight = 2 ** ((atMs - since) / halfLifeMs)
  slab[offset] += weight
  slab[offset + 1] += weight * logAmount
  slab[offset + 2] += weight * logAmount * logAmount
}

/** The mean of log amounts; NaN before the first. */
export const meanOf = (slab: Float64Array, { offset }: Habit): number => slab[offset + 1] / slab[offset]

/** The deviation of log amounts, drawn toward 0.5 while there are few. */
export const deviationOf = (slab: Float64Array, { offset }: Habit): number => {
  const weight = slab[offset]
  const mean = slab[offset + 1] / weight
  const squares = Math.max(0, slab[offset + 2] - weight * mean * mean)
  return Math.sqrt((squares + 3 * 0.25) / (weight + 3))
}
