/** Whether contributions and base add up to the score, on rows of the test window. */
import { createLinearExplainer } from '#learning/linear-explanation'
import { type Model, scorerOf } from '#learning/models'
import { createRandom, drawDistinct } from '#learning/random'
import { rowOf, type Table } from '#learning/table'
import { createTreeExplainer, type Explain } from '#learning/tree-shap'
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

/** Null for a kind without an exact explanation of its score. */
const explainerOf = (model: Model): Explain | null => {
  switch (model.kind) {
    case 'tree':
    case 'forest':
    case 'boosting':
    case 'balanced-bags':
      return createTreeExplainer(model)
    case 'logistic':
    case 'svm':
      return createLinearExplainer(model)
    default:
      return null
  }
}

const errorOf = (model: Model, explain: Explain, table: Table): number => {
  const score = scorerOf(model)
  let largest = 0
  for (let row = 0; row < table.rows; row++) {
    const values = rowOf(table, row)
    const { base, contributions } = explain(values)
    const sum = contributions.reduce((total, contribution) => total + contribution, base)
    largest = Math.max(largest, Math.abs(sum - score(values)))
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
    const explain = explainerOf(model)
    return explain ? [[name, errorOf(model, explain, table)]] : []
  })
  if (errors.length === 0) return null
  return {
    max_additivity_error: Math.max(...errors.map(([, error]) => error)),
    by_model: Object.fromEntries(errors),
    rows: table.rows,
  }
}
