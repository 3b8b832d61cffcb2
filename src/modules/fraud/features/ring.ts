/**
 * Counts and sums over the last so many minutes, hours or days, in a fixed part of a slab of numbers. Adding commutes, so
 * events may come in any order; what is older than the ring reaches is left out, whenever it arrives.
 */

/** Where a ring lies in its slab. Slot 0 is the newest bucket's number, then the counts, then the sums. */
export interface Ring {
  readonly offset: number
  readonly buckets: number
  readonly unitMs: number
}

/** How many numbers a ring takes. */
export const ringLength = (buckets: number): number => 1 + 2 * buckets

/** The number of the bucket that an instant after 1970 falls into; never 0, which marks a ring that is empty. */
export const bucketOf = (ring: Ring, atMs: number): number => Math.floor(atMs / ring.unitMs)

const advance = (slab: Float64Array, { offset, buckets }: Ring, to: number) => {
  const newest = slab[offset]
  // An empty ring holds zeros already.
  const first = newest === 0 ? to : Math.max(newest + 1, to - buckets + 1)
  for (let bucket = first; bucket <= to; bucket++) {
    const slot = offset + 1 + (bucket % buckets)
    slab[slot] = 0
    slab[slot + buckets] = 0
  }
  slab[offset] = to
}

/** Adds to the bucket of an instant; `count` and `sum` are negative where something is taken back. */
export const addTo = (slab: Float64Array, ring: Ring, atMs: number, count: number, sum: number): void => {
  const bucket = bucketOf(ring, atMs)
  if (bucket > slab[ring.offset] || slab[ring.offset] === 0) advance(slab, ring, bucket)
  else if (bucket <= slab[ring.offset] - ring.buckets) return
  const slot = ring.offset + 1 + (bucket % ring.buckets)
  slab[slot] += count
  slab[slot + ring.buckets] += sum
}

/** The count over the last `span` buckets that end with the instant's own. */
export const countIn = (slab: Float64Array, ring: Ring, atMs: number, span: number): number =>
  total(slab, ring, atMs, span, 0)

/** The sum over the last `span` buckets that end with the instant's own. */
export const sumIn = (slab: Float64Array, ring: Ring, atMs: number, span: number): number =>
  total(slab, ring, atMs, span, ring.buckets)

const total = (slab: Float64Array, { offset, buckets, unitMs }: Ring, atMs: number, span: number, shift: number) => {
  const newest = slab[offset]
  if (newest === 0) return 0
  const end = Math.floor(atMs / unitMs)
  const last = Math.min(end, newest)
  const first = Math.max(end - span + 1, newest - buckets + 1, 0)
  if (first > last) return 0
  let sum = 0
  let slot = first % buckets
  for (let bucket = first; bucket <= last; bucket++) {
    sum += slab[offset + 1 + shift + slot]
    if (++slot === buckets) slot = 0
  }
  return sum
}

/** Raises the greatest value of an instant's bucket; the ring's sums hold greatest values then. */
export const raiseTo = (slab: Float64Array, ring: Ring, atMs: number, value: number): void => {
  addTo(slab, ring, atMs, 0, 0)
  const bucket = bucketOf(ring, atMs)
  if (bucket <= slab[ring.offset] - ring.buckets) return
  const slot = ring.offset + 1 + ring.buckets + (bucket % ring.buckets)
  if (value > slab[slot]) slab[slot] = value
}

/** The greatest value that the ring still reaches, seen from an instant; 0 where there is none. */
export const greatestIn = (slab: Float64Array, ring: Ring, atMs: number): number => {
  const end = bucketOf(ring, atMs)
  const newest = slab[ring.offset]
  if (newest === 0) return 0
  let greatest = 0
  for (let bucket = Math.max(0, Math.max(end, newest) - ring.buckets + 1); bucket <= Math.min(end, newest); bucket++)
    greatest = Math.max(greatest, slab[ring.offset + 1 + ring.buckets + (bucket % ring.buckets)])
  return greatest
}
