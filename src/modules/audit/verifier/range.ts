/** The root over leaves that come one by one, written apart from the tree of the log: nothing but hashes of full halves is kept. */
import { createHash } from 'node:crypto'

const node = (left: Uint8Array, right: Uint8Array): Buffer =>
  createHash('sha256').update('\u0001').update(left).update(right).digest()

export const leafOf = (entry: Uint8Array): Buffer => createHash('sha256').update('\0').update(entry).digest()

/** Leaves in their order; `onNode` hears of each full subtree: how many levels above the leaves, and its number there. */
export const createRange = (onNode: (level: number, number: number, hash: Buffer) => void) => {
  // One hash for each bit of the size, the largest subtree first.
  const halves: { level: number; hash: Buffer }[] = []
  let size = 0
  return {
    size: () => size,
    add: (leafHash: Buffer): void => {
      let [level, number, hash] = [0, size, leafHash]
      onNode(level, number, hash)
      for (let last = halves.at(-1); last?.level === level; last = halves.at(-1)) {
        halves.pop()
        hash = node(last.hash, hash)
        level++
        number = (number - 1) / 2
        onNode(level, number, hash)
      }
      halves.push({ level, hash })
      size++
    },
    root: (): Buffer => {
      if (halves.length === 0) return createHash('sha256').digest()
      return halves.map(({ hash }) => hash).reduceRight((right, left) => node(left, right))
    },
  }
}
