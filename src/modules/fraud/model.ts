/** The model in service: its score, its probability, and what each feature adds. */
import { fileURLToPath } from 'node:url'
import { type BoostingModel, predictLogOdds } from '#learning/boosting'
import { type Calibration, calibrate } from '#learning/calibration'
import { type EnsembleModel, scoreEnsemble } from '#learning/ensemble'
import { createEnsembleExplainer, type EnsembleExplanation } from '#learning/ensemble-explanation'
import { type ModelCard, type ModelFile, readModel } from '#learning/model-file'
import { createTreeExplainer, type PreparedTrees, prepareTrees } from '#learning/tree-shap'
import { featureNames } from './features/catalog.ts'
import { checkPolicy } from './policy.ts'
import type { Policy } from './wire.ts'

export interface FraudModel {
  /** Name and training time; decisions carry it. */
  readonly version: string
  readonly card: ModelCard
  readonly trees: number
  readonly features: number
  /** Thresholds that were chosen on the model's validation weeks. */
  readonly policy: Policy
  /** Log-odds of a row of features. */
  readonly score: (features: Float32Array) => number
  readonly probabilityOf: (score: number) => number
  /** Base, contributions, oddness and residual, which add up to the score. */
  readonly explain: (features: Float32Array) => EnsembleExplanation
}

const shipped = new URL('shipped.model.json', import.meta.url)

const policyOf = ({ thresholds }: ModelFile): Policy => {
  const { challenge, review, block } = thresholds ?? {}
  return checkPolicy({ challenge, review, block })
}

const calibrationOf = ({ calibration }: ModelFile): Calibration => {
  if (!calibration) throw new RangeError('The fraud model has no calibration.')
  return calibration
}

type Servable = BoostingModel | EnsembleModel

/** The model where this version can serve it. */
const servable = ({ model }: ModelFile): Servable => {
  if (model.kind !== 'boosting' && model.kind !== 'ensemble')
    throw new RangeError(`A fraud model of kind ${model.kind} cannot serve.`)
  const { columns } = model
  if (columns.length === 0 || columns.join() !== featureNames.slice(0, columns.length).join())
    throw new RangeError('The fraud model was trained on other features than this version computes. Train it again.')
  return model
}

/** Log-odds and their explanation, by the kind of the model. */
const partsOf = (model: Servable, prepared?: PreparedTrees): Pick<FraudModel, 'trees' | 'score' | 'explain'> => {
  if (model.kind === 'ensemble')
    return {
      trees: model.trees.trees.roots.length,
      score: (features) => scoreEnsemble(model, features),
      explain: createEnsembleExplainer(model, prepared),
    }
  const explainTrees = createTreeExplainer(model, prepared)
  return {
    trees: model.trees.roots.length,
    score: (features) => predictLogOdds(model, features),
    explain: (features) => ({ ...explainTrees(features), oddness: 0, residual: 0 }),
  }
}

/** The version of a file that could serve. Throws a RangeError unless its columns are this version's features, or the first of them. */
export const versionOf = (file: ModelFile): string => {
  servable(file)
  calibrationOf(file)
  policyOf(file)
  return `${file.card.name} ${file.card.trainedAt.slice(0, 10)}`
}

/** What of putting a file into service takes long. Throws as versionOf does. */
export const prepareModel = (file: ModelFile): PreparedTrees => {
  versionOf(file)
  const model = servable(file)
  return prepareTrees(model.kind === 'ensemble' ? model.trees.trees : model.trees)
}

/** Puts a model file into service, with what was prepared of it where somebody has that already. Throws as versionOf does. */
export const serveModel = (file: ModelFile, prepared?: PreparedTrees): FraudModel => {
  const version = versionOf(file)
  const model = servable(file)
  const calibration = calibrationOf(file)
  return {
    version,
    card: file.card,
    features: model.columns.length,
    policy: policyOf(file),
    probabilityOf: (score) => calibrate(calibration, score),
    ...partsOf(model, prepared),
  }
}

/** The file of the model that comes with the package. */
export const readShippedFile = (): Promise<ModelFile> => readModel(fileURLToPath(shipped))

/** The model that comes with the package. */
export const readShippedModel = async (): Promise<FraudModel> => serveModel(await readShippedFile())
