/** Places outside of the bank where checkpoints are put, so that a log that was made anew is found out. */
import type { Checkpoint } from '../wire/check-note.ts'

/** A checkpoint that was put somewhere. */
export interface Anchored {
  readonly checkpoint: Checkpoint
  readonly note: string
  /** What the place answered when it took it. */
  readonly evidence: Buffer
}

export type Held = Pick<Checkpoint, 'size' | 'root'>

/** One adapter for each kind of place. */
export interface AnchorPlace {
  /** As it was configured; evidence is kept under it. */
  readonly name: string
  /** Puts a checkpoint there and answers what proves it. Throws where the place does not take it. */
  put(checkpoint: Checkpoint, note: string): Promise<Buffer>
  /** What the place itself holds, and would hold if the bank had forgotten it; nothing where it keeps nothing. */
  held(): Promise<readonly Held[]>
  /** Why the evidence proves nothing; null where it proves the checkpoint. */
  check(anchored: Anchored): Promise<string | null>
}
