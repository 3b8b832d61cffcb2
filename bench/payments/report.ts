import type { Machine } from '../ledger/machine.ts'
import { type Bar, barsByName, ceilingBar, describeOpen, median, medianOf, round } from '../ledger/report.ts'

export const stageNames = ['http', 'session', 'rules', 'score', 'lane', 'answer'] as const
export type StageName = (typeof stageNames)[number]

/** One run; `share` is how much of what was asked for was settled at once. */
export interface Run {
  readonly perSecond: number
  readonly p50Ms: number | null
  readonly p99Ms: number | null
  readonly settledShare: number | null
  readonly stagesUs: Readonly<Record<StageName, number>> | null
  readonly complaint: string | null
}

export interface OpenRun extends Run {
  readonly offeredPerSecond: number
  readonly offered: number
  readonly dropped: number
}

export interface Findings {
  readonly runs: ReadonlyMap<string, readonly Run[]>
  readonly open: readonly OpenRun[]
  readonly callers: Readonly<Record<string, number>>
  readonly machine: Machine
  readonly pgbench: string | null
  readonly peakMemoryMb: number
  readonly secondsEach: number
  readonly customers: number
}

export const reference = 'payments'
export const peer = 'tpcb-16'

const floorBar = (name: string, says: string, values: readonly number[], limit: number): Bar => {
  const bar = ceilingBar(
    name,
    says,
    values.map((value) => round(value, 3)),
    limit,
  )
  return { ...bar, isCeiling: false, passed: bar.value === null ? null : bar.value >= limit }
}

const speedsOf = ({ runs }: Findings, name: string) => runs.get(name)?.map(({ perSecond }) => perSecond) ?? []

// Where PostgreSQL's own benchmark is missing, a number stands for half of it.
const withoutPeer = 2_000

/** Every bar, measured or not. */
export const judge = (findings: Findings): Bar[] => {
  const [ours, theirs] = [speedsOf(findings, reference), speedsOf(findings, peer)]
  const ratios = ours.slice(0, theirs.length).map((speed, index) => speed / theirs[index])
  const p99s = findings.open.flatMap(({ p99Ms }) => p99Ms ?? [])
  return [
    theirs.length > 0
      ? floorBar('ratio_to_tpcb', 'payments to transactions of pgbench TPC-B', ratios, 0.5)
      : floorBar('payments_per_second', 'payments a second, without pgbench to compare', ours, withoutPeer),
    ceilingBar('p99_ms_at_half', 'p99 in ms at half of capacity', p99s, 60),
  ]
}

const describe = (runs: readonly Run[], callers: number) => {
  const speeds = runs.map(({ perSecond }) => perSecond)
  return {
    callers,
    transfers_per_second: round(median(speeds), 1),
    transfers_per_second_lowest: round(Math.min(...speeds), 1),
    transfers_per_second_highest: round(Math.max(...speeds), 1),
    p50_ms: medianOf(runs.map(({ p50Ms }) => p50Ms)),
    p99_ms: medianOf(runs.map(({ p99Ms }) => p99Ms)),
    settled_share: medianOf(runs.map(({ settledShare }) => settledShare)),
    repetitions: runs.length,
  }
}

/** Medians over the repetitions, stage by stage. */
export const stagesOf = (runs: readonly Run[]): Record<StageName, number | null> => {
  const value = (name: StageName) => medianOf(runs.map(({ stagesUs }) => stagesUs?.[name] ?? null))
  const entries = stageNames.map((name) => [name, value(name)] as const)
  return Object.fromEntries(entries) as Record<StageName, number | null>
}

/** What is written as JSON; null where something was not run. */
export const makeReport = (findings: Findings) => {
  const { runs, open, callers, machine, pgbench, peakMemoryMb, secondsEach, customers } = findings
  const complaints = [...runs, ['half of it', open] as const].flatMap(([name, all]) =>
    all.flatMap(({ complaint }) => (complaint === null ? [] : [`${name}: ${complaint}`])),
  )
  const bars = judge(findings)
  const designs = [reference, peer].map((name) => {
    const found = runs.get(name)
    return [name, found ? describe(found, callers[name]) : null] as const
  })
  return {
    designs: Object.fromEntries(designs),
    ratio_to_tpcb: bars.find(({ name }) => name === 'ratio_to_tpcb')?.value ?? null,
    open_loop: describeOpen(reference, open),
    stages_us: { at_capacity: stagesOf(runs.get(reference) ?? []), at_half: stagesOf(open) },
    customers,
    peak_memory_mb: peakMemoryMb,
    bars: barsByName(bars),
    proved: complaints.length === 0,
    complaints,
    seconds_each: secondsEach,
    machine: { ...machine, pgbench },
  }
}
