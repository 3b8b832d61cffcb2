import { createRandom, drawNormal } from '#learning/random'
import { createTable, type LabeledTable } from '#learning/table'

/** Rows of normal values, some of the second column missing, whose label depends on the first two columns. For tests. */
export function drawSample(seed: number, rows: number, columns: number): LabeledTable {
  const random = createRandom(seed)
  const names = Array.from({ length: columns }, (_, index) => `column-${index}`)
  const values = new Float32Array(rows * columns).map((_, index) =>
    index % columns === 1 && random() < 0.2 ? Number.NaN : drawNormal(random),
  )
  const labels = new Uint8Array(rows).map((_, row) => {
    const [first, second] = values.subarray(row * columns, (row + 1) * columns)
    return random() < 1 / (1 + Math.exp(-1.5 * first - (second || 1))) ? 1 : 0
  })
  return { table: createTable(names, values), labels }
}
