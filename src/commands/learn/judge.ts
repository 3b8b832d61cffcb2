/** Models on folds: how well each does, and how much that varies. */
import { averagePrecision, confusionAt, rocAuc } from '#learning/metrics'

/** What a model said of the rows of one fold. */
export interface FoldScores {
  readonly labels: Uint8Array
  readonly scores: Float64Array
  readonly fitSeconds: number
  /** From which score on a row counts as 1 for F1, chosen on rows that are not these. */
  readonly threshold: number
}

export interface LearnResult {
  readonly name: string
  readonly auc: number
  readonly auc_sd: number
  readonly ap: number
  readonly ap_sd: number
  readonly f1: number
  readonly fit_seconds: number
}

const meanOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length

/** Over the values themselves, not an estimate for others: 0 for a single one. */
const deviationOf = (values: readonly number[]): number => {
  const mean = meanOf(values)
  return Math.sqrt(meanOf(values.map((value) => (value - mean) ** 2)))
}

export const summarize = (name: string, folds: readonly FoldScores[]): LearnResult => {
  const aucs = folds.map(({ scores, labels }) => rocAuc(scores, labels))
  const precisions = folds.map(({ scores, labels }) => averagePrecision(scores, labels))
  return {
    name,
    auc: meanOf(aucs),
    auc_sd: deviationOf(aucs),
    ap: meanOf(precisions),
    ap_sd: deviationOf(precisions),
    f1: meanOf(folds.map(({ scores, labels, threshold }) => confusionAt(scores, labels, threshold).f1)),
    fit_seconds: meanOf(folds.map(({ fitSeconds }) => fitSeconds)),
  }
}
