import { oddnessColumns, widenRow } from './ensemble/oddness.ts'
import type { EnsembleModel } from './ensemble.ts'
import { createGradientExplainer } from './expected-gradients.ts'
import { createTable } from './table.ts'
import { createTreeExplainer, type PreparedTrees } from './tree-shap.ts'

/** What adds up to an ensemble's score: `base`, the contributions of the columns, `oddness` and `residual`. */
export type EnsembleExplanation = {
  readonly base: number
  readonly contributions: Float64Array
  /** What the three scores without labels add: they belong to no column alone. */
  readonly oddness: number
  /** What of the networks' part no column accounts for. The part of the trees is exact. */
  readonly residual: number
}

/** Few enough for a millisecond or two a network; what that leaves open is the residual. */
const looks = { rows: 16, points: 4 }

/**
 * Prepares the explanation of an ensemble: exact TreeSHAP for its trees, expected gradients against the model's own background
 * for its networks. What `prepareTrees` finds of `model.trees` may come along. They add up because members are combined in log-odds. One explainer serves one row at a time.
 */
export function createEnsembleExplainer(
  model: EnsembleModel,
  prepared?: PreparedTrees,
): (values: Float32Array, offset?: number) => EnsembleExplanation {
  const columns = model.columns.length
  const background = createTable(model.trees.columns, model.background)
  const explainTrees = createTreeExplainer(model.trees, prepared)
  const networks = model.networkWeight === 0 ? [] : model.networks
  const explainers = networks.map((network) => createGradientExplainer(network, background, looks))
  const wide = new Float32Array(columns + oddnessColumns.length)
  return (values, offset = 0) => {
    widenRow(model.oddness, values, offset, wide)
    const { base, contributions } = explainTrees(wide)
    const sum = { base, residual: 0 }
    for (const explain of explainers) {
      const part = explain(wide)
      sum.base += model.networkWeight * part.base
      sum.residual += model.networkWeight * part.residual
      for (const [column, value] of part.contributions.entries()) contributions[column] += model.networkWeight * value
    }
    const oddness = contributions.subarray(columns).reduce((total, value) => total + value, 0)
    return { ...sum, contributions: contributions.slice(0, columns), oddness }
  }
}
