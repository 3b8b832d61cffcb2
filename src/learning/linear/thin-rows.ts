import { createRandom } from '#learning/random'

/** Some of the rows, ascending, with labels and weights of their own. */
export type ThinnedRows = { readonly rows: Uint32Array; readonly labels: Uint8Array; readonly weights: Float64Array }

/**
 * At most about `most` rows. Of the rarer label all are kept, up to half of them; of each label that is thinned out, the rows
 * that stay weigh more, so that together they count as before. Rows without weight are left out.
 */
export function thinRows(labels: Uint8Array, weights: Float64Array, most: number, seed: number): ThinnedRows {
  const counts = [0, 0]
  const sums = [0, 0]
  for (let row = 0; row < labels.length; row++) {
    if (weights[row] > 0) counts[labels[row]]++
    sums[labels[row]] += weights[row]
  }
  const half = Math.min(...counts, most / 2)
  const shares = counts.map((count) => Math.min(1, Math.max(half, most - half) / count))
  const random = createRandom(seed)
  const rows = Uint32Array.from(labels, (_, row) => row).filter(
    (row) => weights[row] > 0 && random() < shares[labels[row]],
  )
  const kept = [0, 0]
  for (const row of rows) kept[labels[row]] += weights[row]
  return {
    rows,
    labels: Uint8Array.from(rows, (row) => labels[row]),
    weights: Float64Array.from(rows, (row) => (weights[row] * sums[labels[row]]) / kept[labels[row]]),
  }
}
