import { type BoostingModel, type BoostingOptions, predictAll, predictLogOdds } from './boosting.ts'
import { type Combination, evenly, fitCombination } from './ensemble/combine.ts'
import { fitMembers, type MemberOptions, type Members } from './ensemble/members.ts'
import { fitOddness, type Oddness, oddnessColumns, widenRow, widenTable } from './ensemble/oddness.ts'
import { type NetworkModel, type NetworkOptions, scoreAllNetwork, sumNetworks } from './network.ts'
import { checkLabels, createTable, selectRows, type Table } from './table.ts'
import { joinTrees } from './trees.ts'

/**
 * An ensemble of balanced bags, after the abstract of NNEnsLeG (Zeng et al. 2025): on each bag boosted trees and a network, the
 * network started from the one of the bag before (our reading of "parameter passing"), synthetic positives where they are asked
 * for, and a logistic combiner fitted out of time. That paper's base learners, generator and numbers are not public, so nothing
 * here claims to reproduce them. The score is log-odds: `base`, the trees of all bags, and the weighed sum of the networks.
 */
export type EnsembleModel = {
  readonly kind: 'ensemble'
  readonly columns: readonly string[]
  /** Scores without labels, which the members read as three further columns. */
  readonly oddness: Oddness
  /** The trees of all bags, already weighed. */
  readonly trees: BoostingModel
  readonly networks: readonly NetworkModel[]
  /** What each network's log-odds are multiplied by. */
  readonly networkWeight: number
  /** Some of the rows that were trained on, with the further columns: explanations compare a row with them. */
  readonly background: Float32Array
}

/** How to train. What is left out is as in `ensembleDefaults`. */
export type EnsembleOptions = {
  readonly bags?: number
  /** Negative rows for each positive one in a bag. */
  readonly ratio?: number
  /** Synthetic positives for each true one in a bag. They are made of the bag's own rows, so never of later ones. */
  readonly generation?: number
  /** Whether the network of a bag starts from the weights of the one before. */
  readonly isPassing?: boolean
  /** The share of the rows, the last ones, that the combiner is fitted on; the members are then trained again on all. */
  readonly combinerShare?: number
  readonly boosting?: BoostingOptions
  readonly network?: NetworkOptions
  /** A weight for each row. */
  readonly weights?: Float32Array
  readonly seed?: number
}

export const ensembleDefaults = {
  bags: 4,
  ratio: 20,
  generation: 0,
  isPassing: true,
  combinerShare: 0.25,
  boosting: {
    trees: 200,
    depth: 5,
    learningRate: 0.07,
    bins: 4096,
    rowShare: 0.8,
    columnShare: 0.5,
    minimumChildWeight: 4,
  },
  network: {},
  seed: 1,
} satisfies EnsembleOptions

/** Members that are trained, of how many. */
export type EnsembleProgress = { readonly done: number; readonly of: number }

/**
 * Trains on rows in the order of their time: the last ones fit the combiner. Blocks its thread for a minute or more, so it
 * belongs into a training thread. The same rows, options and seed give the same model. Throws a RangeError on senseless input.
 */
export function fitEnsemble(
  table: Table,
  labels: Uint8Array,
  options: EnsembleOptions = {},
  onProgress: (progress: EnsembleProgress) => void = () => {},
): EnsembleModel {
  const settings = { ...ensembleDefaults, ...options }
  checkLabels(table, labels)
  checkSettings(table, settings)
  const of = 4 * settings.bags
  let done = 0
  const tell = () => onProgress({ done: ++done, of })
  const oddness = fitOddness(table, settings.seed)
  const wide = widenTable(oddness, table)
  const combination = combineOutOfTime(wide, labels, settings, tell)
  const members = fitMembers(wide, labels, settings, tell)
  onProgress({ done: of, of })
  return assemble(table.names, oddness, members, combination, backgroundOf(wide))
}

/** The log-odds of the row that starts at `offset` of `values`. */
export function scoreEnsemble(model: EnsembleModel, values: Float32Array, offset = 0): number {
  const { wide, sum } = preparedOf(model)
  widenRow(model.oddness, values, offset, wide)
  return predictLogOdds(model.trees, wide) + model.networkWeight * sum(wide)
}

