/** What a judge of yes and no got right, with 95 % intervals (Wilson 1927), which also hold for few pictures. */
export type Figures = {
  readonly precision: number
  readonly recall: number
  readonly f1: number
  readonly accuracy: number
  readonly accuracyInterval: readonly [number, number]
  readonly count: number
}

/** `said` and `truth` are 1 or 0 for each picture. A figure without a case is 0. */
export function figuresOf(said: readonly number[], truth: readonly number[]): Figures {
  const count = (yes: number, real: number) =>
    said.filter((value, index) => value === yes && truth[index] === real).length
  const [hits, falseYes, missed] = [count(1, 1), count(1, 0), count(0, 1)]
  const right = hits + count(0, 0)
  const share = (part: number, whole: number) => (whole === 0 ? 0 : part / whole)
  return {
    precision: share(hits, hits + falseYes),
    recall: share(hits, hits + missed),
    f1: share(2 * hits, 2 * hits + falseYes + missed),
    accuracy: share(right, said.length),
    accuracyInterval: intervalOf(right, said.length),
    count: said.length,
  }
}

const Z = 1.959964

/** Between what a share of `right` in `count` lies in 95 of 100 such samples. */
export function intervalOf(right: number, count: number): [number, number] {
  if (count === 0) return [0, 1]
  const share = right / count
  const square = (Z * Z) / count
  const middle = (share + square / 2) / (1 + square)
  const reach = (Z / (1 + square)) * Math.sqrt((share * (1 - share)) / count + square / (4 * count))
  return [Math.max(0, middle - reach), Math.min(1, middle + reach)]
}

/** How well distances tell the same from others. `far` is the share of others within `threshold`, `frr` that of the same beyond it. */
export type Verification = {
  readonly eer: number
  readonly eerThreshold: number
  readonly tarAtFar01: number
  readonly pairs: number
}

/** Distances of pictures of the same, and of others. The equal error rate is the mean of both at the threshold where they are closest. */
export function verificationOf(same: readonly number[], others: readonly number[]): Verification {
  const [own, strange] = [Float64Array.from(same).sort(), Float64Array.from(others).sort()]
  const within = (sorted: Float64Array, threshold: number) => {
    let [low, high] = [0, sorted.length]
    while (low < high) {
      const middle = (low + high) >> 1
      if (sorted[middle] <= threshold) low = middle + 1
      else high = middle
    }
    return low / (sorted.length || 1)
  }
  let [eer, eerThreshold, gap] = [1, 0, Number.POSITIVE_INFINITY]
  for (const threshold of [...own, ...strange]) {
    const [missed, taken] = [1 - within(own, threshold), within(strange, threshold)]
    if (Math.abs(missed - taken) >= gap) continue
    gap = Math.abs(missed - taken)
    ;[eer, eerThreshold] = [(missed + taken) / 2, threshold]
  }
  // The largest threshold that lets in at most one of a thousand others.
  const allowed = Math.floor(strange.length / 1000)
  const barrier = strange[allowed] ?? Number.POSITIVE_INFINITY
  const tarAtFar01 = own.filter((distance) => distance < barrier).length / (own.length || 1)
  return { eer, eerThreshold, tarAtFar01, pairs: same.length + others.length }
}

/** The chance that a random one of `higher` scores above a random one of `lower` (area under the ROC curve); ties count half. */
export function aucOf(higher: readonly number[], lower: readonly number[]): number {
  const all = [...higher.map((score) => ({ score, isHigh: true })), ...lower.map((score) => ({ score, isHigh: false }))]
  all.sort((one, other) => one.score - other.score)
  let rankSum = 0
  for (let start = 0; start < all.length; ) {
    let end = start
    while (end < all.length && all[end].score === all[start].score) end++
    const rank = (start + end + 1) / 2
    for (let index = start; index < end; index++) if (all[index].isHigh) rankSum += rank
    start = end
  }
  return (rankSum - (higher.length * (higher.length + 1)) / 2) / (higher.length * lower.length || 1)
}
