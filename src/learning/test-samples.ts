import { createRandom, drawNormal, shuffle } from './random.ts'
import { createTable, type LabeledTable, selectRows, tableFromRows } from './table.ts'

/** Rows whose label depends on three columns, one of them missing at times; the values repeat, so that bins have several. */
export function drawSample(seed: number, rows: number, columns: number): LabeledTable {
  const random = createRandom(seed)
  const values = new Float32Array(rows * columns).map((_, index) => {
    const isMissing = index % columns === 1 && random() < 0.2
    return isMissing ? Number.NaN : Math.round(drawNormal(random) * 20) / 10
  })
  const labels = new Uint8Array(rows).map((_, row) => {
    const [first, second, third = 0] = values.subarray(row * columns, (row + 1) * columns)
    const score = 1.2 * first + (Number.isNaN(second) ? 1 : second * third)
    return random() < 1 / (1 + Math.exp(-score)) ? 1 : 0
  })
  return {
    table: createTable(
      Array.from({ length: columns }, (_, index) => `column-${index}`),
      values,
    ),
    labels,
  }
}

/** The same rows and labels in a random order. */
export function shuffleSample({ table, labels }: LabeledTable, seed: number): LabeledTable {
  const order = Uint32Array.from(labels, (_, row) => row)
  shuffle(createRandom(seed), order)
  return { table: selectRows(table, order), labels: labels.map((_, row) => labels[order[row]]) }
}

/** Forty rows by formula, so that another library can be given the very same ones. */
export function peerTable(): LabeledTable {
  const places = Array.from({ length: 40 }, (_, index) => index)
  const rows = places.map((i) => [(7 * i) % 11, ((5 * i) % 13) + 0.25 * i, (3 * i) % 7])
  const labels = places.map((i) => Number(((7 * i) % 11) + ((3 * i) % 5) + (i % 3 === 0 ? 4 : 0) > 8))
  return { table: tableFromRows(['a', 'b', 'c'], rows), labels: Uint8Array.from(labels) }
}
