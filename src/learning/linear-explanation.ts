import { scoreLine } from './linear/linear-score.ts'
import type { LogisticModel } from './logistic.ts'
import { columnOfInput, inputsOf, scaleRow } from './scaling.ts'
import type { SvmModel } from './svm.ts'
import type { Explanation } from './tree-shap.ts'

/** What each column adds to a row's score, and what of the score the contributions and the base do not account for. */
export type ResidualExplanation = Explanation & { readonly residual: number }

/**
 * Explains models whose score is a line through their inputs: a column adds its weight times how far it is from its mean, the
 * Shapley value of a linear model whose columns are independent (Štrumbelj and Kononenko 2014). The indicator of a missing value
 * counts for its column. Exact: the residual is rounding only. One explainer serves one row at a time.
 */
export function createLinearExplainer(
  model: LogisticModel | SvmModel,
): (values: Float32Array, offset?: number) => ResidualExplanation {
  const { scaling, weights, columns } = model
  // Inputs have mean 0 over the training rows, so the intercept is the mean score.
  const { slope, intercept } = model.kind === 'svm' ? model.calibration : { slope: 1, intercept: 0 }
  const base = slope * model.intercept + intercept
  const inputs = new Float32Array(inputsOf(scaling))
  return (values, offset = 0) => {
    scaleRow(scaling, values, offset, inputs, 0)
    const contributions = new Float64Array(columns.length)
    let sum = base
    for (let input = 0; input < inputs.length; input++) {
      const contribution = slope * weights[input] * inputs[input]
      contributions[columnOfInput(scaling, input)] += contribution
      sum += contribution
    }
    const score = slope * scoreLine(model, values, offset) + intercept
    return { base, contributions, residual: score - sum }
  }
}
