/** Features of past payments in the order of their time, by the code that serves live: for evaluation and training. */
import { type Facts, type Movement, unknownFacts } from './attempt.ts'
import { featureNames } from './features/catalog.ts'
import { createState } from './features/state.ts'

export interface PastPayments {
  readonly names: readonly string[]
  /**
   * Takes the next payment in as one that settled, and writes its features to `out` from `offset` on where that is given. Answers the
   * payment as it is remembered.
   */
  take(movement: Movement, out: Float32Array | null, offset: number, facts?: Facts): Movement
  /** From `knownMs` on it may be used that this payment, as `take` answered it, was fraud. */
  report(movement: Movement, knownMs: number): void
}

/** Begins with nothing known. */
export const pastPayments = (): PastPayments => {
  const state = createState()
  return {
    names: featureNames,
    take: (movement, out, offset, facts = unknownFacts) => {
      const reservation = state.reserve(movement)
      if (out) state.describe(reservation, facts, out, offset)
      state.settle(reservation)
      return reservation.movement
    },
    report: (movement, knownMs) => state.report(movement, knownMs),
  }
}
