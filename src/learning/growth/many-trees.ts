import { createRandom, type Random, seedOf } from '#learning/random'
import { checkLabels, type Table } from '#learning/table'
import { joinTrees, type Trees } from '#learning/trees'
import { binTable } from './bins.ts'
import { type CartGrower, createCartGrower } from './grow-cart.ts'

/** What a single tree may be asked for. */
export type TreeOptions = {
  /** The most questions on a way from root to leaf. */
  readonly depth?: number
  /** The fewest rows of a leaf. */
  readonly minimumLeaf?: number
  /** With so many more rows of the usual share is a leaf's share worked out, so that few rows do not make certain. */
  readonly smoothing?: number
  /** The most bins of a column, 2 to 4,096; a column with fewer distinct values is split exactly. */
  readonly bins?: number
}

/** What many trees may be asked for. */
export type ManyTreesOptions = TreeOptions & {
  readonly trees?: number
  /** How many columns, drawn anew, each question chooses from. */
  readonly columnsAtOnce?: number
  readonly seed?: number
}

/** How many trees there are, and how many there will be. */
export type TreeProgress = { readonly round: number; readonly rounds: number }

/** Says how often each row is in a tree's sample, by adding to `counts`. */
export type DrawSample = (random: Random, counts: Uint32Array) => void

/** Prepares to grow trees with leaves that hold shares of label 1, smoothed towards `prior` and divided by `among`. */
export function prepareTrees(
  table: Table,
  labels: Uint8Array,
  settings: Required<Omit<ManyTreesOptions, 'trees' | 'seed'>>,
  prior: number,
  among: number,
): CartGrower {
  const { depth, minimumLeaf, smoothing, columnsAtOnce, bins } = settings
  checkLabels(table, labels)
  if (!(isCount(depth) && depth <= 64)) throw new RangeError('Depth must be between 1 and 64.')
  if (!isCount(minimumLeaf)) throw new RangeError('A leaf needs at least one row.')
  if (!isCount(columnsAtOnce)) throw new RangeError('A question needs at least one column to choose from.')
  if (!(smoothing >= 0 && smoothing < Number.POSITIVE_INFINITY)) throw new RangeError('Smoothing cannot be below 0.')
  const leafValue = (positives: number, rows: number) => (positives + smoothing * prior) / (rows + smoothing) / among
  return createCartGrower(binTable(table, bins), labels, { depth, minimumLeaf, columnsAtOnce, leafValue })
}

/** Grows trees on samples of the rows. Each has a generator of its own, so that trees may be grown in any order. */
export function growManyTrees(
  table: Table,
  labels: Uint8Array,
  settings: Required<ManyTreesOptions>,
  prior: number,
  draw: DrawSample,
  onProgress?: (progress: TreeProgress) => void,
): Trees {
  const { trees: rounds, seed } = settings
  if (!isCount(rounds)) throw new RangeError('At least one tree is needed.')
  const grow = prepareTrees(table, labels, settings, prior, rounds)
  const grown: Trees[] = []
  for (let tree = 0; tree < rounds; tree++) {
    const random = createRandom(seedOf(seed, tree))
    const counts = new Uint32Array(table.rows)
    draw(random, counts)
    grown.push(grow(counts, random))
    onProgress?.({ round: grown.length, rounds })
  }
  return joinTrees(grown)
}

function isCount(number: number): boolean {
  return Number.isInteger(number) && number >= 1
}
