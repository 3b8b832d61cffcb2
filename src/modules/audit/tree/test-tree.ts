/** Trees of tests: the definition of RFC 9162 written down as it stands, and a tree in tiles without a database. */
import { createHash } from 'node:crypto'
import { type ChangedTile, GrowingTree } from './growing.ts'
import type { Node } from './proofs.ts'
import type { ReadTiles } from './prove.ts'

const sha256 = (...parts: readonly Uint8Array[]) => createHash('sha256').update(Buffer.concat(parts)).digest()

/** The root over entries, by the definition (2.1.1). */
export const definedRoot = (entries: readonly Uint8Array[]): Buffer => {
  if (entries.length === 0) return sha256()
  if (entries.length === 1) return sha256(Buffer.of(0), entries[0])
  let half = 1
  while (half * 2 < entries.length) half *= 2
  return sha256(Buffer.of(1), definedRoot(entries.slice(0, half)), definedRoot(entries.slice(half)))
}

/** Hashes of full subtrees over these leaf hashes. */
export const subtreeHash =
  (leafHashes: readonly Uint8Array[]) =>
  ({ level, index }: Node): Uint8Array => {
    if (level === 0) return leafHashes[index]
    const at = subtreeHash(leafHashes)
    return sha256(
      Buffer.of(1),
      at({ level: level - 1, index: index * 2 }),
      at({ level: level - 1, index: index * 2 + 1 }),
    )
  }

/** Different entries, told by their number. */
export const entryOf = (number: number): Buffer => createHash('sha256').update(`entry ${number}`).digest()

/** A tree of so many entries in tiles, taken up anew after every `step` entries. */
export const tiledTree = async (size: number, step = size) => {
  const tiles = new Map<string, Buffer>()
  const keep = ({ level, number, hashes }: ChangedTile) => tiles.set(`${level}/${number}`, Buffer.from(hashes))
  const load = (at: number) => GrowingTree.load(at, async (level, number) => tiles.get(`${level}/${number}`))
  let tree = await load(0)
  while (tree.size < size) {
    const upTo = Math.min(size, tree.size + step)
    while (tree.size < upTo) tree.append(entryOf(tree.size))
    tree.takeChanged().forEach(keep)
    tree = await load(tree.size)
  }
  const read: ReadTiles = async (names) => names.map(({ level, number }) => tiles.get(`${level}/${number}`))
  return { root: tree.root(), read, tiles }
}
