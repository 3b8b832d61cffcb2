/** Checkpoints that somebody else holds, against the tree as its leaves make it. */
import { areEqual, type Head } from '../wire/check-proof.ts'
import type { Fault } from './fault.ts'

/** That the tree had this root at this size, and who says so. */
export interface Claim {
  readonly checkpoint: Head
  readonly by: string
}

/** `rootAt` knows the root at the size of every claim that is not larger than the tree. */
export const faultsOfClaims = (
  claims: readonly Claim[],
  size: number,
  rootAt: (size: number) => Uint8Array | undefined,
): Fault[] =>
  claims.flatMap(({ checkpoint, by }): Fault[] => {
    if (checkpoint.size > size)
      return [
        { check: 'anchor', place: size, detail: `${by} holds ${checkpoint.size} leaves, and the log has ${size}` },
      ]
    const root = rootAt(checkpoint.size)
    if (root && areEqual(root, checkpoint.root)) return []
    return [
      {
        check: 'anchor',
        detail: `${by} holds another root for the first ${checkpoint.size} leaves than they have now`,
      },
    ]
  })
