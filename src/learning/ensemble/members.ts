/** The ensemble's members: on each bag boosted trees and a network, the network of a bag started from the one before. */
import { type BoostingModel, type BoostingOptions, fitBoosting } from '../boosting.ts'
import { fitNetwork, type NetworkModel, type NetworkOptions } from '../network.ts'
import { createRandom, type Random } from '../random.ts'
import { createTable, type LabeledTable, selectRows, type Table } from '../table.ts'
import { createDealer } from './bags.ts'
import { synthesize } from './synthetic.ts'

export interface Members {
  readonly trees: readonly BoostingModel[]
  readonly networks: readonly NetworkModel[]
}

export interface MemberOptions {
  readonly bags: number
  readonly ratio: number
  readonly generation: number
  readonly isPassing: boolean
  readonly boosting: BoostingOptions
  readonly network: NetworkOptions
  readonly seed: number
  readonly weights?: Float32Array
}

type Bag = LabeledTable & { readonly weights: Float32Array }

/** Trains the members of every bag; `tell` is called after each. */
export function fitMembers(table: Table, labels: Uint8Array, options: MemberOptions, tell: () => void): Members {
  const random = createRandom(options.seed)
  const dealer = createDealer(random, labels, options.ratio)
  const trees: BoostingModel[] = []
  const networks: NetworkModel[] = []
  for (let index = 0; index < options.bags; index++) {
    const bag = fillBag(random, table, labels, dealer.nextBag(), options)
    const seed = options.seed + index
    trees.push(fitBoosting(bag.table, bag.labels, { ...options.boosting, weights: bag.weights, seed }))
    tell()
    const start = options.isPassing ? networks.at(-1) : undefined
    networks.push(fitNetwork(bag.table, bag.labels, { ...options.network, weights: bag.weights, seed, start }))
    tell()
  }
  return { trees, networks }
}

/** The rows of a bag and, where asked for, synthetic positives: `generation` for each true one. */
function fillBag(
  random: Random,
  table: Table,
  labels: Uint8Array,
  rows: Uint32Array,
  { generation, weights }: MemberOptions,
): Bag {
  const own = selectRows(table, rows)
  const ownLabels = Uint8Array.from(rows, (row) => labels[row])
  const ownWeights = Float32Array.from(rows, (row) => weights?.[row] ?? 1)
  const positives = rows.filter((row) => labels[row] === 1)
  const count = Math.round(generation * positives.length)
  if (count === 0 || positives.length < 2) return { table: own, labels: ownLabels, weights: ownWeights }
  const made = synthesize(random, selectRows(table, positives), count)
  return {
    table: createTable(table.names, joined(own.values, made.values)),
    labels: Uint8Array.from([...ownLabels, ...new Uint8Array(count).fill(1)]),
    weights: joined(ownWeights, new Float32Array(count).fill(1)),
  }
}

function joined(left: Float32Array, right: Float32Array): Float32Array {
  const both = new Float32Array(left.length + right.length)
  both.set(left)
  both.set(right, left.length)
  return both
}
