import type { Machine } from '../ledger/machine.ts'
import { specs } from './design.ts'
import type { Run } from './run.ts'

/** All that was measured: the run of each design by its name. */
export interface Findings {
  readonly runs: ReadonlyMap<string, Run>
  /** Payments of the history, what they made, and how long that took. */
  readonly changes: number
  readonly entities: number
  readonly foldMs: number
  readonly scoreUs: number
  readonly perSecond: number
  readonly seconds: number
  readonly machine: Machine
  readonly peakMemoryMb: number
  readonly model: string
}

/** A ceiling for a measured value. */
export interface Bar {
  readonly name: string
  readonly value: number | null
  readonly below: number
  /** Null where it was not measured. */
  readonly passed: boolean | null
}

const round = (value: number | null, decimals = 3): number | null =>
  value === null ? null : Number(value.toFixed(decimals))

const largest = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : Math.max(...known)
}

const bar = (name: string, value: number | null, below: number): Bar => ({
  name,
  value,
  below,
  passed: value === null ? null : value < below,
})

const judge = ({ runs, scoreUs }: Findings): Bar[] => {
  const explained = specs.flatMap(({ name, explainsAll }) => (explainsAll ? (runs.get(name) ?? []) : []))
  const held = runs.get('all-held-explained')
  return [
    bar('p99_ms_explained', round(held?.p99Ms ?? null), 10),
    bar('p99_ms_explained_worst', round(largest(explained.map(({ p99Ms }) => p99Ms))), 10),
    bar('score_us', round(scoreUs, 2), 100),
    bar('max_additivity_error', largest(explained.map(({ largestError }) => largestError)), 1e-6),
    bar('start_ms', round(largest([...runs.values()].map(({ startMs }) => startMs)), 1), 2_000),
  ]
}

const describe = (run: Run) => ({
  offered: run.offered,
  dropped: run.dropped,
  p50_ms: round(run.p50Ms),
  p99_ms: round(run.p99Ms),
  p999_ms: round(run.p999Ms),
  start_ms: round(run.startMs, 1),
  held_entities: run.heldEntities,
  core_share: round(run.coreShare),
  longest_block_ms: round(run.longestBlockMs, 1),
  explain_ms: round(run.explainMs),
  max_additivity_error: run.largestError,
})

/** What is written as JSON; null where something was not run. */
export const makeReport = (findings: Findings) => {
  const { runs, changes, entities, foldMs, scoreUs, perSecond, seconds, machine, peakMemoryMb, model } = findings
  const complaints = [...runs].flatMap(([name, { complaint }]) => (complaint === null ? [] : [`${name}: ${complaint}`]))
  const designs = specs.map(({ name }) => {
    const run = runs.get(name)
    return [name, run ? describe(run) : null] as const
  })
  return {
    designs: Object.fromEntries(designs),
    score_us: round(scoreUs, 2),
    history: { payments: changes, entities, fold_ms: round(foldMs, 1) },
    payments_per_second: perSecond,
    seconds_each: seconds,
    model,
    bars: judge(findings),
    peak_memory_mb: peakMemoryMb,
    proved: complaints.length === 0,
    complaints,
    machine,
  }
}
