/** A stretch of the scale of scores, 0 to 1. */
export type Stretch = { readonly from: number; readonly to: number }

const LEAST_SHARE = 0.19

// Thresholds may lie so close together that their words would not fit, so each band has a least width; within a band the
// scale is even.
/** How much of the scale's length each stretch takes; together 1. */
export const sharesOf = (bands: readonly Stretch[]): number[] => {
  const wide = bands.map(({ from, to }) => Math.max(to - from, LEAST_SHARE))
  const sum = wide.reduce((total, width) => total + width, 0)
  return wide.map((width) => width / sum)
}

/** Where a score from 0 to 1 stands on the scale, as a part of its length. */
export const placeOf = (score: number, bands: readonly Stretch[], shares: readonly number[]): number => {
  let start = 0
  for (const [index, { from, to }] of bands.entries()) {
    const share = shares[index] ?? 0
    if (score < to || index === bands.length - 1) return start + (share * (score - from)) / Math.max(to - from, 1e-9)
    start += share
  }
  return 1
}
