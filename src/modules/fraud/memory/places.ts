/** Bytes by kind and number, packed in memory up to a bound and in a file beyond it. */
import { closeSync, openSync, readSync, writeSync } from 'node:fs'

export interface Places<K> {
  write(kind: K, number: number, bytes: Buffer): void
  /** Undefined where nothing was written. Valid until the next call. */
  read(kind: K, number: number): Buffer | undefined
  close(): void
}

/** A place is whole pages of this many bytes, so that one can be used again for other bytes of about the same length. */
const pageBytes = 256
/** A place as one number: where it begins, in pages, and behind that how many pages it has. */
const mostPages = 2 ** 16
/** Memory comes in blocks of this size; a place lies within one. */
const blockBytes = 2 ** 24

/** The file is made anew. */
export const openPlaces = <K>(file: string, kinds: readonly K[], memoryBytes: number): Places<K> => {
  const handle = openSync(file, 'w+')
  const byKind = new Map(kinds.map((kind) => [kind, new Map<number, number>()]))
  const free = new Map<number, number[]>()
  const blocks: Buffer[] = []
  let end = 0
  let buffer = Buffer.allocUnsafe(64 * pageBytes)

  const add = (pages: number): number => {
    const perBlock = blockBytes / pageBytes
    if ((end % perBlock) + pages > perBlock) end = Math.ceil(end / perBlock) * perBlock
    end += pages
    return (end - pages) * mostPages + pages
  }
  const release = (place: number) => {
    const pages = place % mostPages
    const list = free.get(pages)
    if (list) list.push(place)
    else free.set(pages, [place])
  }
  const placeFor = (known: number | undefined, size: number): number => {
    if (known !== undefined && (known % mostPages) * pageBytes >= size) return known
    if (known !== undefined) release(known)
    // Most of what is written grows, so there is some room to spare.
    const pages = Math.ceil((1.25 * size) / pageBytes)
    return free.get(pages)?.pop() ?? add(pages)
  }
  /** The block of memory that a place lies in; undefined where it is in the file. */
  const blockAt = (at: number): Buffer | undefined => {
    if (at >= memoryBytes) return undefined
    const index = Math.floor(at / blockBytes)
    blocks[index] ??= Buffer.allocUnsafeSlow(blockBytes)
    return blocks[index]
  }
  const roomFor = (size: number) => {
    if (buffer.length < size) buffer = Buffer.allocUnsafe(2 * size)
  }
  return {
    write: (kind, number, bytes) => {
      const places = byKind.get(kind) as Map<number, number>
      const size = bytes.length + 4
      const known = places.get(number)
      const place = placeFor(known, size)
      if (place !== known) places.set(number, place)
      const at = Math.floor(place / mostPages) * pageBytes
      const block = blockAt(at)
      roomFor(size)
      const target = block?.subarray(at % blockBytes) ?? buffer
      target.writeUInt32LE(bytes.length)
      bytes.copy(target, 4)
      if (!block) writeSync(handle, buffer, 0, size, at)
    },
    read: (kind, number) => {
      const place = byKind.get(kind)?.get(number)
      if (place === undefined) return undefined
      const at = Math.floor(place / mostPages) * pageBytes
      const block = blockAt(at)
      const most = (place % mostPages) * pageBytes
      roomFor(most)
      if (!block) readSync(handle, buffer, 0, most, at)
      const source = block?.subarray(at % blockBytes) ?? buffer
      return source.subarray(4, 4 + source.readUInt32LE())
    },
    close: () => closeSync(handle),
  }
}
