/** Proofs of a Merkle tree (RFC 9162, 2.1.3 and 2.1.4), as lists of the nodes that they are made of. */
import { emptyRoot, hashNode } from './hash.ts'

/** A node by how many levels it stands above the leaves, and its number there from the left; all leaves below it are there. */
export interface Node {
  readonly level: number
  readonly index: number
}

/** The largest power of two below a number above one. */
const splitOf = (count: number): number => 2 ** (31 - Math.clz32(count - 1))
const split = (count: number): number => (count <= 2 ** 31 ? splitOf(count) : 2 ** Math.ceil(Math.log2(count) - 1))

/** The full subtrees that a stretch of leaves consists of, left to right. `from` is a multiple of the largest of them. */
export const subtreesOf = (from: number, to: number): Node[] => {
  const nodes: Node[] = []
  let at = from
  while (at < to) {
    let level = 0
    while (at % 2 ** (level + 1) === 0 && at + 2 ** (level + 1) <= to) level++
    nodes.push({ level, index: at / 2 ** level })
    at += 2 ** level
  }
  return nodes
}

/** The parts of a proof: each is the hash over the stretch of leaves, folded from its full subtrees. */
export type Stretch = readonly [from: number, to: number]

/** What proves that a leaf is in a tree of `size` leaves, from the leaf upward. Throws RangeError. */
export const inclusionStretches = (index: number, size: number): Stretch[] => {
  if (!Number.isSafeInteger(index) || index < 0 || index >= size) throw new RangeError('there is no such leaf')
  const stretches: Stretch[] = []
  let [from, to] = [0, size]
  while (to - from > 1) {
    const middle = from + split(to - from)
    if (index < middle) {
      stretches.push([middle, to])
      to = middle
    } else {
      stretches.push([from, middle])
      from = middle
    }
  }
  return stretches.reverse()
}

/** What proves that a tree of `newSize` leaves begins with the one of `oldSize`. Throws RangeError. */
export const consistencyStretches = (oldSize: number, newSize: number): Stretch[] => {
  if (oldSize < 1 || oldSize > newSize) throw new RangeError('there is no such tree')
  const stretches: Stretch[] = []
  let [from, to, isWhole] = [0, newSize, true]
  while (oldSize !== to) {
    const middle = from + split(to - from)
    if (oldSize <= middle) {
      stretches.push([middle, to])
      to = middle
    } else {
      stretches.push([from, middle])
      from = middle
      isWhole = false
    }
  }
  if (!isWhole) stretches.push([from, to])
  return stretches.reverse()
}

/** Hashes over a stretch, its full subtrees folded from the right. */
export const foldStretch = ([from, to]: Stretch, hashOf: (node: Node) => Uint8Array): Uint8Array => {
  const hashes = subtreesOf(from, to).map(hashOf)
  return hashes.reduceRight((right, left) => hashNode(left, right))
}

/** The root of a tree whose full subtrees are known. */
export const rootOf = (size: number, hashAt: (level: number, index: number) => Uint8Array): Buffer =>
  size === 0 ? emptyRoot : Buffer.from(foldStretch([0, size], ({ level, index }) => hashAt(level, index)))
