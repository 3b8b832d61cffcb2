import { fitBalancedBags, scoreAllBalancedBags } from '#learning/balanced-bags'
import { fitBoosting, predictAll } from '#learning/boosting'
import { fitForest, scoreAllForest } from '#learning/forest'
import { fitIsolationForest, scoreAllIsolationForest } from '#learning/isolation-forest'
import { fitKmeans, scoreAllKmeans } from '#learning/kmeans'
import { rocAuc } from '#learning/metrics'
import { fitPca, scoreAllPca } from '#learning/pca'
import type { LabeledTable, Table } from '#learning/table'
import { fitTree, scoreAllTree } from '#learning/tree'
import { createTreeExplainer, type TreeSumModel } from '#learning/tree-shap'

/** How long a kind takes to fit, to score a row and to explain one, and how well it ranks later rows. */
export interface KindResult {
  readonly kind: string
  readonly fit_seconds: number
  readonly microseconds_per_row: number
  /** Null where the kind is not made of trees. */
  readonly microseconds_per_explanation: number | null
  readonly auc: number
}

type Fitted = { readonly score: (table: Table) => Float64Array; readonly trees?: TreeSumModel }
type Fit = (train: LabeledTable) => Fitted

/** The boosting that is held against its peer. */
export const boost: Fit = ({ table, labels }) => {
  const model = fitBoosting(table, labels, { trees: 100, depth: 6, learningRate: 0.1, bins: 4096 })
  return { score: (later) => predictAll(model, later), trees: model }
}

export const otherKinds: Readonly<Record<string, Fit>> = {
  tree: ({ table, labels }) => {
    const model = fitTree(table, labels)
    return { score: (later) => scoreAllTree(model, later), trees: model }
  },
  forest: ({ table, labels }) => {
    const model = fitForest(table, labels)
    return { score: (later) => scoreAllForest(model, later), trees: model }
  },
  'balanced-bags': ({ table, labels }) => {
    const model = fitBalancedBags(table, labels)
    return { score: (later) => scoreAllBalancedBags(model, later), trees: model }
  },
  'isolation-forest': ({ table }) => {
    const model = fitIsolationForest(table)
    return { score: (later) => scoreAllIsolationForest(model, later), trees: model }
  },
  kmeans: ({ table }) => {
    const model = fitKmeans(table)
    return { score: (later) => scoreAllKmeans(model, later) }
  },
  pca: ({ table }) => {
    const model = fitPca(table)
    return { score: (later) => scoreAllPca(model, later) }
  },
}

const mostExplanations = 2000
const explainingMs = 1000

/** Fits, scores and explains once. */
export const measureKind = (kind: string, fit: Fit, train: LabeledTable, test: LabeledTable): KindResult => {
  const started = performance.now()
  const fitted = fit(train)
  const fittedAt = performance.now()
  const scores = fitted.score(test.table)
  const scoredAt = performance.now()
  return {
    kind,
    fit_seconds: (fittedAt - started) / 1000,
    microseconds_per_row: (1000 * (scoredAt - fittedAt)) / test.table.rows,
    microseconds_per_explanation: fitted.trees === undefined ? null : timeExplanations(fitted.trees, test.table),
    auc: rocAuc(scores, test.labels),
  }
}

/** The mean over as many rows as a second allows, after a few to warm up. */
const timeExplanations = (model: TreeSumModel, { values, columns, rows }: Table): number => {
  const explain = createTreeExplainer(model)
  for (let row = 0; row < 20; row++) explain(values, row * columns)
  const started = performance.now()
  let row = 0
  while (row < Math.min(rows, mostExplanations) && performance.now() - started < explainingMs)
    explain(values, row++ * columns)
  return (1000 * (performance.now() - started)) / row
}
