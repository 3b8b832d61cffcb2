/** Features of past payments in the order of their time, by the code that serves live: for evaluation and training. */
import { type Facts, type Movement, unknownFacts } from './attempt.ts'
import { featureNames } from './features/catalog.ts'
import { createState } from './features/state.ts'
import { createSpill } from './memory/spill.ts'

export interface PastPayments {
  readonly names: readonly string[]
  /**
   * Takes the next payment in as one that settled, and writes its features to `out` from `offset` on where that is given. Answers the
   * payment as it is remembered.
   */
  take(movement: Movement, out: Float32Array | null, offset: number, facts?: Facts): Movement
  /** From `knownMs` on it may be used that this payment, as `take` answered it, was fraud. */
  report(movement: Movement, knownMs: number): void
  /** How many bytes of what is remembered are in memory, about. */
  readonly remembered: () => number
  close(): void
}

/** Where what does not fit into memory goes: a file that is made anew, and how many bytes stay in memory, about. */
export interface Room {
  readonly file: string
  readonly bytes: number
}

/** Begins with nothing known. Features are the same with any room. */
export const pastPayments = ({ file, bytes }: Room): PastPayments => {
  const spill = createSpill(file, bytes)
  const state = createState(spill.entities)
  return {
    names: featureNames,
    take: (movement, out, offset, facts = unknownFacts) => {
      const reservation = state.reserve(movement)
      if (out) state.describe(reservation, facts, out, offset)
      state.settle(reservation)
      spill.trim()
      return reservation.movement
    },
    report: (movement, knownMs) => {
      state.report(movement, knownMs)
      spill.trim()
    },
    remembered: spill.held,
    close: spill.close,
  }
}
