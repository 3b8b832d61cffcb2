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

/**
 * Hashes a row of nodes pair by pair into `target`, from `at` on; a last one without a neighbor is left out. The hash comes as text of one
 * byte a letter, which costs no memory of its own: a buffer for each of the 255 nodes of a tile made the collector stop proofs.
 */
export const hashPairs = (row: Uint8Array, target: Buffer, at: number): void => {
  for (let from = 0; from + 2 * hashBytes <= row.length; from += 2 * hashBytes) {
    nodeInput.set(row.subarray(from, from + 2 * hashBytes), 1)
    target.write(hash('sha256', nodeInput, 'binary'), at + from / 2, 'latin1')
  }
}

/** The root of the empty tree. */
export const emptyRoot: Buffer = createHash('sha256').digest()
