import { type LabeledTable, tableFromRows } from '#learning/table'

/** Forty rows by formula, so that another library can be given the very same ones. For tests. */
export function peerTable(): LabeledTable {
  const places = Array.from({ length: 40 }, (_, index) => index)
  const rows = places.map((i) => [(7 * i) % 11, ((5 * i) % 13) + 0.25 * i, (3 * i) % 7])
  const labels = places.map((i) => Number(((7 * i) % 11) + ((3 * i) % 5) + (i % 3 === 0 ? 4 : 0) > 8))
  return { table: tableFromRows(['a', 'b', 'c'], rows), labels: Uint8Array.from(labels) }
}
