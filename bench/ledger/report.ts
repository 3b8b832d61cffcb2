import type { Machine } from './machine.ts'
import { allNames, reference } from './plan.ts'
import type { OpenRun, Run } from './run.ts'

/** All that was measured: the runs of each design by its name, in the order of the repetitions. */
export interface Findings {
  readonly runs: ReadonlyMap<string, readonly Run[]>
  readonly loads: ReadonlyMap<string, { callers: number; zipf: number | null }>
  readonly open: readonly OpenRun[]
  /** What was wrong with a book, if anything. */
  readonly complaints: readonly string[]
  readonly peakMemoryMb: number
  readonly secondsEach: number
  readonly machine: Machine
  readonly pgbench: string | null
}

interface DesignReport {
  callers: number
  zipf: number | null
  transfers_per_second: number
  transfers_per_second_lowest: number
  transfers_per_second_highest: number
  p50_ms: number | null
  p99_ms: number | null
  wal_bytes_per_transfer: number | null
  repetitions: number
}

/** A floor or ceiling for a measured value. */
export interface Bar {
  readonly name: string
  readonly says: string
  readonly value: number | null
  readonly lowest: number | null
  readonly highest: number | null
  readonly limit: number
  readonly isCeiling: boolean
  /** Null where it was not measured. */
  readonly passed: boolean | null
}

export const median = (values: readonly number[]): number => {
  const sorted = values.toSorted((left, right) => left - right)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2
}

export const round = (value: number, decimals: number): number => Number(value.toFixed(decimals))

/** The median of what was measured, to three decimals; null where nothing was. */
export const medianOf = (values: readonly (number | null)[]): number | null => {
  const known = values.filter((value) => value !== null)
  return known.length === 0 ? null : round(median(known), 3)
}

const describeDesign = (runs: readonly Run[], load: { callers: number; zipf: number | null }): DesignReport => {
  const speeds = runs.map((run) => run.perSecond)
  return {
    ...load,
    transfers_per_second: round(median(speeds), 1),
    transfers_per_second_lowest: round(Math.min(...speeds), 1),
    transfers_per_second_highest: round(Math.max(...speeds), 1),
    p50_ms: medianOf(runs.map((run) => run.p50Ms)),
    p99_ms: medianOf(runs.map((run) => run.p99Ms)),
    wal_bytes_per_transfer: medianOf(runs.map((run) => run.walBytes)),
    repetitions: runs.length,
  }
}

const ratios = [
  ['ratio_lane_to_transaction', reference, 'transaction-32-zipf1', 20, 'the lane to a transaction each'],
  ['ratio_lane_to_call', reference, 'call-8-zipf1', 5, 'the lane to a call each'],
  ['ratio_lane_to_tpcb', reference, 'tpcb-16', 7, 'the lane to pgbench TPC-B'],
  ['ratio_zipf2_to_zipf1', 'lane-1024-zipf2', reference, 0.9, 'very hot accounts to hot ones'],
  ['ratio_one_caller', 'lane-1-zipf1', 'call-1-zipf1', 0.8, 'one caller in the lane to one call at a time'],
  ['ratio_full_to_empty', 'lane-1024-zipf1-full', reference, 0.8, 'a full book to an empty one'],
] as const

/** The ratio of the medians; its spread is that of the ratios within each repetition, where drift of the machine cancels out. */
const ratioBar = ({ runs }: Findings, [name, above, below, limit, says]: (typeof ratios)[number]): Bar => {
  const speeds = (design: string) => runs.get(design)?.map((run) => run.perSecond) ?? []
  const [high, low] = [speeds(above), speeds(below)]
  const each = high.slice(0, low.length).map((speed, index) => speed / low[index])
  const value = each.length === 0 || median(low) === 0 ? null : round(median(high) / median(low), 3)
  return {
    name,
    says,
    value,
    lowest: value === null ? null : round(Math.min(...each), 3),
    highest: value === null ? null : round(Math.max(...each), 3),
    limit,
    isCeiling: false,
    passed: value === null ? null : value >= limit,
  }
}

export const ceilingBar = (name: string, says: string, values: readonly (number | null)[], limit: number): Bar => {
  const value = medianOf(values)
  const known = values.filter((each) => each !== null)
  return {
    name,
    says,
    value,
    lowest: value === null ? null : Math.min(...known),
    highest: value === null ? null : Math.max(...known),
    limit,
    isCeiling: true,
    passed: value === null ? null : value < limit,
  }
}

/** Every bar, measured or not. */
export const judge = (findings: Findings): Bar[] => [
  ...ratios.map((ratio) => ratioBar(findings, ratio)),
  ceilingBar(
    'p99_ms_at_half',
    'p99 in ms at half of capacity',
    findings.open.map((run) => run.p99Ms),
    100,
  ),
  ceilingBar('peak_memory_mb', 'most memory of the Node process in MB', [findings.peakMemoryMb], 400),
]

/** Latency under a fixed schedule; null where it was not run. */
export const describeOpen = (design: string, open: readonly Omit<OpenRun, 'walBytes'>[]) =>
  open.length === 0
    ? null
    : {
        design,
        offered_per_second: round(median(open.map((run) => run.offeredPerSecond)), 1),
        transfers_per_second: round(median(open.map((run) => run.perSecond)), 1),
        offered: open.reduce((sum, run) => sum + run.offered, 0),
        dropped: open.reduce((sum, run) => sum + run.dropped, 0),
        p50_ms: medianOf(open.map((run) => run.p50Ms)),
        p99_ms: medianOf(open.map((run) => run.p99Ms)),
        repetitions: open.length,
      }

export const barsByName = (bars: readonly Bar[]) =>
  Object.fromEntries(
    bars.map(({ name, value, lowest, highest, limit, isCeiling, passed }) => [
      name,
      { value, lowest, highest, [isCeiling ? 'below' : 'at_least']: limit, passed },
    ]),
  )

type RatioName = (typeof ratios)[number][0]

const valuesOf = (bars: readonly Bar[]): Record<RatioName, number | null> => {
  const measured = (name: RatioName) => bars.find((bar) => bar.name === name)?.value ?? null
  return {
    ratio_lane_to_transaction: measured('ratio_lane_to_transaction'),
    ratio_lane_to_call: measured('ratio_lane_to_call'),
    ratio_lane_to_tpcb: measured('ratio_lane_to_tpcb'),
    ratio_zipf2_to_zipf1: measured('ratio_zipf2_to_zipf1'),
    ratio_one_caller: measured('ratio_one_caller'),
    ratio_full_to_empty: measured('ratio_full_to_empty'),
  }
}

/** What is written as JSON; null where something was not run. */
export const makeReport = (findings: Findings) => {
  const { runs, loads, complaints, machine, pgbench } = findings
  const bars = judge(findings)
  const designs = allNames.map((name) => {
    const [found, load] = [runs.get(name), loads.get(name)]
    return [name, found && load ? describeDesign(found, load) : null] as const
  })
  return {
    designs: Object.fromEntries(designs),
    ...valuesOf(bars),
    open_loop: describeOpen(reference, findings.open),
    peak_memory_mb: findings.peakMemoryMb,
    bars: barsByName(bars),
    proved: complaints.length === 0,
    complaints,
    seconds_each: findings.secondsEach,
    machine: { ...machine, pgbench },
  }
}
