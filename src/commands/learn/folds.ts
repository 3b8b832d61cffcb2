/** Which rows to train on and which to test on. */
import { createRandom, type Random, shuffle } from '#learning/random'
import { PlainError } from '#platform/plain-errors'

/** Row numbers; those to train on are in random order. */
export interface Split {
  readonly train: Uint32Array
  readonly test: Uint32Array
}

/** Rows that stay together. */
interface Cluster {
  readonly rows: number[]
  readonly positives: number
}

const clustersOf = (labels: Uint8Array, groups: readonly string[] | undefined): Cluster[] => {
  const clusters = new Map<string, number[]>()
  for (let row = 0; row < labels.length; row++) {
    const key = groups?.[row] ?? String(row)
    const rows = clusters.get(key)
    if (rows) rows.push(row)
    else clusters.set(key, [row])
  }
  return [...clusters.values()].map((rows) => ({
    rows,
    positives: rows.reduce((sum, row) => sum + labels[row], 0),
  }))
}

/** Where each part stands against its share: the emptier, the lower. */
interface Bin {
  readonly share: number
  positives: number
  negatives: number
  readonly rows: number[]
}

/**
 * Deals clusters out to bins in random order, the large ones first, so that each bin gets its share of the ones and of the
 * zeros: every cluster goes where its rows of the rarer kind lack most.
 */
const deal = (clusters: readonly Cluster[], shares: readonly number[], random: Random): Uint32Array[] => {
  const order = Uint32Array.from(clusters.keys())
  shuffle(random, order)
  const sorted = [...order].sort((left, right) => clusters[right].rows.length - clusters[left].rows.length)
  const bins = shares.map((share): Bin => ({ share, positives: 0, negatives: 0, rows: [] }))
  for (const index of sorted) {
    const { rows, positives } = clusters[index]
    const fill = (bin: Bin) =>
      positives > 0
        ? [bin.positives / bin.share, bin.negatives / bin.share]
        : [bin.negatives / bin.share, bin.positives / bin.share]
    let best = bins[0]
    for (const bin of bins) {
      const [one, other] = [fill(bin), fill(best)]
      if (one[0] < other[0] || (one[0] === other[0] && one[1] < other[1])) best = bin
    }
    best.positives += positives
    best.negatives += rows.length - positives
    best.rows.push(...rows)
  }
  return bins.map((bin) => Uint32Array.from(bin.rows).sort())
}

const shuffled = (rows: Uint32Array, random: Random): Uint32Array => {
  shuffle(random, rows)
  return rows
}

const checkSplit = (split: Split, labels: Uint8Array): Split => {
  for (const rows of [split.train, split.test]) {
    const positives = rows.reduce((sum, row) => sum + labels[row], 0)
    if (positives === 0 || positives === rows.length)
      throw new PlainError(
        'There are too few rows of one label, or too few groups, for so many folds: each fold needs both labels.',
      )
  }
  return split
}

/** Folds of equal size and equal share of ones; each is tested on once, by what was trained on the others. */
export const foldsOf = (
  labels: Uint8Array,
  groups: readonly string[] | undefined,
  folds: number,
  seed: number,
): Split[] => {
  const random = createRandom(seed)
  const parts = deal(clustersOf(labels, groups), Array<number>(folds).fill(1 / folds), random)
  return parts.map((test, fold) => {
    const others = parts.filter((_, other) => other !== fold)
    const train = Uint32Array.from(others.flatMap((rows) => [...rows]))
    return checkSplit({ train: shuffled(train, random), test }, labels)
  })
}

/** One split with a share of the rows to test on. */
export const splitOnce = (
  labels: Uint8Array,
  groups: readonly string[] | undefined,
  testShare: number,
  seed: number,
): Split => {
  const random = createRandom(seed)
  const [train, test] = deal(clustersOf(labels, groups), [1 - testShare, testShare], random)
  return checkSplit({ train: shuffled(train, random), test }, labels)
}
