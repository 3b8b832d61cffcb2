/** Proofs over a tree that is stored in tiles: which tiles are needed is known before the first is read. */
import { consistencyStretches, foldStretch, inclusionStretches, type Node, type Stretch, subtreesOf } from './proofs.ts'
import { tileHeight, tileWidth } from './tile.ts'
import { nodeWithin } from './within.ts'

export interface TileName {
  readonly level: number
  readonly number: number
}

/** A tile, and how many of its hashes are needed: one at the edge of the tree may grow, but what is in it stays. */
export interface WantedTile extends TileName {
  readonly width: number
}

/** Answers tiles in the order that they are asked for. */
export type ReadTiles = (tiles: readonly WantedTile[]) => Promise<readonly (Uint8Array | undefined)[]>

const placeOf = ({ level, index }: Node) => {
  const tileLevel = Math.floor(level / tileHeight)
  const width = 2 ** (level % tileHeight)
  const first = index * width
  return { level: tileLevel, number: Math.floor(first / tileWidth), from: first % tileWidth, width }
}

const keyOf = ({ level, number }: TileName) => `${level}/${number}`

/** Each tile once, with as much of it as any of the nodes needs. */
const tilesFor = (nodes: readonly Node[]): WantedTile[] => {
  const wanted = new Map<string, WantedTile>()
  for (const { level, number, from, width } of nodes.map(placeOf)) {
    const key = keyOf({ level, number })
    wanted.set(key, { level, number, width: Math.max(from + width, wanted.get(key)?.width ?? 0) })
  }
  return [...wanted.values()]
}

const readNodes = async (nodes: readonly Node[], read: ReadTiles): Promise<(node: Node) => Uint8Array> => {
  const wanted = tilesFor(nodes)
  const tiles = await read(wanted)
  const found = new Map(wanted.map((name, index) => [keyOf(name), tiles[index]]))
  return (node) => {
    const { from, width, ...name } = placeOf(node)
    const tile = found.get(keyOf(name))
    if (!tile) throw new Error(`tile ${keyOf(name)} is missing`)
    return nodeWithin(tile, from, width)
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
