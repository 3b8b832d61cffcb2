/** The nodes that lie within a tile: hashed once, and kept for as long as the tile itself is. */
import { hashBytes, hashNode } from './hash.ts'

/** Rows of a tile from its own hashes upward, each half as many; what would need a neighbor that is not there yet is left out. */
const rowsOf = (tile: Uint8Array): Uint8Array[] => {
  const rows = [tile]
  for (let row = tile; row.length >= 2 * hashBytes; ) {
    const above = Buffer.alloc(Math.floor(row.length / (2 * hashBytes)) * hashBytes)
    for (let at = 0; at < above.length; at += hashBytes) {
      const middle = 2 * at + hashBytes
      above.set(hashNode(row.subarray(2 * at, middle), row.subarray(middle, middle + hashBytes)), at)
    }
    rows.push(above)
    row = above
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
