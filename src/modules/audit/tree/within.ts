/** The nodes that lie within a tile: hashed once, and kept for as long as the tile itself is. */
import { hashBytes, hashPairs } from './hash.ts'

/** Rows of a tile from its own hashes upward, each half as many; what would need a neighbor that is not there yet is left out. */
export const rowsOf = (tile: Uint8Array): Uint8Array[] => {
  const rows = [tile]
  // All rows above a tile take less than the tile does.
  const above = Buffer.alloc(tile.length)
  for (let [row, from] = [tile, 0]; row.length >= 2 * hashBytes; ) {
    const bytes = Math.floor(row.length / (2 * hashBytes)) * hashBytes
    hashPairs(row, above, from)
    row = above.subarray(from, from + bytes)
    rows.push(row)
    from += bytes
  }
  return rows
}

const known = new WeakMap<Uint8Array, Uint8Array[]>()

/** The node over `width` hashes of a tile, a power of two, from a multiple of it on. Throws where the tile does not reach so far. */
export const nodeWithin = (tile: Uint8Array, from: number, width: number): Uint8Array => {
  let rows = known.get(tile)
  if (!rows) {
    rows = rowsOf(tile)
    known.set(tile, rows)
  }
  const at = (from / width) * hashBytes
  const node = rows[Math.log2(width)]?.subarray(at, at + hashBytes)
  if (node?.length !== hashBytes) throw new Error('the tile is not whole')
  return node
}
