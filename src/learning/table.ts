/**
 * Rows of numbers with named columns. `values` is row-major: column `c` of row `r` is `values[r * columns + c]`.
 * A missing value is NaN. Nobody writes into a table after it is made.
 */
export type Table = {
  readonly rows: number
  readonly columns: number
  readonly names: readonly string[]
  readonly values: Float32Array
}

/** A table with one label for each row: 1 for what is looked for, 0 for everything else. */
export type LabeledTable = { readonly table: Table; readonly labels: Uint8Array }

/** Takes values as they are, without copying them. Throws if they do not fill whole rows or a name is used twice. */
export function createTable(names: readonly string[], values: Float32Array): Table {
  const columns = names.length
  if (columns === 0) throw new RangeError('A table needs at least one column.')
  if (new Set(names).size !== columns) throw new RangeError('A table needs a different name for each column.')
  if (values.length % columns !== 0) {
    throw new RangeError(`${values.length} values do not fill whole rows of ${columns} columns.`)
  }
  return { rows: values.length / columns, columns, names: [...names], values }
}

/** Copies rows of numbers into a table. Throws if a row has another length than the names. */
export function tableFromRows(names: readonly string[], rows: readonly ArrayLike<number>[]): Table {
  const values = new Float32Array(rows.length * names.length)
  for (const [index, row] of rows.entries()) {
    if (row.length !== names.length) {
      throw new RangeError(`Row ${index} has ${row.length} values for ${names.length} columns.`)
    }
    values.set(row, index * names.length)
  }
  return createTable(names, values)
}

/** A copy of the given rows, in the given order; a row may appear more than once. */
export function selectRows(table: Table, rows: ArrayLike<number>): Table {
  const { columns } = table
  const values = new Float32Array(rows.length * columns)
  for (let index = 0; index < rows.length; index++) {
    const start = rows[index] * columns
    values.set(table.values.subarray(start, start + columns), index * columns)
  }
  return createTable(table.names, values)
}

/** A copy of the given columns, in the given order. Throws on a name that the table does not have. */
export function selectColumns(table: Table, names: readonly string[]): Table {
  const sources = names.map((name) => columnOf(table, name))
  const values = new Float32Array(table.rows * names.length)
  for (let row = 0; row < table.rows; row++) {
    for (let column = 0; column < sources.length; column++) {
      values[row * sources.length + column] = table.values[row * table.columns + sources[column]]
    }
  }
  return createTable(names, values)
}

/** The position of a column. Throws on a name that the table does not have. */
export function columnOf(table: Table, name: string): number {
  const column = table.names.indexOf(name)
  if (column < 0) throw new RangeError(`The table has no column named ${name}.`)
  return column
}

/** One row as a view on the table's own memory. */
export function rowOf(table: Table, row: number): Float32Array {
  return table.values.subarray(row * table.columns, (row + 1) * table.columns)
}

/** Throws unless there is one label of 0 or 1 for each row, and at least one of both kinds. */
export function checkLabels(table: Table, labels: Uint8Array): void {
  if (labels.length !== table.rows) {
    throw new RangeError(`${labels.length} labels do not fit a table of ${table.rows} rows.`)
  }
  let positives = 0
  for (const label of labels) {
    if (label > 1) throw new RangeError('A label is 0 or 1.')
    positives += label
  }
  if (positives === 0 || positives === labels.length) throw new RangeError('Both labels, 0 and 1, must occur.')
}

/** The share of rows with label 1. */
export function positiveShare(labels: Uint8Array): number {
  let positives = 0
  for (const label of labels) positives += label
  return positives / labels.length
}

/** Throws unless the table's columns are the given ones, in the same order. */
export function checkColumns(table: Table, columns: readonly string[]): void {
  const isSame = table.columns === columns.length && table.names.every((name, column) => name === columns[column])
  if (!isSame) throw new RangeError('The table has other columns.')
}

/** The score of every row by a model's own function. Throws unless the table's columns are the model's, in its order. */
export function scoreRows<Model extends { readonly columns: readonly string[] }>(
  model: Model,
  table: Table,
  score: (model: Model, values: Float32Array, offset: number) => number,
): Float64Array {
  checkColumns(table, model.columns)
  const scores = new Float64Array(table.rows)
  for (let row = 0; row < table.rows; row++) scores[row] = score(model, table.values, row * table.columns)
  return scores
}
