/**
 * Counts and sums over the last so many minutes, hours or days, as rows of a slab: one for each bucket in which something happened, in
 * the order of rings and buckets. Adding commutes, so events may come in any order; what is older than the ring reaches is left
 * out, whenever it arrives.
 */
import { type Form, type Holder, makeRoom, rowLength } from './slab.ts'

export interface Ring {
  readonly form: Form
  /** Its place among the rings of its slab. */
  readonly index: number
  /** How many of the newest buckets are kept. */
  readonly buckets: number
  readonly unitMs: number
}

/** Keys of one ring's rows begin here; buckets of minutes stay below until the year 4011. */
const keysOfRing = 2 ** 30

/** The number of the bucket that an instant after 1970 falls into. */
export const bucketOf = (ring: Ring, atMs: number): number => Math.floor(atMs / ring.unitMs)

/** Where the first row with that key or a greater one begins. */
const findRow = (slab: Float64Array, { head, rowsSlot }: Form, key: number): number => {
  let [low, high] = [0, slab[rowsSlot]]
  while (low < high) {
    const middle = (low + high) >>> 1
    if (slab[head + middle * rowLength] < key) low = middle + 1
    else high = middle
  }
  return head + low * rowLength
}

const forget = (slab: Float64Array, { head, rowsSlot }: Form, from: number, to: number) => {
  if (from >= to) return
  slab.copyWithin(from, to, head + slab[rowsSlot] * rowLength)
  slab[rowsSlot] -= (to - from) / rowLength
}

const insert = (holder: Holder, form: Form, at: number, key: number) => {
  makeRoom(holder, form, rowLength)
  const { slab } = holder
  slab.copyWithin(at + rowLength, at, form.head + slab[form.rowsSlot] * rowLength)
  slab[at] = key
  slab[at + 1] = slab[at + 2] = 0
  slab[form.rowsSlot]++
}

/** Where the row of a bucket begins, made where there was none; -1 where the ring does not reach back so far. */
const rowOf = (holder: Holder, { form, index, buckets }: Ring, bucket: number): number => {
  const firstKey = index * keysOfRing
  const key = firstKey + bucket
  const end = findRow(holder.slab, form, firstKey + keysOfRing)
  const newest = end > form.head ? holder.slab[end - rowLength] : -1
  if (newest === key) return end - rowLength
  if (newest < firstKey) {
    insert(holder, form, end, key)
    return end
  }
  if (key <= newest - buckets) return -1
  if (key > newest) {
    const start = findRow(holder.slab, form, firstKey)
    forget(holder.slab, form, start, findRow(holder.slab, form, Math.max(firstKey, key - buckets + 1)))
  }
  const at = findRow(holder.slab, form, key)
  const isThere = at < form.head + holder.slab[form.rowsSlot] * rowLength && holder.slab[at] === key
  if (!isThere) insert(holder, form, at, key)
  return at
}

/** Adds to a bucket by its number. */
export const addToBucket = (holder: Holder, ring: Ring, bucket: number, count: number, sum: number): void => {
  const at = rowOf(holder, ring, bucket)
  if (at < 0) return
  holder.slab[at + 1] += count
  holder.slab[at + 2] += sum
}

/** Adds to the bucket of an instant; `count` and `sum` are negative where something is taken back. */
export const addTo = (holder: Holder, ring: Ring, atMs: number, count: number, sum: number): void =>
  addToBucket(holder, ring, bucketOf(ring, atMs), count, sum)

/** Raises the greatest value of an instant's bucket; the ring's sums hold greatest values then. */
export const raiseTo = (holder: Holder, ring: Ring, atMs: number, value: number): void => {
  const at = rowOf(holder, ring, bucketOf(ring, atMs))
  if (at >= 0 && value > holder.slab[at + 2]) holder.slab[at + 2] = value
}

/** The count in a bucket by its number. */
export const countInBucket = (slab: Float64Array, { form, index }: Ring, bucket: number): number => {
  const at = findRow(slab, form, index * keysOfRing + bucket)
  return at < form.head + slab[form.rowsSlot] * rowLength && slab[at] === index * keysOfRing + bucket ? slab[at + 1] : 0
}

/** The count over the last `span` buckets that end with the instant's own. */
export const countIn = (slab: Float64Array, ring: Ring, atMs: number, span: number): number =>
  total(slab, ring, atMs, span, 1)

/** The sum over the last `span` buckets that end with the instant's own. */
export const sumIn = (slab: Float64Array, ring: Ring, atMs: number, span: number): number =>
  total(slab, ring, atMs, span, 2)

const total = (slab: Float64Array, ring: Ring, atMs: number, span: number, slot: 1 | 2): number => {
  const { form, index } = ring
  const last = index * keysOfRing + bucketOf(ring, atMs)
  const end = form.head + slab[form.rowsSlot] * rowLength
  let sum = 0
  let at = findRow(slab, form, Math.max(index * keysOfRing, last - span + 1))
  for (; at < end && slab[at] <= last; at += rowLength) sum += slab[at + slot]
  return sum
}

/** The greatest value that the ring still reaches, seen from an instant; 0 where there is none. */
export const greatestIn = (slab: Float64Array, ring: Ring, atMs: number): number => {
  const { form, index, buckets } = ring
  const last = index * keysOfRing + bucketOf(ring, atMs)
  const end = form.head + slab[form.rowsSlot] * rowLength
  let greatest = 0
  let at = findRow(slab, form, Math.max(index * keysOfRing, last - buckets + 1))
  for (; at < end && slab[at] <= last; at += rowLength) greatest = Math.max(greatest, slab[at + 2])
  return greatest
}
