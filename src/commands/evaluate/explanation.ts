/** Whether contributions and base add up to the score, on rows of the test window. */
import { type Model, scorerOf } from '#learning/models'
import { createRandom, drawDistinct } from '#learning/random'
import { rowOf } from '#learning/table'
import { createTreeExplainer, type Explain } from '#learning/tree-shap'
import type { Part } from './row-store.ts'

/** Rows that are explained. */
const sampleRows = 200

export interface Additivity {
  /** The largest difference between a score and the sum of its contributions and base. */
  readonly max_additivity_error: number
  readonly models: readonly string[]
  readonly rows: number
}

/** Null for a kind without an exact explanation. */
const explainerOf = (model: Model): Explain | null => (model.kind === 'boosting' ? createTreeExplainer(model) : null)

/** Explains a seeded sample of rows by every model that has an exact explanation. Null where there are no rows or none has. */
export const measureAdditivity = async (
  models: ReadonlyMap<string, Model>,
  test: Part,
  seed: number,
): Promise<Additivity | null> => {
  const explained = [...models].flatMap(([name, model]) => {
    const explain = explainerOf(model)
    return explain ? [{ name, explain, score: scorerOf(model) }] : []
  })
  if (test.rows === 0 || explained.length === 0) return null
  const { table } = await test.read(drawDistinct(createRandom(seed), test.rows, sampleRows).sort())
  let largest = 0
  for (const { explain, score } of explained) {
    for (let row = 0; row < table.rows; row++) {
      const values = rowOf(table, row)
      const { base, contributions } = explain(values)
      const sum = contributions.reduce((total, contribution) => total + contribution, base)
      largest = Math.max(largest, Math.abs(sum - score(values)))
    }
  }
  return { max_additivity_error: largest, models: explained.map(({ name }) => name), rows: table.rows }
}
