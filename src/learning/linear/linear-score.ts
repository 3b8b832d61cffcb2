import { inputsOf, type Scaling, scaleRow } from '#learning/scaling'
import type { Table } from '#learning/table'
import type { Line } from './newton.ts'

/** A line through the inputs that a scaling makes of named columns. */
export type LinearPart = Line & { readonly columns: readonly string[]; readonly scaling: Scaling }

/** Rows are scored one after another, so one place for the inputs of a row serves all models. */
let inputs = new Float32Array(64)

/** What the line gives for the row at `offset` of `values`. */
export function scoreLine({ scaling, weights, intercept }: LinearPart, values: Float32Array, offset: number): number {
  if (inputs.length < inputsOf(scaling)) inputs = new Float32Array(inputsOf(scaling))
  scaleRow(scaling, values, offset, inputs, 0)
  let score = intercept
  for (let input = 0; input < weights.length; input++) score += inputs[input] * weights[input]
  return score
}

/** What the line gives for every row. Throws unless the table's columns are the model's, in its order. */
export function scoreLines(part: LinearPart, table: Table): Float64Array {
  if (part.columns.join('\n') !== table.names.join('\n')) throw new RangeError('The table has other columns.')
  const scores = new Float64Array(table.rows)
  for (let row = 0; row < table.rows; row++) scores[row] = scoreLine(part, table.values, row * table.columns)
  return scores
}
