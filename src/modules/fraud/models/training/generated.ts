/** Generated payments to learn from, for a bank that has not lived through enough of its own. */
import { dayMs } from '#platform/time'
import { generateRows, type Rows } from '../../generator/rows.ts'
import { createSampler, type Sample, type Samples } from './samples.ts'
import type { Span } from './windows.ts'

export interface GeneratedPlan {
  readonly seed: number
  readonly worlds: number
  readonly customers: number
  /** The first day of the worlds. */
  readonly startMs: number
}

/** Days of training, of choosing, of waiting for labels, of testing. */
const days = { train: 63, choose: 7, wait: 7, test: 14 }
const allDays = days.train + days.choose + days.wait + days.test

/** When the days of a plan are, for its card. */
export const generatedSpans = ({ startMs }: GeneratedPlan): { train: Span; test: Span } => ({
  train: { fromMs: startMs, toMs: startMs + days.train * dayMs },
  test: { fromMs: startMs + (allDays - days.test) * dayMs, toMs: startMs + allDays * dayMs },
})

const windows = [
  { fromDay: 0, toDay: days.train, everyGenuine: 3 },
  { fromDay: days.train, toDay: days.train + days.choose, everyGenuine: 1 },
  { fromDay: allDays - days.test, toDay: allDays, everyGenuine: 1 },
]

const joinRows = (parts: readonly Rows[]): Sample => {
  const sampler = createSampler(parts.reduce((sum, { labels }) => sum + labels.length, 0))
  for (const { values, labels, weights } of parts) {
    const columns = values.length / labels.length
    for (let row = 0; row < labels.length; row++)
      sampler.add(values.subarray(row * columns, (row + 1) * columns), labels[row] === 1, weights[row])
  }
  return sampler.sample()
}

/** Lives through one world after the other. Blocks its thread for minutes. */
export const generateSamples = (plan: GeneratedPlan, tell: (share: number) => void): Samples => {
  const { seed, worlds, customers, startMs } = plan
  const parts = Array.from({ length: worlds }, (_, index) => {
    const world = { seed: seed + index, customers, startMs, cardsOnly: index % 2 === 0 }
    const rows = generateRows([world], allDays, windows)
    tell((index + 1) / worlds)
    return rows
  })
  const [train, choose, test] = [0, 1, 2].map((window) => joinRows(parts.map((rows) => rows[window])))
  return { train, choose, test }
}
