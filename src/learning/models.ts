import {
  type BalancedBagsModel,
  type BalancedBagsOptions,
  fitBalancedBags,
  scoreAllBalancedBags,
  scoreBalancedBags,
} from './balanced-bags.ts'
import { type BoostingModel, type BoostingOptions, fitBoosting, predictAll, predictLogOdds } from './boosting.ts'
import { type EnsembleModel, type EnsembleOptions, fitEnsemble, scoreAllEnsemble, scoreEnsemble } from './ensemble.ts'
import { type ForestModel, type ForestOptions, fitForest, scoreAllForest, scoreForest } from './forest.ts'
import {
  fitIsolationForest,
  type IsolationForestModel,
  type IsolationForestOptions,
  scoreAllIsolationForest,
  scoreIsolationForest,
} from './isolation-forest.ts'
import { fitKmeans, type KmeansModel, type KmeansOptions, scoreAllKmeans, scoreKmeans } from './kmeans.ts'
import { fitLogistic, type LogisticModel, type LogisticOptions, scoreAllLogistic, scoreLogistic } from './logistic.ts'
import { fitNetwork, type NetworkModel, type NetworkOptions, scoreAllNetwork, scoreNetwork } from './network.ts'
import { fitPca, type PcaModel, type PcaOptions, scoreAllPca, scorePca } from './pca.ts'
import { fitSvm, type SvmModel, type SvmOptions, scoreAllSvm, scoreSvm } from './svm.ts'
import { fitSvmRbf, type SvmRbfModel, type SvmRbfOptions, scoreAllSvmRbf, scoreSvmRbf } from './svm-rbf.ts'
import type { Table } from './table.ts'
import { fitTree, scoreAllTree, scoreTree, type TreeModel, type TreeOptions } from './tree.ts'

/** Any model of this library. */
export type Model =
  | LogisticModel
  | SvmModel
  | SvmRbfModel
  | TreeModel
  | ForestModel
  | BoostingModel
  | NetworkModel
  | BalancedBagsModel
  | EnsembleModel
  | IsolationForestModel
  | KmeansModel
  | PcaModel

export type ModelKind = Model['kind']

/** How each kind may be trained. */
export type OptionsOf = {
  readonly tree: TreeOptions
  readonly forest: ForestOptions
  readonly boosting: BoostingOptions
  readonly network: NetworkOptions
  readonly 'balanced-bags': BalancedBagsOptions
  readonly ensemble: EnsembleOptions
  readonly 'isolation-forest': IsolationForestOptions
  readonly kmeans: KmeansOptions
  readonly logistic: LogisticOptions
  readonly pca: PcaOptions
  readonly svm: SvmOptions
  readonly 'svm-rbf': SvmRbfOptions
}

/** What to train, and how. */
export type Recipe = {
  [Kind in ModelKind]: { readonly kind: Kind; readonly options?: OptionsOf[Kind] }
}[ModelKind]

/** Told the share of a training that is done, from 0 to 1, by the kinds that know. */
export type OnShare = (share: number) => void

type Kind<M extends Model, Options> = {
  readonly fit: (table: Table, labels: Uint8Array, options: Options | undefined, onShare: OnShare) => M
  readonly score: (model: M, values: Float32Array, offset?: number) => number
  readonly scoreAll: (model: M, table: Table) => Float64Array
}

type Kinds = { readonly [Name in ModelKind]: Kind<Extract<Model, { kind: Name }>, OptionsOf[Name]> }

const ofRounds =
  (onShare: OnShare) =>
  ({ round, rounds }: { readonly round: number; readonly rounds: number }) =>
    onShare(round / rounds)

const kinds: Kinds = {
  tree: { fit: fitTree, score: scoreTree, scoreAll: scoreAllTree },
  forest: {
    fit: (table, labels, options, onShare) => fitForest(table, labels, options, ofRounds(onShare)),
    score: scoreForest,
    scoreAll: scoreAllForest,
  },
  boosting: {
    fit: (table, labels, options, onShare) => fitBoosting(table, labels, options, ofRounds(onShare)),
    score: predictLogOdds,
    scoreAll: predictAll,
  },
  network: {
    fit: (table, labels, options, onShare) =>
      fitNetwork(table, labels, options, ({ epoch, epochs }) => onShare(epoch / epochs)),
    score: scoreNetwork,
    scoreAll: scoreAllNetwork,
  },
  ensemble: {
    fit: (table, labels, options, onShare) => fitEnsemble(table, labels, options, ({ done, of }) => onShare(done / of)),
    score: scoreEnsemble,
    scoreAll: scoreAllEnsemble,
  },
  'balanced-bags': {
    fit: (table, labels, options, onShare) => fitBalancedBags(table, labels, options, ofRounds(onShare)),
    score: scoreBalancedBags,
    scoreAll: scoreAllBalancedBags,
  },
  'isolation-forest': {
    fit: (table, _, options) => fitIsolationForest(table, options),
    score: scoreIsolationForest,
    scoreAll: scoreAllIsolationForest,
  },
  kmeans: {
    fit: (table, _, options) => fitKmeans(table, options),
    score: scoreKmeans,
    scoreAll: scoreAllKmeans,
  },
  logistic: {
    fit: (table, labels, options) => fitLogistic(table, labels, options),
    score: scoreLogistic,
    scoreAll: scoreAllLogistic,
  },
  pca: { fit: (table, _, options) => fitPca(table, options), score: scorePca, scoreAll: scoreAllPca },
  svm: {
    fit: (table, labels, options) => fitSvm(table, labels, options),
    score: scoreSvm,
    scoreAll: scoreAllSvm,
  },
  'svm-rbf': {
    fit: (table, labels, options) => fitSvmRbf(table, labels, options),
    score: scoreSvmRbf,
    scoreAll: scoreAllSvmRbf,
  },
}

export const modelKinds = Object.keys(kinds) as readonly ModelKind[]

/** Whether a name is that of a kind. */
export const isModelKind = (name: unknown): name is ModelKind => typeof name === 'string' && Object.hasOwn(kinds, name)

// The kind of a model or recipe chooses the entry, so the two always fit; the type system cannot follow that.
const kindOf = (kind: ModelKind) => kinds[kind] as unknown as Kind<Model, Recipe['options']>

/** Trains a model. Blocks its thread, for minutes with some kinds; `trainMany` of `train.ts` does the same in other threads. */
export const fitModel = (table: Table, labels: Uint8Array, recipe: Recipe, onShare: OnShare = () => {}): Model =>
  kindOf(recipe.kind).fit(table, labels, recipe.options, onShare)

/** The score of every row, higher for more likely 1. Throws unless the table's columns are the model's, in its order. */
export const scoreAll = (model: Model, table: Table): Float64Array => kindOf(model.kind).scoreAll(model, table)

/** A function that scores the row which starts at `offset` of `values`, its columns in the model's order. */
export const scorerOf = (model: Model): ((values: Float32Array, offset?: number) => number) => {
  const { score } = kindOf(model.kind)
  return (values, offset) => score(model, values, offset)
}
