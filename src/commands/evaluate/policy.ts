/** What the default policy costs the genuine and buys of the frauds. */
import { confusionAt } from '#learning/metrics'
import { chosenShare } from '#modules/fraud'
import type { Part } from './row-store.ts'

/** At most so much of the genuine payments may meet any verdict but allow. */
const mostGenuine = 0.01

export interface PolicyFigures {
  readonly model: string
  readonly most_genuine_challenged: number
  /** Share of the genuine payments that are challenged, or worse. Null where a window has no genuine payments. */
  readonly genuine_challenged: number | null
  /** Share of the frauds that are. Null where there are none. */
  readonly recall: number | null
  /** Share of frauds among what is challenged. Null where nothing is. */
  readonly precision: number | null
}

const genuineScores = ({ labels }: Part, scores: Float32Array): Float32Array =>
  scores.filter((_, row) => labels[row] === 0).sort()

/** The lowest score from which on at most `chosenShare` of the validation window's genuine payments are found. */
const thresholdOf = (validate: Part, scores: Float32Array): number => {
  const genuine = genuineScores(validate, scores)
  const highest = genuine[Math.max(0, genuine.length - 1 - Math.floor(genuine.length * chosenShare))]
  // Above that score, so that equal ones stay outside.
  return scores.reduce((least, score) => (score > highest && score < least ? score : least), Number.POSITIVE_INFINITY)
}

export const judgePolicy = (
  model: string,
  test: Part,
  testScores: Float32Array,
  validate: Part,
  validateScores: Float32Array,
): PolicyFigures => {
  const common = { model, most_genuine_challenged: mostGenuine }
  if (!validate.labels.includes(0)) return { ...common, genuine_challenged: null, recall: null, precision: null }
  const found = confusionAt(testScores, test.labels, thresholdOf(validate, validateScores))
  return {
    ...common,
    genuine_challenged: test.labels.includes(0) ? found.falsePositiveRate : null,
    recall: test.labels.includes(1) ? found.recall : null,
    precision: found.truePositives + found.falsePositives > 0 ? found.precision : null,
  }
}
