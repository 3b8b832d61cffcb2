/** A tree that grows at its right edge. It holds one unfinished tile a level and hands over those that changed. */
import { hashBytes, hashLeaf } from './hash.ts'
import { rootOf } from './proofs.ts'
import { hashesAtLevel, highestLevel, tileWidth } from './tile.ts'
import { rowsOf } from './within.ts'

export interface ChangedTile {
  /** -1 for the entries themselves. */
  readonly level: number
  readonly number: number
  /** All that is in it by now. */
  readonly hashes: Buffer
}

/** The level under which entries are stored. */
export const entriesLevel = -1

/** Reads the tile that is unfinished at a level; its length is what that level has at this size. */
export type ReadTile = (level: number, number: number) => Promise<Uint8Array | undefined>

/** The hash over a full tile, or over a part of one that a power of two fills, which stands one level higher. */
export const hashTile = (hashes: Uint8Array): Buffer => Buffer.from(rowsOf(hashes).at(-1) ?? [])

/** The right edge of a tree. */
export class GrowingTree {
  #size: number
  /** The unfinished tile of each level, the first that of the entries. */
  readonly #edge: Buffer[]
  #changed = new Map<string, ChangedTile>()

  private constructor(size: number, edge: Buffer[]) {
    this.#size = size
    this.#edge = edge
  }

  /** Takes up a tree where it was left. Throws where a tile is missing. */
  static async load(size: number, read: ReadTile): Promise<GrowingTree> {
    const edge: Buffer[] = []
    for (let level = entriesLevel; level <= highestLevel; level++) {
      const hashes = hashesAtLevel(Math.max(level, 0), size)
      const wanted = (hashes % tileWidth) * hashBytes
      const tile = Buffer.alloc(tileWidth * hashBytes)
      const stored = wanted === 0 ? undefined : await read(level, Math.floor(hashes / tileWidth))
      if (wanted > 0 && (stored?.length ?? 0) < wanted)
        throw new Error(`the tile at the edge of level ${level} is not whole`)
      tile.set(stored?.subarray(0, wanted) ?? [])
      edge.push(tile)
    }
    return new GrowingTree(size, edge)
  }

  get size(): number {
    return this.#size
  }

  /** Adds an entry at the right. */
  append(entry: Uint8Array): void {
    this.#put(entriesLevel, this.#size, entry)
    this.#put(0, this.#size, hashLeaf(entry))
    this.#size++
  }

  /** Tiles that changed since this was asked last. */
  takeChanged(): ChangedTile[] {
    const changed = [...this.#changed.values()]
    this.#changed = new Map()
    return changed
  }

  /** The root, from the hashes at the edge alone. */
  root(): Buffer {
    return rootOf(this.#size, (level, index) => this.#hashAt(level, index))
  }

  #put(level: number, index: number, hash: Uint8Array): void {
    const tile = this.#edge[level + 1]
    const place = index % tileWidth
    const number = Math.floor(index / tileWidth)
    tile.set(hash, place * hashBytes)
    const filled = tile.subarray(0, (place + 1) * hashBytes)
    if (place < tileWidth - 1) {
      this.#changed.set(`${level}/${number}`, { level, number, hashes: filled })
      return
    }
    // The next hash of this level would overwrite what is handed over.
    this.#changed.set(`${level}/${number}`, { level, number, hashes: Buffer.from(filled) })
    if (level !== entriesLevel && level < highestLevel) this.#put(level + 1, number, hashTile(filled))
  }

  /** A node that lies in the unfinished tile of its level, or just below it. */
  #hashAt(level: number, index: number): Buffer {
    const tileLevel = Math.floor(level / 8)
    const width = 2 ** (level % 8)
    const from = ((index * width) % tileWidth) * hashBytes
    const tile = this.#edge[tileLevel + 1].subarray(from, from + width * hashBytes)
    return width === 1 ? Buffer.from(tile) : hashTile(tile)
  }
}
