/** The model of links that comes with the package. */
import { readFileSync } from 'node:fs'
import { predictLogOdds, probabilityOf } from '#learning/boosting'
import { decodeModel, type ModelFile } from '#learning/model-file'
import { linkFeatures } from './features.ts'

export interface LinkModel {
  /** From 0 to 1. */
  readonly probabilityOf: (features: Float32Array) => number
  /** Above the threshold that training chose. */
  readonly isLikeFraud: (features: Float32Array) => boolean
  readonly card: ModelFile['card']
}

/** Throws a RangeError where the file is for other features than these. */
export const openLinkModel = ({ model, thresholds, card }: ModelFile): LinkModel => {
  if (model.kind !== 'boosting' || model.columns.join() !== linkFeatures.join())
    throw new RangeError('The model of links was trained on other features. Run npm run train:links.')
  const warnFrom = thresholds?.warn
  if (warnFrom === undefined) throw new RangeError('The model of links has no threshold.')
  return {
    card,
    probabilityOf: (features) => probabilityOf(predictLogOdds(model, features)),
    isLikeFraud: (features) => predictLogOdds(model, features) >= warnFrom,
  }
}

export const shippedLinkModel = new URL('shipped.model.json', import.meta.url)

/** Reads the file of this folder: some hundred kilobytes, once, at the start. */
export const readLinkModel = (): LinkModel => openLinkModel(decodeModel(readFileSync(shippedLinkModel, 'utf8')))
