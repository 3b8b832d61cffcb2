/** Generated worlds as rows of features with their labels, computed by the code that also serves. */

import type { Movement } from '../attempt.ts'
import { featureCount } from '../features/catalog.ts'
import { createState, type PersonalEvent } from '../features/state.ts'
import { generateDays, type Scenario } from './generator.ts'
import type { WorldOptions } from './world.ts'

export interface Rows {
  readonly values: Float32Array
  readonly labels: Uint8Array
  readonly weights: Float32Array
  readonly scenarios: readonly Scenario[]
}

export interface Window {
  readonly fromDay: number
  readonly toDay: number
  /** Only each so manieth genuine payment is kept, and weighs as many. */
  readonly everyGenuine: number
}

interface Collection {
  readonly values: Float32Array[]
  readonly labels: number[]
  readonly weights: number[]
  readonly scenarios: Scenario[]
}

const emptyCollection = (): Collection => ({ values: [], labels: [], weights: [], scenarios: [] })

const join = (parts: readonly Float32Array[]): Float32Array => {
  const joined = new Float32Array(parts.length * featureCount)
  for (const [index, part] of parts.entries()) joined.set(part, index * featureCount)
  return joined
}

const signInOf = ({ payer, context }: Movement, atMs: number): PersonalEvent => ({
  person: payer,
  change: 'signedIn',
  atMs,
  context: context && { ...context, category: null },
})

/** Lives through one world with the memory that also serves, and collects the rows of each window. */
const walk = (
  options: WorldOptions & { days: number },
  windows: readonly Window[],
  collections: readonly Collection[],
) => {
  const state = createState()
  let day = 0
  let genuine = 0
  for (const payments of generateDays(options)) {
    const index = windows.findIndex(({ fromDay, toDay }) => day >= fromDay && day < toDay)
    for (const { movement, facts, scenario, knownMs, isStopped, signedInMs } of payments) {
      if (signedInMs > 0) state.observe(signInOf(movement, signedInMs))
      const reservation = state.reserve(movement)
      const isGenuine = scenario === 'genuine'
      const every = isGenuine ? (windows[index]?.everyGenuine ?? 1) : 1
      if (index >= 0 && (!isGenuine || genuine++ % every === 0)) {
        const values = new Float32Array(featureCount)
        state.describe(reservation, facts, values)
        const { labels, weights, scenarios, values: list } = collections[index]
        list.push(values)
        labels.push(isGenuine ? 0 : 1)
        weights.push(every)
        scenarios.push(scenario)
      }
      if (!isStopped) state.settle(reservation)
      if (knownMs > 0) state.report(reservation.movement, knownMs)
    }
    day++
  }
}

/** Rows of several worlds, window by window; within a window world after world. */
export const generateRows = (worlds: readonly WorldOptions[], days: number, windows: readonly Window[]): Rows[] => {
  const collections = windows.map(emptyCollection)
  for (const world of worlds) walk({ ...world, days }, windows, collections)
  return collections.map(({ values, labels, weights, scenarios }) => ({
    values: join(values),
    labels: Uint8Array.from(labels),
    weights: Float32Array.from(weights),
    scenarios,
  }))
}
