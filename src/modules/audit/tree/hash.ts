/** The two hashes of a Merkle tree (RFC 9162, 2.1.1): a leaf and a node can never be taken for each other. */
import { createHash, hash } from 'node:crypto'

/** Bytes of a hash. */
export const hashBytes = 32

const leafInput = Buffer.alloc(1 + hashBytes)
const nodeInput = Buffer.alloc(1 + 2 * hashBytes).fill(1, 0, 1)

/** The hash of an entry of the log. */
export const hashLeaf = (entry: Uint8Array): Buffer => {
  if (entry.length !== hashBytes) return createHash('sha256').update('\0').update(entry).digest()
  leafInput.set(entry, 1)
  return hash('sha256', leafInput, 'buffer')
}

/** The hash of a node over its two children. */
export const hashNode = (left: Uint8Array, right: Uint8Array): Buffer => {
  nodeInput.set(left, 1)
  nodeInput.set(right, 1 + hashBytes)
  return hash('sha256', nodeInput, 'buffer')
}

/** The root of the empty tree. */
export const emptyRoot: Buffer = createHash('sha256').digest()
