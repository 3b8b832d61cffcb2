/** Whether one model is better than another on the same rows, or was only lucky. */
import { createRandom, type Random } from './random.ts'

/** A figure of both models, and how sure their difference is. */
export type PairedFigure = {
  readonly first: number
  readonly second: number
  /** Of `second` less `first`: the middle 95 % of the resamples. */
  readonly low: number
  readonly high: number
}

export type PairedComparison = {
  readonly rows: number
  readonly positives: number
  readonly averagePrecision: PairedFigure
  /** Recall where one in a hundred of the 0s is found too. */
  readonly recallAtOnePercent: PairedFigure
}

export type BootstrapOptions = {
  /** A weight for each row; 1 where none are given. */
  readonly weights?: ArrayLike<number>
  /** A number from 0 on for each row: rows of one cluster are drawn together, for they resemble each other. Each row alone where none are given. */
  readonly clusters?: ArrayLike<number>
  readonly samples?: number
  readonly seed?: number
  /** Told after each resample. */
  readonly onSample?: (done: number, of: number) => void
}

/** Rows by falling score, and where each run of equal scores ends. */
type Ranking = { readonly order: Uint32Array; readonly isLast: Uint8Array }
type Measured = { readonly averagePrecision: number; readonly recall: number }

/**
 * The paired bootstrap (Efron): both models are measured on the same resamples of the rows, so that what is hard for both
 * does not blur their difference. Where rows come in clusters, such as the payments of one payer, whole clusters are drawn, so that
 * what is alike does not count as so many independent proofs. Resamples that drew one kind of label only are drawn again. The same
 * seed gives the same answer.
 */
export function pairedBootstrap(
  first: ArrayLike<number>,
  second: ArrayLike<number>,
  labels: Uint8Array,
  { weights, clusters, samples = 1000, seed = 1, onSample }: BootstrapOptions = {},
): PairedComparison {
  const positives = checkRows(first, second, labels)
  const groups = groupRows(labels.length, clusters)
  const rankings = [rankingOf(first), rankingOf(second)]
  const own = Float64Array.from(labels, (_, row) => weights?.[row] ?? 1)
  const measure = (drawn: Float64Array) => rankings.map((ranking) => measureOn(ranking, labels, drawn))
  const [one, other] = measure(own)
  const differences = { averagePrecision: new Float64Array(samples), recall: new Float64Array(samples) }
  const random = createRandom(seed)
  for (let sample = 0; sample < samples; sample++) {
    const [a, b] = measure(resample(random, groups, own, labels))
    differences.averagePrecision[sample] = b.averagePrecision - a.averagePrecision
    differences.recall[sample] = b.recall - a.recall
    onSample?.(sample + 1, samples)
  }
  return {
    rows: labels.length,
    positives,
    averagePrecision: figureOf(one.averagePrecision, other.averagePrecision, differences.averagePrecision),
    recallAtOnePercent: figureOf(one.recall, other.recall, differences.recall),
  }
}

function figureOf(first: number, second: number, differences: Float64Array): PairedFigure {
  const sorted = differences.sort()
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))]
  return { first, second, low: at(0.025), high: at(0.975) }
}

function rankingOf(scores: ArrayLike<number>): Ranking {
  const order = Uint32Array.from({ length: scores.length }, (_, row) => row)
  order.sort((left, right) => scores[right] - scores[left])
  const isLast = Uint8Array.from(order, (row, index) =>
    index + 1 === order.length || scores[order[index + 1]] !== scores[row] ? 1 : 0,
  )
  return { order, isLast }
}

/** Row numbers, one group after the other; group `g` lies between `starts[g]` and `starts[g + 1]`. */
type Groups = { readonly rows: Uint32Array; readonly starts: Uint32Array }

function groupRows(length: number, clusters?: ArrayLike<number>): Groups {
  if (clusters && clusters.length !== length) {
    throw new RangeError(`${clusters.length} clusters do not fit ${length} rows.`)
  }
  const clusterOf = (row: number) => clusters?.[row] ?? row
  const places = new Map<number, number>()
  for (let row = 0; row < length; row++) {
    if (!places.has(clusterOf(row))) places.set(clusterOf(row), places.size)
  }
  const placeOf = Uint32Array.from({ length }, (_, row) => places.get(clusterOf(row)) ?? 0)
  const starts = new Uint32Array(places.size + 1)
  for (const place of placeOf) starts[place + 1]++
  for (let group = 0; group < places.size; group++) starts[group + 1] += starts[group]
  const next = starts.slice()
  const rows = new Uint32Array(length)
  for (let row = 0; row < length; row++) rows[next[placeOf[row]]++] = row
  return { rows, starts }
}

/** As many groups as there are, drawn with repetition: each row's weight times how often its group was drawn. */
function resample(random: Random, groups: Groups, own: Float64Array, labels: Uint8Array): Float64Array {
  const { rows, starts } = groups
  const drawn = new Float64Array(own.length)
  const seen = [0, 0]
  const count = starts.length - 1
  for (let draw = 0; draw < count; draw++) {
    const group = Math.floor(random() * count)
    for (let index = starts[group]; index < starts[group + 1]; index++) {
      const row = rows[index]
      drawn[row] += own[row]
      seen[labels[row]]++
    }
  }
  return seen[0] > 0 && seen[1] > 0 ? drawn : resample(random, groups, own, labels)
}

/** Average precision and recall in one walk down the ranking. */
function measureOn({ order, isLast }: Ranking, labels: Uint8Array, weights: Float64Array): Measured {
  let [all, negatives] = [0, 0]
  for (let row = 0; row < labels.length; row++) {
    if (labels[row] === 1) all += weights[row]
    else negatives += weights[row]
  }
  const allowed = 0.01 * negatives
  let [found, wrong, foundBefore, wrongBefore, sum, recall] = [0, 0, 0, 0, 0, -1]
  for (let index = 0; index < order.length; index++) {
    const row = order[index]
    if (labels[row] === 1) found += weights[row]
    else wrong += weights[row]
    if (isLast[index] === 0) continue
    if (found > foundBefore) sum += ((found - foundBefore) * found) / (found + wrong)
    if (recall < 0 && wrong > allowed) {
      recall = foundBefore + ((allowed - wrongBefore) / (wrong - wrongBefore)) * (found - foundBefore)
    }
    foundBefore = found
    wrongBefore = wrong
  }
  return { averagePrecision: sum / all, recall: (recall < 0 ? all : recall) / all }
}

function checkRows(first: ArrayLike<number>, second: ArrayLike<number>, labels: Uint8Array): number {
  if (first.length !== labels.length || second.length !== labels.length) {
    throw new RangeError(`${first.length} and ${second.length} scores do not fit ${labels.length} labels.`)
  }
  let positives = 0
  for (const label of labels) positives += label
  if (positives === 0 || positives === labels.length) throw new RangeError('Both labels, 0 and 1, must occur.')
  return positives
}
