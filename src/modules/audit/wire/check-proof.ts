/** Checks of proofs, by RFC 9162 (2.1.3.2 and 2.1.4.2). Written apart from what makes the proofs. Browser-safe. */

/** What checking needs of cryptography, which a browser and a server have in different ways. */
export interface Primitives {
  sha256(bytes: Uint8Array): Uint8Array | Promise<Uint8Array>
  /** Whether the signature of the key over the message is good; false for keys and signatures of another length. */
  ed25519(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
  mlDsa44(key: Uint8Array, message: Uint8Array, signature: Uint8Array): boolean | Promise<boolean>
}

type Sha256 = Pick<Primitives, 'sha256'>

export const joinBytes = (...parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> => {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0))
  let at = 0
  for (const part of parts) {
    joined.set(part, at)
    at += part.length
  }
  return joined
}

export const areEqual = (one: Uint8Array, other: Uint8Array): boolean =>
  one.length === other.length && one.every((byte, index) => byte === other[index])

const leafPrefix = Uint8Array.of(0)
const nodePrefix = Uint8Array.of(1)

export const leafHashOf = async ({ sha256 }: Sha256, entry: Uint8Array): Promise<Uint8Array> =>
  sha256(joinBytes(leafPrefix, entry))

const nodeHashOf = async ({ sha256 }: Sha256, left: Uint8Array, right: Uint8Array): Promise<Uint8Array> =>
  sha256(joinBytes(nodePrefix, left, right))

const isCount = (value: number) => Number.isSafeInteger(value) && value >= 0
const isOdd = (value: number) => value % 2 === 1
const half = (value: number) => Math.floor(value / 2)

/** A proof of more steps than this belongs to no tree that can be counted. */
const mostSteps = 53

/** The root that a proof of inclusion leads to; null where the proof has not the shape for this leaf of this tree. */
export const rootByInclusion = async (
  primitives: Sha256,
  leafHash: Uint8Array,
  { index, size, proof }: { readonly index: number; readonly size: number; readonly proof: readonly Uint8Array[] },
): Promise<Uint8Array | null> => {
  if (!isCount(index) || !isCount(size) || index >= size || proof.length > mostSteps) return null
  let [node, last, hash] = [index, size - 1, leafHash]
  for (const step of proof) {
    if (last === 0 || step.length !== 32) return null
    if (isOdd(node) || node === last) {
      hash = await nodeHashOf(primitives, step, hash)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      hash = await nodeHashOf(primitives, hash, step)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 ? hash : null
}

export interface Head {
  readonly size: number
  readonly root: Uint8Array
}

const isPowerOfTwo = (value: number) =>
  value > 0 && Number.isInteger(Math.log2(value)) && 2 ** Math.log2(value) === value

/** Whether the proof shows that the tree of `later` begins with that of `earlier`. */
export const isConsistent = async (
  primitives: Sha256,
  earlier: Head,
  later: Head,
  proof: readonly Uint8Array[],
): Promise<boolean> => {
  if (!isCount(earlier.size) || !isCount(later.size) || earlier.size > later.size || proof.length > mostSteps)
    return false
  if (proof.some((step) => step.length !== 32)) return false
  if (earlier.size === later.size) return proof.length === 0 && areEqual(earlier.root, later.root)
  if (earlier.size === 0) return proof.length === 0
  const [first, ...steps] = isPowerOfTwo(earlier.size) ? [earlier.root, ...proof] : proof
  if (first === undefined) return false
  let [node, last] = [earlier.size - 1, later.size - 1]
  while (isOdd(node)) [node, last] = [half(node), half(last)]
  let [old, now] = [first, first]
  for (const step of steps) {
    if (last === 0) return false
    if (isOdd(node) || node === last) {
      old = await nodeHashOf(primitives, step, old)
      now = await nodeHashOf(primitives, step, now)
      while (!isOdd(node) && node !== 0) [node, last] = [half(node), half(last)]
    } else {
      now = await nodeHashOf(primitives, now, step)
    }
    ;[node, last] = [half(node), half(last)]
  }
  return last === 0 && areEqual(old, earlier.root) && areEqual(now, later.root)
}
