/** Makers of movements, and a look at features, for the tests of the memory. */
import { type Facts, type Movement, unknownFacts } from '../attempt.ts'
import { featureCount, featureNames } from './catalog.ts'
import type { FraudState } from './state.ts'

export const start = Date.UTC(2026, 0, 10)

/** Ada pays Bob; what is left out is ordinary. */
export const paying = (change: Partial<Movement> = {}): Movement => ({
  kind: 'send',
  payer: 'ada',
  payee: 'bob',
  currency: 'INR',
  minor: 5_000,
  atMs: start,
  ...change,
})

export const settle = (state: FraudState, movement: Movement) => state.settle(state.reserve(movement))

/** What the next payment would look like; the memory is as before. */
export const look = (state: FraudState, movement: Movement, facts: Facts = unknownFacts): Record<string, number> => {
  const reservation = state.reserve(movement)
  const values = new Float32Array(featureCount)
  state.describe(reservation, facts, values)
  state.withdraw(reservation)
  return Object.fromEntries(featureNames.map((name, index) => [name, values[index]]))
}
