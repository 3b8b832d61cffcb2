/**
 * Changes one behind another as bytes, in the order in which they came and leave. As objects a hundred thousand of them are millions
 * of things to look through whenever JavaScript's memory is collected; as bytes they are a few.
 */
import type { Change } from '../features/change.ts'
import type { Kind } from '../features/entities.ts'
import type { Key } from './load.ts'
import type { Place } from './log.ts'

/** A change with its place in the log. */
export interface Placed extends Place {
  readonly change: Change
}

export interface Packed {
  /** Answers where it lies. `text` is the change as JSON. */
  add(place: Place, keys: readonly Key[], text: string): number
  read(position: number): Placed
  /** The oldest one, without its text; undefined where there is none. */
  oldest(): { readonly position: number; readonly place: Place; readonly keys: readonly Key[] } | undefined
  /** Lets the oldest one go. */
  leave(): void
  readonly size: () => number
}

const usualBlockBytes = 2 ** 20
// The place, then how many keys and how long the text is; behind it the keys and the text.
const [seqAt, keysAt, textBytesAt, headBytes] = [8, 16, 17, 21]
const keyBytes = 1 + 8

interface Block {
  readonly bytes: Buffer
  used: number
}

/** A change lies in one block whole. Throws a RangeError where it is too long for that. */
export const createPacked = (kinds: readonly Kind[], blockBytes = usualBlockBytes): Packed => {
  // A position is a block's number, counted from the first that there ever was, and a place in it.
  const blocks: Block[] = [{ bytes: Buffer.allocUnsafeSlow(blockBytes), used: 0 }]
  let [firstBlock, firstAt, size] = [0, 0, 0]

  const find = (position: number): readonly [bytes: Buffer, at: number] => [
    blocks[Math.floor(position / blockBytes) - firstBlock].bytes,
    position % blockBytes,
  ]
  const textFrom = (bytes: Buffer, at: number): number => at + headBytes + bytes[at + keysAt] * keyBytes
  const endFrom = (bytes: Buffer, at: number): number => textFrom(bytes, at) + bytes.readUInt32LE(at + textBytesAt)
  const placeFrom = (bytes: Buffer, at: number): Place => ({
    xact: bytes.readDoubleLE(at),
    seq: bytes.readDoubleLE(at + seqAt),
  })
  const keyFrom = (bytes: Buffer, at: number): Key => [kinds[bytes[at]], bytes.readDoubleLE(at + 1)]

  /** The block that has room for so many bytes more. */
  const blockFor = (length: number): Block => {
    const last = blocks[blocks.length - 1]
    if (last.used + length <= blockBytes) return last
    if (length > blockBytes) throw new RangeError(`A change of ${length} bytes is longer than one may be.`)
    const next = { bytes: Buffer.allocUnsafeSlow(blockBytes), used: 0 }
    blocks.push(next)
    return next
  }

  const write = (bytes: Buffer, at: number, place: Place, keys: readonly Key[]) => {
    bytes.writeDoubleLE(place.xact, at)
    bytes.writeDoubleLE(place.seq, at + seqAt)
    bytes[at + keysAt] = keys.length
    for (const [index, [kind, number]] of keys.entries()) {
      bytes[at + headBytes + index * keyBytes] = kinds.indexOf(kind)
      bytes.writeDoubleLE(number, at + headBytes + index * keyBytes + 1)
    }
  }

  return {
    add: (place, keys, text) => {
      const textBytes = Buffer.byteLength(text)
      const block = blockFor(headBytes + keys.length * keyBytes + textBytes)
      const at = block.used
      write(block.bytes, at, place, keys)
      block.bytes.writeUInt32LE(textBytes, at + textBytesAt)
      block.used = textFrom(block.bytes, at) + block.bytes.write(text, textFrom(block.bytes, at))
      size++
      return (firstBlock + blocks.length - 1) * blockBytes + at
    },
    read: (position) => {
      const [bytes, at] = find(position)
      const text = bytes.toString('utf8', textFrom(bytes, at), endFrom(bytes, at))
      return { ...placeFrom(bytes, at), change: JSON.parse(text) }
    },
    oldest: () => {
      if (size === 0) return undefined
      const { bytes } = blocks[0]
      const keys = Array.from({ length: bytes[firstAt + keysAt] }, (_, index) =>
        keyFrom(bytes, firstAt + headBytes + index * keyBytes),
      )
      return { position: firstBlock * blockBytes + firstAt, place: placeFrom(bytes, firstAt), keys }
    },
    leave: () => {
      if (size === 0) return
      size--
      firstAt = endFrom(blocks[0].bytes, firstAt)
      if (firstAt < blocks[0].used) return
      firstAt = 0
      if (size === 0) blocks[0].used = 0
      else {
        blocks.shift()
        firstBlock++
      }
    },
    size: () => size,
  }
}
