/**
 * The newest settled payments of a side, one by one, in the tail of its slab: the time and the amount of each. What is kept is the
 * newest by time, then by amount, so payments may come in any order.
 */
import { type Form, type Holder, makeRoom } from './slab.ts'

export interface Recent {
  readonly form: Form
  /** How many payments are kept. */
  readonly most: number
}

/** Numbers of one payment: its time, then its amount. */
const stride = 2

/** Where the payments begin; they end with the slab. */
const startOf = (slab: Float64Array, { form }: Recent): number => slab.length - slab[form.tailSlot]

/** Keeps a payment; the oldest makes room. */
export const keepRecent = (holder: Holder, recent: Recent, atMs: number, amount: number): void => {
  const { form, most } = recent
  if (holder.slab[form.tailSlot] < most * stride) {
    makeRoom(holder, form, stride)
    holder.slab[form.tailSlot] += stride
    put(holder.slab, startOf(holder.slab, recent), atMs, amount)
    return
  }
  const { slab } = holder
  const start = startOf(slab, recent)
  let oldest = start
  for (let other = start + stride; other < slab.length; other += stride)
    if (isOlder(slab, other, oldest)) oldest = other
  if (slab[oldest] > atMs || (slab[oldest] === atMs && slab[oldest + 1] >= amount)) return
  put(slab, oldest, atMs, amount)
}

const put = (slab: Float64Array, at: number, atMs: number, amount: number) => {
  slab[at] = atMs
  slab[at + 1] = amount
}

const isOlder = (slab: Float64Array, one: number, other: number): boolean =>
  slab[one] < slab[other] || (slab[one] === slab[other] && slab[one + 1] < slab[other + 1])

/** How many payments lie after one instant and up to another; NaN where the list does not reach so far back. */
export const countRecent = (slab: Float64Array, recent: Recent, afterMs: number, untilMs: number): number => {
  const start = startOf(slab, recent)
  let found = 0
  let oldest = Number.POSITIVE_INFINITY
  for (let at = start; at < slab.length; at += stride) {
    if (slab[at] > afterMs && slab[at] <= untilMs) found++
    if (slab[at] < oldest) oldest = slab[at]
  }
  return slab.length - start < recent.most * stride || oldest <= afterMs ? found : Number.NaN
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

const medianOf = (slab: Float64Array, start: number): number => {
  const count = (slab.length - start) / stride
  if (count === 0) return Number.NaN
  const amounts = scratch.subarray(0, count)
  for (let index = 0; index < count; index++) amounts[index] = slab[start + index * stride + 1]
  amounts.sort()
  return (amounts[(count - 1) >> 1] + amounts[count >> 1]) / 2
}

/** Looks at the newest payments from an instant and an amount. Payments of later instants are among the median, and nowhere else. */
export const lately = (slab: Float64Array, recent: Recent, atMs: number, amount: number): Lately => {
  const start = startOf(slab, recent)
  const median = medianOf(slab, start)
  let [atLeast, large, largest, firstLargeMs] = [0.5, 0, 0, Number.NaN]
  for (let at = start; at < slab.length; at += stride) {
    const [madeMs, made] = [slab[at], slab[at + 1]]
    if (made >= amount) atLeast++
    if (madeMs > atMs || madeMs <= atMs - spanMs) continue
    if (made > largest) largest = made
    if (made <= largeFactor * median) continue
    large++
    if (!(madeMs >= firstLargeMs)) firstLargeMs = madeMs
  }
  let sinceLarge = 0
  for (let at = start; large > 0 && at < slab.length; at += stride)
    if (slab[at] >= firstLargeMs && slab[at] <= atMs) sinceLarge++
  return { median, tail: atLeast / ((slab.length - start) / stride + 1), large, sinceLarge, firstLargeMs, largest }
}
