/** Proofs over a tree that is stored in tiles: which tiles are needed is known before the first is read. */
import { hashTile } from './growing.ts'
import { hashBytes } from './hash.ts'
import { consistencyStretches, foldStretch, inclusionStretches, type Node, type Stretch, subtreesOf } from './proofs.ts'
import { tileHeight, tileWidth } from './tile.ts'

export interface TileName {
  readonly level: number
  readonly number: number
}

/** Answers tiles in the order that they are asked for. */
export type ReadTiles = (tiles: readonly TileName[]) => Promise<readonly (Uint8Array | undefined)[]>

const placeOf = ({ level, index }: Node) => {
  const tileLevel = Math.floor(level / tileHeight)
  const width = 2 ** (level % tileHeight)
  const first = index * width
  return { level: tileLevel, number: Math.floor(first / tileWidth), from: first % tileWidth, width }
}

const keyOf = ({ level, number }: TileName) => `${level}/${number}`

const readNodes = async (nodes: readonly Node[], read: ReadTiles): Promise<(node: Node) => Uint8Array> => {
  const names = new Map(nodes.map(placeOf).map(({ level, number }) => [keyOf({ level, number }), { level, number }]))
  const wanted = [...names.values()]
  const tiles = await read(wanted)
  const found = new Map(wanted.map((name, index) => [keyOf(name), tiles[index]]))
  return (node) => {
    const { from, width, ...name } = placeOf(node)
    const part = found.get(keyOf(name))?.subarray(from * hashBytes, (from + width) * hashBytes)
    if (part?.length !== width * hashBytes) throw new Error(`tile ${keyOf(name)} is not whole`)
    return width === 1 ? part : hashTile(part)
  }
}

const prove = async (stretches: readonly Stretch[], read: ReadTiles): Promise<Uint8Array[]> => {
  const hashOf = await readNodes(
    stretches.flatMap(([from, to]) => subtreesOf(from, to)),
    read,
  )
  return stretches.map((stretch) => foldStretch(stretch, hashOf))
}

/** The hashes that lead from a leaf to the root. Throws RangeError. */
export const proveInclusion = (index: number, size: number, read: ReadTiles): Promise<Uint8Array[]> =>
  prove(inclusionStretches(index, size), read)

/** The hashes that lead from an older root to a newer one. Throws RangeError. */
export const proveConsistency = (oldSize: number, newSize: number, read: ReadTiles): Promise<Uint8Array[]> =>
  prove(consistencyStretches(oldSize, newSize), read)
