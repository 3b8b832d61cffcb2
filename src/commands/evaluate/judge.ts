/** How well a model does on weeks that it has not seen. */
import {
  averagePrecision,
  bestF1Threshold,
  cardPrecision,
  confusionAt,
  recallAtFalsePositiveRate,
  rocAuc,
} from '#learning/metrics'
import { type Model, scoreAll } from '#learning/models'
import type { Part } from './row-store.ts'

/** Null where a window lacks one of the two labels that the figure is made of. */
export interface Figures {
  readonly auc: number | null
  readonly ap: number | null
  readonly f1: number | null
  readonly recall_at_1pct_fpr: number | null
  readonly card_precision_100: number | null
}

export interface Scored {
  readonly scores: Float32Array
  readonly microsecondsPerRow: number
}

const finite = (score: number): number => (Number.isNaN(score) ? -Number.MAX_VALUE : score)

/** Scores all rows of a part, a block at a time. */
export const scorePart = async (model: Model, part: Part, signal?: AbortSignal): Promise<Scored> => {
  const scores = new Float32Array(part.rows)
  let milliseconds = 0
  let start = 0
  for await (const block of part.blocks()) {
    signal?.throwIfAborted()
    const began = performance.now()
    const some = scoreAll(model, block)
    milliseconds += performance.now() - began
    for (let row = 0; row < some.length; row++) scores[start + row] = finite(some[row])
    start += block.rows
  }
  return { scores, microsecondsPerRow: (milliseconds * 1000) / Math.max(1, part.rows) }
}

const hasBoth = ({ labels }: Part): boolean => labels.includes(0) && labels.includes(1)

/** The threshold for F1 is chosen on the validation window; everything else is of the test window. */
export const judge = (test: Part, testScores: Float32Array, validate: Part, validateScores: Float32Array): Figures => {
  const { labels } = test
  if (!hasBoth(test)) return { auc: null, ap: null, f1: null, recall_at_1pct_fpr: null, card_precision_100: null }
  return {
    auc: rocAuc(testScores, labels),
    ap: averagePrecision(testScores, labels),
    f1: hasBoth(validate) ? confusionAt(testScores, labels, bestF1Threshold(validateScores, validate.labels)).f1 : null,
    recall_at_1pct_fpr: recallAtFalsePositiveRate(testScores, labels, 0.01),
    card_precision_100: cardPrecision(testScores, labels, test.payers, test.days, 100),
  }
}
