/**
 * The newest settled payments of a side, one by one, in a fixed part of its slab: the time and the amount of each. What is kept is the
 * newest by time, then by amount, so payments may come in any order.
 */

/** Where the payments lie in their slab: first how many there are, then the times, then the amounts. */
export interface Recent {
  readonly offset: number
  readonly most: number
}

export const recentLength = (most: number): number => 1 + 2 * most

/** Keeps a payment; the oldest makes room. */
export const keepRecent = (slab: Float64Array, { offset, most }: Recent, atMs: number, amount: number): void => {
  const times = offset + 1
  const count = slab[offset]
  let slot = times + count
  if (count < most) slab[offset]++
  else {
    slot = times
    for (let other = times + 1; other < times + most; other++) if (isOlder(slab, other, slot, most)) slot = other
    if (slab[slot] > atMs || (slab[slot] === atMs && slab[slot + most] >= amount)) return
  }
  slab[slot] = atMs
  slab[slot + most] = amount
}

const isOlder = (slab: Float64Array, one: number, other: number, most: number): boolean =>
  slab[one] < slab[other] || (slab[one] === slab[other] && slab[one + most] < slab[other + most])

/** How many payments lie after one instant and up to another; NaN where the list does not reach so far back. */
export const countRecent = (slab: Float64Array, { offset, most }: Recent, afterMs: number, untilMs: number): number => {
  const count = slab[offset]
  let found = 0
  let oldest = Number.POSITIVE_INFINITY
  for (let slot = offset + 1; slot < offset + 1 + count; slot++) {
    if (slab[slot] > afterMs && slab[slot] <= untilMs) found++
    if (slab[slot] < oldest) oldest = slab[slot]
  }
  return count < most || oldest <= afterMs ? found : Number.NaN
}

/** The newest payments, seen from one amount. */
export interface Lately {
  /** The middle amount; NaN where there is none. */
  readonly median: number
  /** Share of payments at least as large as the amount that is looked at, itself among them. */
  readonly tail: number
  /** Of the last 14 days: payments of more than `largeFactor` medians, and all since the first of those. */
  readonly large: number
  readonly sinceLarge: number
  /** When the first of those was made; NaN where there is none. */
  readonly firstLargeMs: number
  /** The largest amount of the last 14 days; 0 where there is none. */
  readonly largest: number
}

export const largeFactor = 2.5
const spanMs = 14 * 86_400_000
const scratch = new Float64Array(256)

const medianOf = (slab: Float64Array, start: number, count: number): number => {
  if (count === 0) return Number.NaN
  const amounts = scratch.subarray(0, count)
  for (let index = 0; index < count; index++) amounts[index] = slab[start + index]
  amounts.sort()
  return (amounts[(count - 1) >> 1] + amounts[count >> 1]) / 2
}

/** Looks at the newest payments from an instant and an amount. Payments of later instants are among the median, and nowhere else. */
export const lately = (slab: Float64Array, { offset, most }: Recent, atMs: number, amount: number): Lately => {
  const count = slab[offset]
  const amounts = offset + 1 + most
  const median = medianOf(slab, amounts, count)
  let [atLeast, large, largest, firstLargeMs] = [0.5, 0, 0, Number.NaN]
  for (let slot = amounts; slot < amounts + count; slot++) {
    if (slab[slot] >= amount) atLeast++
    const madeMs = slab[slot - most]
    if (madeMs > atMs || madeMs <= atMs - spanMs) continue
    if (slab[slot] > largest) largest = slab[slot]
    if (slab[slot] <= largeFactor * median) continue
    large++
    if (!(madeMs >= firstLargeMs)) firstLargeMs = madeMs
  }
  let sinceLarge = 0
  for (let slot = offset + 1; large > 0 && slot < offset + 1 + count; slot++)
    if (slab[slot] >= firstLargeMs && slab[slot] <= atMs) sinceLarge++
  return { median, tail: atLeast / (count + 1), large, sinceLarge, firstLargeMs, largest }
}