/** Room for a row with its further columns, and the networks that count. */
type Prepared = { readonly wide: Float32Array; readonly sum: (wide: Float32Array) => number }

const prepared = new WeakMap<EnsembleModel, Prepared>()

function preparedOf(model: EnsembleModel): Prepared {
  const known = prepared.get(model)
  if (known) return known
  const networks = model.networkWeight === 0 ? [] : model.networks
  const made = { wide: new Float32Array(model.trees.columns.length), sum: sumNetworks(networks) }
  prepared.set(model, made)
  return made
}

/** The log-odds of every row. Throws unless the table's columns are the model's, in its order. */
export function scoreAllEnsemble(model: EnsembleModel, table: Table): Float64Array {
  if (model.columns.join('\n') !== table.names.join('\n')) throw new RangeError('The table has other columns.')
  const wide = widenTable(model.oddness, table)
  const trees = predictAll(model.trees, wide)
  const networks = new Float64Array(table.rows)
  for (const network of model.networks) {
    const scores = scoreAllNetwork(network, wide)
    for (let row = 0; row < networks.length; row++) networks[row] += scores[row]
  }
  return trees.map((sum, row) => sum + model.networkWeight * networks[row])
}

type Settings = MemberOptions & Required<Pick<EnsembleOptions, 'combinerShare'>>

function checkSettings(table: Table, settings: Settings): void {
  const { bags, ratio, generation, combinerShare, weights } = settings
  if (!(Number.isInteger(bags) && bags >= 1)) throw new RangeError('At least one bag is needed.')
  if (!(ratio > 0)) throw new RangeError('A bag needs negative rows.')
  if (!(generation >= 0 && Number.isFinite(generation)))
    throw new RangeError('The share of synthetic rows is 0 or more.')
  if (!(combinerShare > 0 && combinerShare < 1)) throw new RangeError('The combiner’s share lies between 0 and 1.')
  if (weights && weights.length !== table.rows) throw new RangeError('Each row needs one weight.')
}

/** Members of the earlier rows judge the later ones, which neither was trained on. */
function combineOutOfTime(table: Table, labels: Uint8Array, settings: Settings, tell: () => void): Combination {
  const early = Math.floor(table.rows * (1 - settings.combinerShare))
  const [first, last] = [part(table, 0, early), part(table, early, table.rows)]
  const [firstLabels, lastLabels] = [labels.subarray(0, early), labels.subarray(early)]
  const hasBoth = firstLabels.includes(1) && firstLabels.includes(0)
  if (!hasBoth || last.rows === 0) return evenly
  const weights = settings.weights?.subarray(0, early)
  const members = fitMembers(first, firstLabels, { ...settings, weights }, tell)
  const trees = meanOf(members.trees.map((model) => predictAll(model, last)))
  const networks = meanOf(members.networks.map((model) => scoreAllNetwork(model, last)))
  return fitCombination(trees, networks, lastLabels, settings.weights?.subarray(early))
}

function part(table: Table, from: number, to: number): Table {
  return createTable(table.names, table.values.subarray(from * table.columns, to * table.columns))
}

function meanOf(lists: readonly Float64Array[]): Float64Array {
  return lists[0].map((_, row) => lists.reduce((sum, list) => sum + list[row], 0) / lists.length)
}

const mostBackground = 64

/** Rows spread evenly over the table. */
function backgroundOf(table: Table): Float32Array {
  const count = Math.min(table.rows, mostBackground)
  const rows = Uint32Array.from({ length: count }, (_, index) => Math.floor((index * table.rows) / count))
  return selectRows(table, rows).values
}

function assemble(
  columns: readonly string[],
  oddness: Oddness,
  { trees, networks }: Members,
  combination: Combination,
  background: Float32Array,
): EnsembleModel {
  const weight = combination.trees / trees.length
  const joined = joinTrees(trees.map((model) => model.trees))
  const base = combination.base + weight * trees.reduce((sum, model) => sum + model.base, 0)
  const weighed = { ...joined, value: joined.value.map((value) => weight * value) }
  return {
    kind: 'ensemble',
    columns: [...columns],
    oddness,
    trees: { kind: 'boosting', columns: [...columns, ...oddnessColumns], base, trees: weighed },
    networks,
    networkWeight: combination.networks / networks.length,
    background,
  }
}
