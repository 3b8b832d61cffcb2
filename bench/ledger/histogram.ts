/** Counts of durations in a fixed number of classes, each at most 1/64 wide: its size does not grow with what it counts. */
export interface Histogram {
  record(ms: number): void
  readonly count: () => number
  /** The duration in milliseconds that this share (0 to 1) of all stayed within; null where there is none. */
  percentile(share: number): number | null
}

const fineBits = 6
const fine = 2 ** fineBits
// Microseconds up to 2^32, more than an hour.
const classes = (32 - fineBits + 1) * fine

/** Below 64 µs a class is one microsecond wide, above it 64 classes go to each doubling. */
const classOf = (microseconds: number): number => {
  if (microseconds < fine) return microseconds
  const shift = 31 - Math.clz32(microseconds) - fineBits
  return (shift + 1) * fine + ((microseconds >>> shift) - fine)
}

const upperEnd = (index: number): number => {
  if (index < fine) return index
  const shift = Math.floor(index / fine) - 1
  return ((index % fine) + fine + 1) * 2 ** shift - 1
}

export const createHistogram = (): Histogram => {
  const counts = new Float64Array(classes)
  let total = 0
  return {
    record: (ms) => {
      const microseconds = Math.min(Math.max(Math.round(ms * 1000), 0), 2 ** 32 - 1)
      counts[classOf(microseconds)]++
      total++
    },
    count: () => total,
    percentile: (share) => {
      if (total === 0) return null
      const wanted = Math.max(1, Math.ceil(share * total))
      let seen = 0
      const index = counts.findIndex((count) => {
        seen += count
        return seen >= wanted
      })
      return upperEnd(index) / 1000
    },
  }
}
