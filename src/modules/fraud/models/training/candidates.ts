/** What kinds of model are trained for the bank, and which one is taken: boosted trees on all rows, and an ensemble of balanced bags. */
import { type BoostingModel, fitBoosting } from '#learning/boosting'
import { type EnsembleModel, fitEnsemble } from '#learning/ensemble'
import { scoreAll } from '#learning/models'
import { areaUnderPrecision, curveOf } from '#learning/weighted-curve'
import type { Sample } from './samples.ts'

export type Candidate = BoostingModel | EnsembleModel

export interface CandidatePlan {
  readonly seed: number
  /** Of boosting; each of the ensemble's three bags has a little more than half as many. */
  readonly trees: number
  /** The most passes of each network through its bag. */
  readonly epochs: number
}

const shape = { depth: 5, bins: 256, rowShare: 0.8, minimumChildWeight: 4, l2: 3 }
const bags = 3

/** Trains one of each kind; `tell` is called with the share that is done. Blocks its thread for a minute or more. */
export const trainCandidates = (
  { seed, trees, epochs }: CandidatePlan,
  { table, labels, weights }: Sample,
  tell: (share: number) => void,
): Candidate[] => {
  const alone = { ...shape, trees, learningRate: 0.07, columnShare: 0.6, weights, seed }
  const boosting = fitBoosting(table, labels, alone, ({ round, rounds }) => tell(round / rounds / 2))
  const inBags = { ...shape, trees: Math.ceil(0.6 * trees), learningRate: 0.09, columnShare: 0.5 }
  const options = { bags, ratio: 10, boosting: inBags, network: { epochs }, weights, seed }
  const ensemble = fitEnsemble(table, labels, options, ({ done, of }) => tell(0.5 + done / of / 2))
  return [boosting, ensemble]
}

export interface Choice {
  readonly model: Candidate
  /** Average precision of each kind on the rows that were chosen by. */
  readonly precisions: readonly { readonly kind: Candidate['kind']; readonly averagePrecision: number }[]
}

/** The candidate that ranks later rows best, by average precision; the first of several that rank them as well. */
export const chooseCandidate = (candidates: readonly Candidate[], { table, labels, weights }: Sample): Choice => {
  const precisions = candidates.map((model) => ({
    kind: model.kind,
    averagePrecision: areaUnderPrecision(curveOf(scoreAll(model, table), labels, weights)),
  }))
  const best = Math.max(...precisions.map(({ averagePrecision }) => averagePrecision))
  const model = candidates[precisions.findIndex(({ averagePrecision }) => averagePrecision === best)]
  return { model, precisions }
}

/** For the card: what was tried, and what was taken. */
export const tellChoice = ({ model, precisions }: Choice): string => {
  const tried = precisions.map(({ kind, averagePrecision }) => `${kind} ${averagePrecision.toFixed(4)}`).join(', ')
  return `Average precision on the weeks that were chosen by: ${tried}; taken: ${model.kind}.`
}
