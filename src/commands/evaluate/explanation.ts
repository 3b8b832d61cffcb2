/** Whether contributions and base add up to the score, on rows of the test window. */
import type { EnsembleModel } from '#learning/ensemble'
import { createEnsembleExplainer } from '#learning/ensemble-explanation'
import { createLinearExplainer } from '#learning/linear-explanation'
import { type Model, scorerOf } from '#learning/models'
import { createRandom, drawDistinct } from '#learning/random'
import { rowOf, type Table } from '#learning/table'
import { createTreeExplainer, type Explain } from '#learning/tree-shap'
import { sumTrees } from '#learning/trees'
import type { Part } from './row-store.ts'

/** Rows that are explained. */
const sampleRows = 200

export interface Additivity {
  /** The largest difference between a score and the sum of its contributions and base. */
  readonly max_additivity_error: number
  /** The same for each model that has an exact explanation. */
  readonly by_model: Readonly<Record<string, number>>
  readonly rows: number
}

interface Explained {
  readonly explain: Explain
  /** What the contributions and the base are to add up to. */
  readonly sumOf: (values: Float32Array) => number
}

/** The scores without labels and the residual of the networks are told apart from the columns, and are part of the sum. */
const explainEnsemble = (model: EnsembleModel): Explained => {
  const explain = createEnsembleExplainer(model)
  return {
    explain: (values) => {
      const { base, oddness, residual, contributions } = explain(values)
      return { base: base + oddness + residual, contributions }
    },
    sumOf: scorerOf(model),
  }
}

/** Null for a kind without an exact explanation. Trees, forests and bags are explained as shares, everything else as log-odds. */
const explanationOf = (model: Model): Explained | null => {
  switch (model.kind) {
    case 'tree':
    case 'forest':
    case 'balanced-bags':
      return { explain: createTreeExplainer(model), sumOf: (values) => sumTrees(model.trees, values, 0) }
    case 'boosting':
      return { explain: createTreeExplainer(model), sumOf: scorerOf(model) }
    case 'logistic':
    case 'svm':
      return { explain: createLinearExplainer(model), sumOf: scorerOf(model) }
    case 'ensemble':
      return explainEnsemble(model)
    default:
      return null
  }
}

const errorOf = ({ explain, sumOf }: Explained, table: Table): number => {
  let largest = 0
  for (let row = 0; row < table.rows; row++) {
    const values = rowOf(table, row)
    const { base, contributions } = explain(values)
    const sum = contributions.reduce((total, contribution) => total + contribution, base)
    largest = Math.max(largest, Math.abs(sum - sumOf(values)))
  }
  return largest
}

/** Explains a seeded sample of rows by every model that has an exact explanation. Null where there are no rows or none has. */
export const measureAdditivity = async (
  models: ReadonlyMap<string, Model>,
  test: Part,
  seed: number,
): Promise<Additivity | null> => {
  const { table } = await test.read(drawDistinct(createRandom(seed), test.rows, sampleRows).sort())
  const errors = [...models].flatMap(([name, model]): [string, number][] => {
    const explained = explanationOf(model)
    return explained ? [[name, errorOf(explained, table)]] : []
  })
  if (errors.length === 0) return null
  return {
    max_additivity_error: Math.max(...errors.map(([, error]) => error)),
    by_model: Object.fromEntries(errors),
    rows: table.rows,
  }
}
